/** The key that signs ids and cursors: given, or made once and kept in the data directory. */

import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TandemError } from './errors.ts';

const SECRET_BYTES = 32;
/** As short as a given one may be. */
const SHORTEST = 16;

/**
 * `given` wins. A kept secret is readable by the owner alone; two processes that start together agree on the first one.
 * Throws CONFIG_INVALID when the kept one was cut short.
 */
export function signingSecret(dataDir: string, given: string | undefined): string {
  if (given !== undefined) return given;
  const path = join(dataDir, 'secret');
  if (!existsSync(path)) writeOnce(path, dataDir);
  const kept = readFileSync(path, 'utf8').trim();
  if (kept.length >= SHORTEST) return kept;
  throw new TandemError(
    'CONFIG_INVALID',
    `expected a secret of at least ${SHORTEST} characters in ${path}, got ${kept.length}; delete the file to make a new one`,
  );
}

/** The file appears with its content or not at all. */
function writeOnce(path: string, dataDir: string): void {
  mkdirSync(dataDir, { recursive: true });
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, `${randomBytes(SECRET_BYTES).toString('base64url')}\n`, { mode: 0o600 });
  try {
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
}
