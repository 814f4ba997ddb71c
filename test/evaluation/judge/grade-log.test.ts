/** Graded pairs are kept line by line; a cut last line is forgotten, a foreign file is left alone. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openGradeLog } from '../../../evaluation/judge/grade-log.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';

const row = (pair: string) => ({
  qid: 'q1',
  document: 'd1',
  judge: 'judge-1',
  pair,
  probabilities: [0, 0, 0, 1, 0],
  reason: 'Zoë’s “work”.',
});

test('what was added is known when the file is opened again', async () => {
  const path = join(temporaryFolder(), 'grades.jsonl');
  const log = await openGradeLog(path);
  expect(log.known.size).toBe(0);
  await log.add([row('a'), row('b')]);
  await log.add([row('c')]);
  expect([...(await openGradeLog(path)).known]).toEqual(['a', 'b', 'c'].map((pair) => [pair, row(pair)]));
});

test('a last line that was cut is removed, so that the next one starts at its beginning', async () => {
  const path = join(temporaryFolder(), 'grades.jsonl');
  await (await openGradeLog(path)).add([row('a')]);
  const whole = readFileSync(path, 'utf8');
  writeFileSync(path, `${whole}{"qid": "q1", "docu`);
  const log = await openGradeLog(path);
  expect([...log.known.keys()]).toEqual(['a']);
  await log.add([row('b')]);
  expect([...(await openGradeLog(path)).known.keys()]).toEqual(['a', 'b']);
});

test('another file is refused with its line and stays as it is', async () => {
  const path = join(temporaryFolder(), 'notes.txt');
  writeFileSync(path, 'my notes\nmore');
  await expect(openGradeLog(path)).rejects.toThrow(
    /notes.txt:1: expected a graded pair .*got my notes; name another file/,
  );
  expect(readFileSync(path, 'utf8')).toBe('my notes\nmore');
});
