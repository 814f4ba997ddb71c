/** Options and constants that the measuring commands share. */

import { badInput } from '../runtime/errors.ts';

/** As many results as can be paged. */
const MAX_DEPTH = 5_000;
/** Long, because a measurement asks for quality and not for speed. */
export const QUERY_DEADLINE_MS = 60_000;
/** Fixed: the same lists give the same intervals. */
export const BOOTSTRAP_SEED = 1;

export function depthOf(option: string, text: string): number {
  const depth = Number(text);
  if (Number.isInteger(depth) && depth >= 1 && depth <= MAX_DEPTH) return depth;
  throw badInput(`${option} must be a whole number from 1 to ${MAX_DEPTH}, got ${text}`);
}
