/** The local judge gives one verdict a pair, and one bad pair spoils no other. */
import { expect, test } from 'vitest';
import type { JudgeInput } from '../../../evaluation/judge/judge.ts';
import { createPolicyTeacher } from '../../../evaluation/judge/policy-teacher.ts';

const inputs = ['a', 'b', 'bad', 'd', 'e'].map((query) => ({ query, document: 'text' }));

function teacher(score: (inputs: readonly JudgeInput[]) => Float32Array) {
  return createPolicyTeacher({ version: 'teacher-1', batchSize: 8, score: async (some) => score(some) });
}

/** All the probability on the grade of the place in the batch. */
const byPlace = (some: readonly JudgeInput[]): Float32Array =>
  Float32Array.from(some.flatMap((_, place) => [0, 1, 2, 3, 4].map((grade) => (grade === place ? 1 : 0))));

test('rows of the model belong to the pairs in order', async () => {
  const verdicts = await teacher(byPlace).grade(inputs);
  expect(verdicts.map((verdict) => verdict.kind === 'graded' && verdict.probabilities.indexOf(1))).toEqual([
    0, 1, 2, 3, 4,
  ]);
});

test('a pair that the model cannot read fails alone', async () => {
  const verdicts = await teacher((some) => {
    if (some.some(({ query }) => query === 'bad')) throw new Error('a token id is out of range');
    return byPlace(some);
  }).grade(inputs);
  expect(verdicts.map(({ kind }) => kind)).toEqual(['graded', 'graded', 'failed', 'graded', 'graded']);
  expect(verdicts[2]).toMatchObject({ reason: expect.stringContaining('a token id is out of range') });
});

test('a model with another number of grades fails every pair with both numbers', async () => {
  const verdicts = await teacher((some) => new Float32Array(some.length * 3)).grade(inputs.slice(0, 2));
  expect(verdicts).toHaveLength(2);
  expect(verdicts[0]).toMatchObject({
    kind: 'failed',
    reason: expect.stringContaining('expected 1 rows of 5 probabilities, got 3 numbers'),
  });
});

test('no pairs are no verdicts', async () => {
  expect(await teacher(byPlace).grade([])).toEqual([]);
});
