/** Jobs whose time is over are no matches: a condition at search time, so that time alone expires them. */
import { JOB_COLUMNS } from '../../stores/attribute-names.ts';
import type { NumberColumn } from '../../stores/attributes.ts';
import { firstNotBelow } from '../../stores/first-not-below.ts';
import type { IndexSnapshot } from '../../stores/index-snapshots.ts';
import type { Predicate } from '../../stores/predicate.ts';

const sortedTimes = new WeakMap<NumberColumn, Float64Array>();

/**
 * Of a snapshot of jobs; `nowMs` is milliseconds since 1970. Null while nothing has expired. It names the next end that is to
 * come, so that it stays the same until then and what was computed for it is found again.
 */
export function openJobs(snapshot: IndexSnapshot, nowMs: number): Predicate | null {
  const column = snapshot.attributes.numbers(JOB_COLUMNS.expiresAt);
  const times = sortedTimes.get(column) ?? column.numbers.filter((time) => !Number.isNaN(time)).sort();
  sortedTimes.set(column, times);
  const passed = firstNotBelow(times, nowMs);
  if (passed === 0) return null;
  const minimum = times[passed] ?? Number.MAX_SAFE_INTEGER;
  return { kind: 'range', field: JOB_COLUMNS.expiresAt, minimum, includeUnknown: true };
}
