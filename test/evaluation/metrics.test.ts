/** Ranking metrics agree with scikit-learn and treat unjudged documents as stated. */
import { describe, expect, it } from 'vitest';
import {
  exponentialNdcg,
  judgedNdcg,
  judgedShare,
  mean,
  ndcg,
  poorShare,
  precision,
  quantile,
  recall,
  reciprocalRank,
} from '../../evaluation/metrics.ts';
import golden from './golden-metrics.json' with { type: 'json' };

const grades = new Map([
  ['a', 4],
  ['b', 3],
  ['c', 1],
  ['d', 0],
]);

describe('nDCG', () => {
  it.each(golden.distinct.map((vector, index) => [index, vector] as const))(
    'equals the reference value of generated list %i',
    (_index, vector) => {
      const ids = vector.grades.map((_grade, index) => `d${index}`);
      const judged = new Map(ids.map((id, index) => [id, vector.grades[index] ?? 0]));
      const ranked = ids
        .map((id, index) => ({ id, score: vector.scores[index] ?? 0 }))
        .sort((a, b) => b.score - a.score)
        .map(({ id }) => id);
      expect(ndcg(ranked, judged, 5)).toBeCloseTo(vector.ndcg5, 10);
      expect(ndcg(ranked, judged, 10)).toBeCloseTo(vector.ndcg10, 10);
      expect(exponentialNdcg(ranked, judged, 10)).toBeCloseTo(vector.ndcgExponential10, 10);
    },
  );

  it.each(golden.tied.map((vector, index) => [index, vector] as const))(
    'with ties in the order of positions is one of the orders whose mean the reference gives, list %i',
    (_index, { grades: gains, scores, byPosition4, meanOfOrders4 }) => {
      const judged = new Map(gains.map((grade, index) => [`d${index}`, grade]));
      const orders = tiedOrders(scores).map((order) => order.map((index) => `d${index}`));
      expect(ndcg(orders[0] ?? [], judged, 4)).toBeCloseTo(byPosition4, 10);
      expect(mean(orders.map((order) => ndcg(order, judged, 4)))).toBeCloseTo(meanOfOrders4, 10);
    },
  );

  it('counts an unjudged document as grade 0, and leaves it out when only judged ones count', () => {
    expect(ndcg(['x', 'a', 'b', 'c'], grades, 10)).toBeLessThan(1);
    expect(judgedNdcg(['x', 'a', 'b', 'c'], grades, 10)).toBe(1);
  });

  it('is 0 when no document has a gain', () => {
    expect(ndcg(['a'], new Map([['a', 0]]), 10)).toBe(0);
  });
});

describe('the other metrics', () => {
  it('recall counts relevant documents only and is unknown when there are none', () => {
    expect(recall(['a', 'c', 'd'], grades, 3)).toBe(0.5);
    expect(recall(['a'], new Map([['a', 1]]), 3)).toBeNull();
  });

  it('precision is taken over the places that are filled', () => {
    expect(precision(['a', 'c', 'x', 'b'], grades, 3)).toBeCloseTo(1 / 3);
    expect(precision(['a', 'b'], grades, 10)).toBe(1);
    expect(precision([], grades, 10)).toBeNull();
  });

  it('reciprocal rank looks for the first relevant document', () => {
    expect(reciprocalRank(['c', 'x', 'b'], grades)).toBeCloseTo(1 / 3);
    expect(reciprocalRank(['c', 'd'], grades)).toBe(0);
  });

  it('poor share is taken over judged documents only', () => {
    expect(poorShare(['x', 'a', 'c', 'd'], grades, 10)).toBeCloseTo(2 / 3);
    expect(poorShare(['x'], grades, 10)).toBeNull();
  });

  it('judged share is taken over the places, filled or not', () => {
    expect(judgedShare(['a', 'x'], grades, 10)).toBe(0.1);
  });

  it('quantiles are values of the list', () => {
    expect(quantile([3, 1, 2], 0.5)).toBe(2);
    expect(quantile([], 0.5)).toBe(0);
  });
});

/** Every order of positions, best score first, that differs among equal scores alone; the one by position first. */
function tiedOrders(scores: readonly number[]): readonly (readonly number[])[] {
  const levels = [...new Set(scores)].sort((a, b) => b - a);
  return levels.reduce<readonly (readonly number[])[]>(
    (orders, level) => {
      const tied = [...scores.keys()].filter((position) => scores[position] === level);
      return orders.flatMap((order) => permutations(tied).map((part) => [...order, ...part]));
    },
    [[]],
  );
}

function permutations(items: readonly number[]): readonly (readonly number[])[] {
  if (items.length === 0) return [[]];
  return items.flatMap((item) => permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]));
}
