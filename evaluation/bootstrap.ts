/** Percentile bootstrap (Efron, 1979): how far a number would move with other queries of the same kind. */

import type { RandomNumber } from '../runtime/random.ts';
import { mean, quantile } from './metrics.ts';

export interface BootstrapOptions {
  readonly random: RandomNumber;
  /** Default 1,000: the ends of the interval then move by about a hundredth of its width with the seed. */
  readonly resamples?: number;
  /** Share of the resamples inside the interval; default .95. */
  readonly confidence?: number;
}

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** First minus second over the same queries. */
export interface PairedDifference {
  readonly queries: number;
  readonly difference: number;
  readonly interval: Interval;
  /** Share of the resamples in which the first is not better: the smaller, the surer its gain. */
  readonly shareNotBetter: number;
}

const RESAMPLES = 1_000;
const CONFIDENCE = 0.95;

/**
 * Interval of `statistic` over units drawn with replacement, as many as there are. Resamples for which the statistic
 * is unknown (null) are left out; null when there is no unit or none gives a number.
 */
export function bootstrapInterval<Unit>(
  units: readonly Unit[],
  statistic: (units: readonly Unit[]) => number | null,
  options: BootstrapOptions,
): Interval | null {
  if (units.length === 0) return null;
  const values = resampled(units, statistic, options);
  return values.length === 0 ? null : percentiles(values, options);
}

/**
 * Compares two systems by one number a query, queries of all verticals together: few people queries alone resolve
 * nothing. Each resample draws queries and takes both numbers of a query, so that hard queries cancel out.
 * Throws RangeError when the systems were not measured on the same queries.
 */
export function pairedBootstrap(
  first: ReadonlyMap<string, number>,
  second: ReadonlyMap<string, number>,
  options: BootstrapOptions,
): PairedDifference {
  const differences = [...first].map(([qid, value]) => value - numberOf(second, qid));
  if (differences.length === 0 || second.size !== first.size) {
    throw new RangeError(`expected the same queries in both systems, got ${first.size} and ${second.size}`);
  }
  const values = resampled(differences, mean, options);
  return {
    queries: differences.length,
    difference: mean(differences),
    interval: percentiles(values, options),
    shareNotBetter: values.filter((value) => value <= 0).length / values.length,
  };
}

function numberOf(values: ReadonlyMap<string, number>, qid: string): number {
  const value = values.get(qid);
  if (value === undefined)
    throw new RangeError(`expected a number of both systems for query ${qid}, got one of the first alone`);
  return value;
}

function resampled<Unit>(
  units: readonly Unit[],
  statistic: (units: readonly Unit[]) => number | null,
  { random, resamples = RESAMPLES }: BootstrapOptions,
): readonly number[] {
  return Array.from({ length: resamples }, () =>
    statistic(units.map(() => units[Math.floor(random() * units.length)] as Unit)),
  ).filter((value) => value !== null);
}

function percentiles(values: readonly number[], { confidence = CONFIDENCE }: BootstrapOptions): Interval {
  const outside = (1 - confidence) / 2;
  return { low: quantile(values, outside), high: quantile(values, 1 - outside) };
}
