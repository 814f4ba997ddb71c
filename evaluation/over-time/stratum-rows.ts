/** From graded pages to one row a stratum, and one over all strata of a vertical, each number with its interval. */

import type { RandomNumber } from '../../runtime/random.ts';
import { bootstrapInterval } from '../bootstrap.ts';
import { type Grades, ndcg, poorShare, precision, recall } from '../metrics.ts';
import { rounded } from '../summary.ts';
import { POOL_DEPTH } from './pool-results.ts';
import { groupBy, nameOf, type SampledQuery, type StratumKey } from './sample.ts';

export interface GradedQuery extends SampledQuery {
  readonly page: readonly string[];
  /** Of the pool, by id of the input file. What the judge could not grade is absent and counts nowhere. */
  readonly grades: Grades;
}

export interface Estimate {
  readonly value: number;
  /** Null with too few queries to tell. */
  readonly interval: readonly [low: number, high: number] | null;
}

const TOP = 10;
/** Resamples of fewer queries are too much alike: the interval of a single query would have no width at all. */
const FEWEST_FOR_INTERVAL = 5;

type Metric = (page: readonly string[], grades: Grades) => number | null;

/** In the order of columns. */
const METRICS = {
  [`ndcg@${TOP}`]: (page, grades) => ndcg(page, grades, TOP),
  [`precision@${TOP}`]: (page, grades) => precision(page, grades, TOP),
  [`recall@${POOL_DEPTH}`]: (page, grades) => recall(page, grades, POOL_DEPTH),
  [`poor@${TOP}`]: (page, grades) => poorShare(page, grades, TOP),
} as const satisfies Record<string, Metric>;

export const MEASURED: readonly string[] = Object.keys(METRICS);

/** Name of the row over all strata of a vertical and origin. */
export const ALL_STRATA = 'all';

export interface StratumRow extends StratumKey {
  readonly queries: number;
  /** Queries of the files that these stand for. */
  readonly represents: number;
  /** By metric; null where no query defines it. */
  readonly metrics: Readonly<Record<string, Estimate | null>>;
}

/** Rows by vertical and origin, the one over all strata first. */
export function stratumRows(graded: readonly GradedQuery[], random: () => RandomNumber): readonly StratumRow[] {
  const whole = groupBy(graded, ({ vertical, origin }) => `${vertical}/${origin}`);
  return [...whole.values()].flatMap((queries) => [
    rowOf(queries, ALL_STRATA, random),
    ...[...groupBy(queries, nameOf).values()].map((stratum) => rowOf(stratum, null, random)),
  ]);
}

function rowOf(queries: readonly GradedQuery[], name: string | null, random: () => RandomNumber): StratumRow {
  const [first] = queries;
  if (first === undefined) throw new RangeError('expected a stratum with queries, got an empty one');
  return {
    vertical: first.vertical,
    origin: first.origin,
    stratum: name ?? first.stratum,
    queries: queries.length,
    represents: Math.round(queries.reduce((sum, { weight }) => sum + weight, 0)),
    metrics: Object.fromEntries(
      Object.entries<Metric>(METRICS).map(([metric, of]) => [metric, estimate(queries, of, random)]),
    ),
  };
}

interface Weighted {
  readonly value: number;
  readonly weight: number;
}

function estimate(queries: readonly GradedQuery[], metric: Metric, random: () => RandomNumber): Estimate | null {
  const units = queries.flatMap(({ page, grades, weight }): readonly Weighted[] => {
    // Of a query without any grade nothing is known; a 0 would blame the search for a judge that failed.
    if (grades.size === 0) return [];
    const value = metric(
      page.filter((id) => grades.has(id)),
      grades,
    );
    return value === null ? [] : [{ value, weight }];
  });
  if (units.length === 0) return null;
  const value = rounded(weightedMean(units));
  if (units.length < FEWEST_FOR_INTERVAL) return { value, interval: null };
  const interval = bootstrapInterval(units, weightedMean, { random: random() });
  return { value, interval: interval && [rounded(interval.low), rounded(interval.high)] };
}

/** Units have weights above 0. */
function weightedMean(units: readonly Weighted[]): number {
  const total = units.reduce((sum, { weight }) => sum + weight, 0);
  return units.reduce((sum, { value, weight }) => sum + value * weight, 0) / total;
}
