/** Asks for as many of the nearest as reach the relevance floor: for a part of them first, because most searches have no more. */
import type { Nearest } from '../../gpu-workers/pools.ts';

/** The pool answers at most so many; a larger index shows its best ones. */
export const MAX_NEAREST = 10_000;

/**
 * Of 59 texts 8 % of 16,424 jobs and 17 % of 2,458 people reached the floor at most (docs/decisions/0013). Below it a cosine
 * counts for nothing: neither for what matches nor for the order.
 */
const FIRST_SHARE = 0.1;
const FIRST_LEAST = 1_000;

/**
 * What asking for `MAX_NEAREST` of `size` documents would answer, but for documents below the floor. `spread` is by how much
 * terms may change the order of cosines at most.
 */
export async function nearestAbove(
  ask: (k: number) => Promise<Nearest>,
  size: number,
  floor: number,
  spread: number,
): Promise<Nearest> {
  const most = Math.min(size, MAX_NEAREST);
  const first = Math.min(most, Math.max(FIRST_LEAST, Math.ceil(size * FIRST_SHARE)));
  const found = await ask(first);
  const isAll = first === most || found.positions.length < first;
  const last = found.scores.at(-1) ?? Number.NEGATIVE_INFINITY;
  return isAll || last + spread < floor ? found : ask(most);
}
