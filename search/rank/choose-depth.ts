/** Turns the number of items that may be scored into a depth: what the cache holds costs nothing. */

/** A list that the cache covers this well is not made deeper: the same search gives the same page again. */
const WELL_COVERED_SHARE = 0.5;

/**
 * `isCached` tells of the candidates best first. A search whose first candidates are all cached stays at that depth, unless
 * more than twice as much fits by now; else the depth is where `freshItems` uncached ones have been passed.
 */
export function chooseDepth(isCached: readonly boolean[], freshItems: number, minimum: number): number {
  const firstFresh = isCached.indexOf(false);
  const covered = firstFresh === -1 ? isCached.length : firstFresh;
  const isCovered = covered === isCached.length || covered >= minimum;
  if (isCovered && covered >= freshItems * WELL_COVERED_SHARE) return covered;
  let fresh = 0;
  for (const [depth, cached] of isCached.entries()) {
    if (!cached && fresh === freshItems) return depth;
    if (!cached) fresh++;
  }
  return isCached.length;
}
