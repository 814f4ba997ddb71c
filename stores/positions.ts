/** Which positions of a person are current: one rule for the columns of the index and for what is told of it. */
import type { WorkExperience } from './documents.ts';

type Dates = Pick<WorkExperience, 'startDate' | 'endDate'>;

export interface Positions<Position extends Dates> {
  readonly current: readonly Position[];
  readonly past: readonly Position[];
}

/**
 * Positions that have begun and not ended are current. Where there is none, those without any date are, as nothing says that
 * they are over; where all have ended, the first (newest).
 */
export function positionsOf<Position extends Dates>(work: readonly Position[]): Positions<Position> {
  const open = work.filter(({ endDate }) => endDate === null);
  const begun = open.filter(({ startDate }) => startDate !== null);
  const current = [begun, open, work.slice(0, 1)].find((some) => some.length > 0) ?? [];
  return { current, past: work.filter((position) => !current.includes(position)) };
}
