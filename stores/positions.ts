/** Which positions of a person are current: one rule for the columns of the index and for what is told of it. */
import type { WorkExperience } from './documents.ts';

export interface Positions {
  readonly current: readonly WorkExperience[];
  readonly past: readonly WorkExperience[];
}

/** Positions without an end are current; when all have one, the first (newest) counts as current. */
export function positionsOf(work: readonly WorkExperience[]): Positions {
  const open = work.filter((position) => position.endDate === null);
  const current = open.length > 0 ? open : work.slice(0, 1);
  return { current, past: work.filter((position) => !current.includes(position)) };
}
