/** Puts an employer's further results behind everybody else's, keeping the order otherwise. */
import { JOB_COLUMNS } from '../stores/attribute-names.ts';
import type { IndexSnapshot } from '../stores/index-snapshots.ts';
import type { Candidate } from './retrieve/candidate.ts';
import type { Diversification } from './types.ts';

const ALLOWED: Readonly<Record<Diversification, number>> = {
  NONE: Number.POSITIVE_INFINITY,
  ONE_PER_COMPANY: 1,
  TWO_PER_COMPANY: 2,
};

/** Results without an employer stand for themselves. */
export function diversify<T extends Candidate>(
  candidates: readonly T[],
  how: Diversification,
  snapshot: IndexSnapshot,
): readonly T[] {
  if (how === 'NONE') return candidates;
  const { starts, codes } = snapshot.attributes.labels(JOB_COLUMNS.company);
  const seen = new Map<number, number>();
  const front: T[] = [];
  const behind: T[] = [];
  for (const candidate of candidates) {
    const start = starts[candidate.position] ?? 0;
    const employer = start < (starts[candidate.position + 1] ?? 0) ? codes[start] : undefined;
    const before = employer === undefined ? 0 : (seen.get(employer) ?? 0);
    if (employer !== undefined) seen.set(employer, before + 1);
    (before < ALLOWED[how] ? front : behind).push(candidate);
  }
  return [...front, ...behind];
}
