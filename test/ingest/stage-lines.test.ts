/** Lines are staged in a file, and what stops that file stops the reading with its own reason. */
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readStaged, type StageOptions, stageLines } from '../../ingest/stage-lines.ts';
import { foldText } from '../../models/text.ts';
import { loadFacts } from '../../stores/facts-files.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

const facts = loadFacts(foldText);
/** Every write to it fails for want of room. */
const FULL = '/dev/full';

async function optionsFor(lines: readonly object[]): Promise<StageOptions> {
  const input = join(temporaryFolder(), 'lines.jsonl');
  await writeFile(input, lines.map((line) => JSON.stringify(line)).join('\n'));
  const onLine = (): void => undefined;
  return { vertical: 'jobs', input, source: 's', defaultSource: 's', facts, onLine, signal: null };
}

test('staged lines come back, the later of two with one id', async () => {
  const options = await optionsFor([{ id: 1, title: 'Cook' }, { title: 'none' }, { id: 1, title: 'Chef' }]);
  const staged = await stageLines(join(temporaryFolder(), 'staged'), options);
  const titles: string[] = [];
  for await (const document of readStaged(staged)) titles.push(document.kind === 'job' ? document.title : '');
  expect(titles).toEqual(['Chef']);
  expect(staged).toMatchObject({ read: 3, failed: 1 });
});

test.skipIf(!existsSync(FULL))('a full disk is told as that', async () => {
  const text = 'Cooks. '.repeat(10_000);
  const options = await optionsFor(Array.from({ length: 20 }, (_, id) => ({ id, title: 'Cook', description: text })));
  await expect(stageLines(FULL, options)).rejects.toMatchObject({ code: 'ENOSPC' });
});
