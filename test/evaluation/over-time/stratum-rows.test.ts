/** Rows of a measurement: one a stratum, one over all, weighted as the log is, each number with its interval. */
import { describe, expect, it } from 'vitest';
import { type GradedQuery, stratumRows } from '../../../evaluation/over-time/stratum-rows.ts';
import { seededRandom } from '../../../runtime/random.ts';

/** A page of four; of its ids the good ones have grade 4, the poor ones 0. */
function graded(changes: Partial<GradedQuery> & { readonly good: readonly string[] }): GradedQuery {
  const { good, ...rest } = changes;
  const page = rest.page ?? ['a', 'b', 'c', 'd'];
  const grades = new Map([...page, 'elsewhere'].map((id) => [id, good.includes(id) ? 4 : 0]));
  return {
    query: { qid: 'q', text: 'nurse' },
    vertical: 'jobs',
    origin: 'existing',
    stratum: 'title',
    weight: 1,
    page,
    grades,
    ...rest,
  };
}

const rowsOf = (queries: readonly GradedQuery[]) => stratumRows(queries, () => seededRandom(1));

describe('rows', () => {
  it('tell order, precision, recall and poor matches of the page that is served', () => {
    const [row] = rowsOf([graded({ good: ['a', 'elsewhere'] })]);
    expect(row?.metrics).toMatchObject({
      'precision@10': { value: 0.25 },
      'recall@20': { value: 0.5 },
      'poor@10': { value: 0.75 },
    });
    expect(row?.metrics['ndcg@10']?.value).toBeCloseTo(1 / (1 + 1 / Math.log2(3)), 4);
  });

  it('begin with all strata of a vertical and origin, then come one by one', () => {
    const rows = rowsOf([
      graded({ good: ['a'], stratum: 'title' }),
      graded({ good: ['a'], stratum: 'place' }),
      graded({ good: ['a'], origin: 'aspirational', stratum: 'dream' }),
      graded({ good: ['a'], vertical: 'people', stratum: 'title' }),
    ]);
    expect(rows.map(({ vertical, origin, stratum }) => `${vertical} ${origin} ${stratum}`)).toEqual([
      'jobs aspirational all',
      'jobs aspirational dream',
      'jobs existing all',
      'jobs existing place',
      'jobs existing title',
      'people existing all',
      'people existing title',
    ]);
  });

  it('weigh strata by what they stand for in the log', () => {
    const [all] = rowsOf([
      graded({ good: ['a', 'b', 'c', 'd'], stratum: 'common', weight: 9 }),
      graded({ good: [], stratum: 'rare', weight: 1 }),
    ]);
    expect(all).toMatchObject({ queries: 2, represents: 10, metrics: { 'precision@10': { value: 0.9 } } });
  });

  it('carry an interval around the value', () => {
    const queries = Array.from({ length: 20 }, (_, index) => graded({ good: index % 2 === 0 ? ['a'] : ['a', 'b'] }));
    const precision = rowsOf(queries)[0]?.metrics['precision@10'];
    expect(precision?.value).toBeCloseTo(0.375);
    expect(precision?.interval?.[0]).toBeLessThan(0.375);
    expect(precision?.interval?.[1]).toBeGreaterThan(0.375);
  });

  it('claim no certainty with fewer than five queries', () => {
    const rowOf = (count: number) => rowsOf(Array.from({ length: count }, () => graded({ good: ['a'] })))[0];
    expect(rowOf(4)?.metrics['precision@10']).toEqual({ value: 0.25, interval: null });
    expect(rowOf(5)?.metrics['precision@10']?.interval).toEqual([0.25, 0.25]);
  });

  it('leave out what the judge could not grade', () => {
    const grades = new Map([['b', 4]]);
    const [row] = rowsOf([graded({ good: [], page: ['a', 'b'], grades })]);
    expect(row?.metrics).toMatchObject({ 'ndcg@10': { value: 1 }, 'precision@10': { value: 1 } });
  });

  it('have no number where no query defines it', () => {
    const [emptyPage] = rowsOf([graded({ good: [], page: [] })]);
    expect(emptyPage?.metrics).toMatchObject({ 'precision@10': null, 'recall@20': null, 'poor@10': null });
    const [ungraded] = rowsOf([graded({ good: [], grades: new Map() })]);
    expect(ungraded?.metrics).toMatchObject({ 'ndcg@10': null, 'precision@10': null });
  });
});
