/** Confusion table and weighted kappa agree with scikit-learn over the fixed grades 0 to 4. */
import { describe, expect, it } from 'vitest';
import { addConfusions, confusionOf, weightedKappa } from '../../evaluation/agreement.ts';
import golden from './golden-metrics.json' with { type: 'json' };

const pairsOf = (gold: readonly number[], judge: readonly number[]) =>
  gold.map((grade, index) => ({ gold: grade, judge: judge[index] ?? 0 }));

describe('agreement', () => {
  it.each(golden.kappa.map((vector, index) => [index, vector] as const))(
    'equals the reference values of generated graders %i',
    (_index, vector) => {
      const confusion = confusionOf(pairsOf(vector.gold, vector.judge));
      expect(confusion).toEqual(vector.confusion);
      expect(weightedKappa(confusion, 'linear')).toBeCloseTo(vector.linear, 10);
      expect(weightedKappa(confusion, 'quadratic')).toBeCloseTo(vector.quadratic, 10);
    },
  );

  it('of parts added up is that of the whole', () => {
    const pairs = pairsOf([0, 1, 2, 3, 4, 4], [0, 2, 2, 1, 4, 3]);
    const parts = [confusionOf(pairs.slice(0, 2)), confusionOf(pairs.slice(2))];
    expect(addConfusions(parts)).toEqual(confusionOf(pairs));
  });

  it('is unknown without pairs, and where both graders gave one and the same grade', () => {
    expect(weightedKappa(confusionOf([]), 'linear')).toBeNull();
    expect(weightedKappa(confusionOf(pairsOf([3, 3], [3, 3])), 'linear')).toBeNull();
  });

  it('refuses a grade outside 0 to 4', () => {
    expect(() => confusionOf([{ gold: 1, judge: 5 }])).toThrow(/grades 0 to 4, got 1 and 5/);
    expect(() => confusionOf([{ gold: 1.5, judge: 1 }])).toThrow(RangeError);
  });
});
