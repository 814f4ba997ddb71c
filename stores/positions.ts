/** Which positions of a person are current: one rule for the columns of the index and for what is told of it. */
import type { WorkExperience } from './documents.ts';

export interface Positions {
  readonly current: readonly WorkExperience[];
  readonly past: readonly WorkExperience[];
}

/**
 * Positions that have begun and not ended are current; when all have ended, the first (newest) counts as current. One without
 * any date has begun only where no other tells when.
 */
export function positionsOf(work: readonly WorkExperience[]): Positions {
  const isDated = work.some(({ startDate }) => startDate !== null);
  const open = work.filter(({ startDate, endDate }) => endDate === null && (startDate !== null || !isDated));
  const current = open.length > 0 ? open : work.slice(0, 1);
  return { current, past: work.filter((position) => !current.includes(position)) };
}
