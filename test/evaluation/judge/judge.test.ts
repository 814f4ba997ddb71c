/** The grade of a distribution over the grades, and what is no distribution. */
import { describe, expect, it } from 'vitest';
import { gradeOf, verdictOf } from '../../../evaluation/judge/judge.ts';

describe('the grade of probabilities', () => {
  it('is the median, which has the least expected distance', () => {
    expect(gradeOf([0.3, 0, 0.25, 0, 0.45])).toBe(2);
    expect(gradeOf([0, 0, 0, 0, 1])).toBe(4);
  });

  it('is the lower of two that are as good', () => {
    expect(gradeOf([0, 0, 0.5, 0.5, 0])).toBe(2);
  });

  it('is the highest when rounding leaves the sum below a half', () => {
    expect(gradeOf([0, 0, 0, 0, 0.49])).toBe(4);
  });
});

describe('a verdict', () => {
  it('takes probabilities whose sum is 1 but for rounding', () => {
    expect(verdictOf([0.1, 0.2, 0.3, 0.2, 0.2001])).toMatchObject({ kind: 'graded' });
  });

  it.each([
    ['too few', [0.5, 0.5]],
    ['logits', [-1, 2, 0.5, 1, 0]],
    ['another sum', [0.5, 0.5, 0.5, 0, 0]],
    ['no numbers', [Number.NaN, 0, 0, 0, 1]],
  ])('refuses %s and says what came', (_what, probabilities) => {
    expect(verdictOf(probabilities)).toMatchObject({
      kind: 'failed',
      reason: expect.stringMatching(/^expected 5 probabilities that sum to 1, got \[/),
    });
  });
});
