/** Asks for as many of the nearest as reach the relevance floor: for a part of them first, because most searches have no more. */
import type { Nearest } from '../../gpu-workers/pools.ts';

/** The pool answers at most so many; a larger index shows its best ones. */
export const MAX_NEAREST = 10_000;

/** Below the floor a cosine counts for nothing, neither for what matches nor for the order, and most documents lie there. */
const FIRST_SHARE = 0.1;
const FIRST_LEAST = 1_000;

export interface NearestAbove {
  readonly nearest: Nearest;
  /** Rows that were answered of those that were wanted, 0..1. */
  readonly coverage: number;
}

/**
 * Of what asking for `MAX_NEAREST` of `size` documents would answer, those that reach the floor; null when `ask` answers null,
 * only the first rows when it does so the second time. A part of more than 65,536 rows (stores/coded-tiles.ts) chooses by short
 * codes, fewer for fewer wanted rows: there a document that is above the floor by less than the error of its code may be
 * missing from the smaller answer. `spread` is by how much terms may change the order of cosines at most.
 */
export async function nearestAbove(
  ask: (k: number) => Promise<Nearest | null>,
  size: number,
  floor: number,
  spread: number,
): Promise<NearestAbove | null> {
  const most = Math.min(size, MAX_NEAREST);
  const first = Math.min(most, Math.max(FIRST_LEAST, Math.ceil(size * FIRST_SHARE)));
  const found = await ask(first);
  if (found === null) return null;
  const isAll = first === most || found.positions.length < first;
  const last = found.scores.at(-1) ?? Number.NEGATIVE_INFINITY;
  if (isAll || last + spread < floor) return { nearest: found, coverage: 1 };
  const all = await ask(most);
  return all === null ? { nearest: found, coverage: first / most } : { nearest: all, coverage: 1 };
}
