/** Where in a rising list the values from a bound on begin. */

/** Index of the first value that is not below `bound`, at `from` or behind; the length when all are below. Strings are in order of UTF-16 units. */
export function firstNotBelow<T extends number | string>(rising: ArrayLike<T>, bound: T, from = 0): number {
  let [low, high] = [from, rising.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const value = rising[middle];
    if (value !== undefined && value < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
