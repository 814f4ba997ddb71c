/** For how long, and by whom, an answer may be kept: the least of what its fields allow, and nothing that went wrong or shows a person. */

import type { TreeField } from './field-tree.ts';

/** Seconds; 0 when it may not be kept. */
export function maxAgeOf(fields: readonly TreeField[]): number {
  const ages = fields.flatMap(({ facts, children }) => [
    ...(facts.maxAge === null ? [] : [facts.maxAge]),
    ...(children.length === 0 ? [] : [maxAgeOf(children)]),
  ]);
  // Values alone say nothing: they are as lasting as what they stand in.
  return ages.length === 0 ? Number.POSITIVE_INFINITY : Math.min(...ages);
}

export interface Keepable {
  readonly method: string | undefined;
  readonly status: number;
  readonly hasErrors: boolean;
  /** Incomplete pages would be shown to others when better ones are there. */
  readonly isDegraded: boolean;
  readonly maxAge: number;
  /** The caller has a key: what it sees is its own. */
  readonly isKnown: boolean;
}

/** Headers of an answer; a POST is kept by nobody. */
export function cacheHeaders(answer: Keepable): Readonly<Record<string, string>> {
  const { method, status, hasErrors, isDegraded, maxAge, isKnown } = answer;
  const lasts =
    method === 'GET' && status === 200 && !hasErrors && !isDegraded && maxAge > 0 && Number.isFinite(maxAge);
  if (!lasts) return { 'cache-control': 'no-store' };
  return {
    'cache-control': `${isKnown ? 'private' : 'public'}, max-age=${maxAge}`,
    vary: 'Authorization, Accept, X-Tandem-Timings',
  };
}
