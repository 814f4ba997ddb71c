/** The nearest rows by looking at all of them and sorting, and rows to look at. */

/** [count, dimensions], unit rows, the same for the same seed. */
export function randomUnitRows(count: number, dimensions: number, seed: number): Float32Array {
  let state = (seed ^ 0x9e3779b9) >>> 0;
  // mulberry32
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const rows = Float32Array.from({ length: count * dimensions }, () => next() + next() - 1);
  for (let row = 0; row < count; row++) {
    const one = rows.subarray(row * dimensions, (row + 1) * dimensions);
    const length = Math.hypot(...one);
    for (const [axis, value] of one.entries()) one[axis] = value / length;
  }
  return rows;
}

/** k rows, best first, filled up with (−1, −Infinity). */
export function bestRows(
  rows: Float32Array,
  size: number,
  query: Float32Array,
  k: number,
  mask: Uint8Array | null,
): { rows: number[]; cosines: number[] } {
  const cosineOf = (row: number): number =>
    query.reduce((sum, value, axis) => sum + value * (rows[row * query.length + axis] ?? Number.NaN), 0);
  const alive = Array.from({ length: size }, (_, row) => row).filter((row) => mask === null || mask[row] === 1);
  const best = alive
    .map((row) => ({ row, cosine: cosineOf(row) }))
    .sort((a, b) => b.cosine - a.cosine || a.row - b.row)
    .slice(0, k);
  const missing = k - best.length;
  return {
    rows: [...best.map(({ row }) => row), ...Array<number>(missing).fill(-1)],
    cosines: [...best.map(({ cosine }) => cosine), ...Array<number>(missing).fill(Number.NEGATIVE_INFINITY)],
  };
}
