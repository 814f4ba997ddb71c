/** A stratified sample of queries: every kind gets the same number, so that rare kinds are measured as surely as common ones. */

import { type RandomNumber, shuffled } from '../../runtime/random.ts';
import type { Vertical } from '../../stores/documents.ts';
import type { EvaluationQuery } from '../files.ts';

/** existing: people typed it. aspirational: nobody did yet, but it should work. */
export type Origin = 'existing' | 'aspirational';

export interface StratumKey {
  readonly vertical: Vertical;
  readonly origin: Origin;
  readonly stratum: string;
}

export interface LoggedQuery extends StratumKey {
  readonly query: EvaluationQuery;
}

export interface SampledQuery extends LoggedQuery {
  /** How many queries of its stratum it stands for: the mean of the log is the mean weighted by it. */
  readonly weight: number;
}

/** A query that says nothing of its kind. */
const NO_STRATUM = 'other';

export function loggedQuery(query: EvaluationQuery, origin: Origin): LoggedQuery {
  const stratum = query.stratum ?? query.category ?? NO_STRATUM;
  return { query, origin, stratum, vertical: query.vertical ?? 'jobs' };
}

/**
 * At most `perStratum` queries of each stratum, in the order of strata. `random` starts anew for each stratum, so that a
 * query more in one leaves the others as they were.
 */
export function sampleByStratum(
  queries: readonly LoggedQuery[],
  perStratum: number,
  random: () => RandomNumber,
): readonly SampledQuery[] {
  return [...groupBy(queries, nameOf).values()].flatMap((stratum) => {
    const drawn = shuffled(stratum, random()).slice(0, perStratum);
    return drawn.map((query) => ({ ...query, weight: stratum.length / drawn.length }));
  });
}

/** One name a stratum; kinds of one vertical and origin stand together when sorted by it. */
export function nameOf({ vertical, origin, stratum }: StratumKey): string {
  return `${vertical}/${origin}/${stratum}`;
}

/** Groups in the order of their names. */
export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item)) ?? [];
    group.push(item);
    groups.set(keyOf(item), group);
  }
  return new Map([...groups].sort(([a], [b]) => (a < b ? -1 : 1)));
}
