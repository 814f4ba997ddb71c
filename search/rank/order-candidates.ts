/** Puts candidates in the order of the result list: those that the ranker read first, best first. */
import type { IndexSnapshot } from '../../stores/index-snapshots.ts';
import type { Candidate } from '../retrieve/candidate.ts';
import { compareText } from '../retrieve/sort.ts';
import type { Blend } from './blend.ts';
import type { PairScore } from './pair-score.ts';

export interface RankedCandidate extends Candidate {
  /** Calibrated p_yes 0..1; null when the ranker did not read it. */
  readonly relevance: number | null;
  /** What the ranked part is sorted by; null like `relevance`. */
  readonly rankScore: number | null;
  readonly isCached: boolean;
}

/** `scores` belong to the first candidates; equal ones keep document ids in order, so that a page never flickers. */
export function ordered(
  candidates: readonly Candidate[],
  scores: readonly (PairScore | null)[],
  snapshot: IndexSnapshot,
  blend: Blend,
): readonly RankedCandidate[] {
  const read: RankedCandidate[] = [];
  const others: Candidate[] = [];
  for (const [index, candidate] of candidates.entries()) {
    const score = scores[index];
    if (score?.kind === 'scored')
      read.push({ ...candidate, ...blend(score.scores, candidate.score), isCached: score.isCached });
    else others.push(candidate);
  }
  const idOf = ({ position }: Candidate): string => snapshot.ids[position] ?? '';
  read.sort((a, b) => (b.rankScore ?? 0) - (a.rankScore ?? 0) || compareText(idOf(a), idOf(b)));
  return [...read, ...unread(others)];
}

/** Written out, because spreading thousands of candidates took longer than the whole rest of a repeated search. */
export function unread(candidates: readonly Candidate[]): readonly RankedCandidate[] {
  return candidates.map(({ position, score }) => ({
    position,
    score,
    relevance: null,
    rankScore: null,
    isCached: false,
  }));
}
