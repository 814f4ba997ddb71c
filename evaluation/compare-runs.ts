/** Compares two sets of ranked lists by the paired bootstrap over the queries that both have. */

import { badInput } from '../runtime/errors.ts';
import type { RandomNumber } from '../runtime/random.ts';
import { pairedBootstrap } from './bootstrap.ts';
import type { Run } from './files.ts';
import { mean } from './metrics.ts';
import { type Judgments, type MetricName, rounded, valuesOf } from './summary.ts';

export interface Comparison {
  readonly metric: MetricName;
  /** Judged queries that both have, and for which the metric is defined in both. */
  readonly queries: number;
  /** Means over these queries. */
  readonly first: number;
  readonly second: number;
  /** First minus second, with the ends of its 95 % interval. */
  readonly difference: number;
  readonly interval: readonly [low: number, high: number];
  /** Share of the resamples in which the first is not better. */
  readonly shareNotBetter: number;
}

/** Throws BAD_USER_INPUT when the runs have no judged query in common. */
export function compareRuns(
  metric: MetricName,
  runs: { readonly first: Run; readonly second: Run },
  judgments: Judgments,
  random: RandomNumber,
): Comparison {
  const [first, second] = inBoth(valuesOf(metric, runs.first, judgments), valuesOf(metric, runs.second, judgments));
  if (first.size === 0) {
    throw badInput(
      `expected judged queries that both runs have, got none among ${runs.first.size} and ${runs.second.size} queries`,
    );
  }
  const { queries, difference, interval, shareNotBetter } = pairedBootstrap(first, second, { random });
  return {
    metric,
    queries,
    first: rounded(mean([...first.values()])),
    second: rounded(mean([...second.values()])),
    difference: rounded(difference),
    interval: [rounded(interval.low), rounded(interval.high)],
    shareNotBetter: rounded(shareNotBetter),
  };
}

type Values = ReadonlyMap<string, number | null>;
type Known = ReadonlyMap<string, number>;

function inBoth(first: Values, second: Values): readonly [Known, Known] {
  const pairs = [...first].flatMap(([qid, value]) => {
    const other = second.get(qid) ?? null;
    return value === null || other === null ? [] : [{ qid, value, other }];
  });
  return [new Map(pairs.map(({ qid, value }) => [qid, value])), new Map(pairs.map(({ qid, other }) => [qid, other]))];
}

/** Joins the files of several verticals; `what` names them in the complaint about a query that two of them have. */
export function joinByQuery<T>(parts: readonly ReadonlyMap<string, T>[], what: string): ReadonlyMap<string, T> {
  const joined = new Map<string, T>();
  for (const [qid, value] of parts.flatMap((part) => [...part])) {
    if (joined.has(qid)) throw badInput(`expected every query in one of the ${what}, got ${qid} in two of them`);
    joined.set(qid, value);
  }
  return joined;
}
