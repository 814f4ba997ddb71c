/** Pairs are graded batch by batch, kept at once, never graded twice, and not at all when everything fails. */
import { expect, test } from 'vitest';
import type { GradeLog, GradeRow } from '../../../evaluation/judge/grade-log.ts';
import { gradePairs } from '../../../evaluation/judge/grade-pairs.ts';
import type { Judge, JudgeInput, Verdict } from '../../../evaluation/judge/judge.ts';

const pairs = Array.from({ length: 40 }, (_, index) => ({
  qid: `q${index % 4}`,
  vertical: 'jobs' as const,
  category: 'title',
  documentId: `d${index}`,
  gold: index % 5,
  input: { query: `query ${index % 4}`, document: `document ${index}` },
}));

function fakeJudge(verdictOf: (input: JudgeInput) => Verdict, version = 'fake-1') {
  const batches: (readonly JudgeInput[])[] = [];
  const judge: Judge = {
    version,
    reads: 'all',
    batchSize: 6,
    grade: async (inputs) => {
      batches.push(inputs);
      return inputs.map(verdictOf);
    },
  };
  return { judge, batches };
}

function memoryLog(): GradeLog & { readonly rows: GradeRow[] } {
  const rows: GradeRow[] = [];
  return {
    rows,
    get known() {
      return new Map(rows.map((row) => [row.pair, row]));
    },
    add: async (added) => {
      rows.push(...added);
    },
  };
}

const three: Verdict = { kind: 'graded', probabilities: [0, 0, 0.1, 0.8, 0.1], reason: 'Close.' };
const failed: Verdict = { kind: 'failed', reason: 'expected a grade, got a poem' };
const isEven = ({ document }: JudgeInput): boolean => Number(document.split(' ')[1]) % 2 === 0;

test('every pair gets its grade beside the one that counts, in the order given', async () => {
  const { judge, batches } = fakeJudge(() => three);
  const seen: string[] = [];
  const run = await gradePairs(pairs, judge, memoryLog(), (done, total) => seen.push(`${done}/${total}`));
  expect(run.graded.map(({ documentId, gold, judge: grade }) => [documentId, gold, grade])).toEqual(
    pairs.map(({ documentId, gold }) => [documentId, gold, 3]),
  );
  expect(batches.map((batch) => batch.length)).toEqual([6, 6, 6, 6, 6, 6, 4]);
  expect(seen).toEqual(['0/40', '6/40', '12/40', '18/40', '24/40', '30/40', '36/40', '40/40']);
});

test('a failed pair is told and left out, and only it is tried again by the next run', async () => {
  const log = memoryLog();
  const first = await gradePairs(pairs, fakeJudge((input) => (isEven(input) ? three : failed)).judge, log, () => {});
  expect([first.graded.length, first.failures.length, first.reused]).toEqual([20, 20, 0]);
  expect(first.failures[0]).toEqual({ qid: 'q1', documentId: 'd1', reason: 'expected a grade, got a poem' });
  const { judge, batches } = fakeJudge(() => three);
  const second = await gradePairs(pairs, judge, log, () => {});
  expect([second.graded.length, second.failures.length, second.reused]).toEqual([40, 0, 20]);
  expect(batches.flat().some(isEven)).toBe(false);
});

test('another version of the judge grades everything anew', async () => {
  const log = memoryLog();
  await gradePairs(pairs, fakeJudge(() => three).judge, log, () => {});
  const { judge, batches } = fakeJudge(() => three, 'fake-2');
  await gradePairs(pairs, judge, log, () => {});
  expect(batches.flat()).toHaveLength(40);
});

test('a judge that only fails is stopped early, and what it graded before is kept', async () => {
  const log = memoryLog();
  const { judge, batches } = fakeJudge(({ document }) => (Number(document.split(' ')[1]) < 6 ? three : failed));
  await expect(gradePairs(pairs, judge, log, () => {})).rejects.toThrow(
    /judge fake-1, got 18 failures in a row, the last: expected a grade, got a poem/,
  );
  expect(batches).toHaveLength(4);
  expect(log.rows).toHaveLength(6);
});

test('few pairs that all fail are an error as well', async () => {
  await expect(gradePairs(pairs.slice(0, 2), fakeJudge(() => failed).judge, memoryLog(), () => {})).rejects.toThrow(
    /got 2 failures/,
  );
});

test('verdicts that a judge leaves out are failures', async () => {
  const judge: Judge = { version: 'short', reads: 'all', batchSize: 3, grade: async () => [three, three] };
  const run = await gradePairs(pairs.slice(0, 3), judge, memoryLog(), () => {});
  expect(run.failures).toEqual([{ qid: 'q2', documentId: 'd2', reason: 'expected 3 verdicts of the judge, got 2' }]);
});
