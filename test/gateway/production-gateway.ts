/** The gateway in the production profile, in one process over a stand-in for the search folder, with a file of persisted operations. */

import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { type RunningGateway, startGateway } from './gateway-shapes.ts';
import { createTestServices, testConfig } from './test-services.ts';

/** Hash and id of a document. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
export const documentId = (text: string): string => `sha256:${sha256(text)}`;

/** A folder that is removed behind the tests of the file, with the operations in a file of its own. */
export function operationsFile(documents: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-operations-'));
  const file = join(folder, 'operations.json');
  writeFileSync(file, JSON.stringify(Object.fromEntries(documents.map((text) => [documentId(text), text]))));
  afterAll(() => rmSync(folder, { recursive: true }));
  return file;
}

/** Started before the tests of the file, stopped behind them. */
export function productionGateway(documents: readonly string[], settings: Readonly<Record<string, string>> = {}) {
  const { services, lines } = createTestServices();
  const file = operationsFile(documents);
  let gateway: RunningGateway | null = null;
  beforeAll(async () => {
    const config = testConfig({ TANDEM_PROFILE: 'production', TANDEM_OPERATIONS: file, ...settings });
    gateway = await startGateway('in one process', config, services);
  });
  afterAll(async () => gateway?.stop());
  return { services, lines, url: (): string => gateway?.url ?? '' };
}
