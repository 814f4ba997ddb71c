/** The nearest rows by looking at all of them and sorting, and rows to look at. */
import type { Selection } from '../../gpu-workers/backends/backend.ts';

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

interface Search {
  /** [size, dimensions] */
  readonly rows: Float32Array;
  readonly size: number;
  /** [dimensions] */
  readonly query: Float32Array;
  readonly k: number;
  readonly mask: Uint8Array | null;
}

/** A mask as a search takes it. */
export function selectionOf(mask: Uint8Array, terms?: Float32Array): Selection {
  const bias = Float32Array.from(mask, (pass, row) => (pass === 0 ? Number.NEGATIVE_INFINITY : (terms?.[row] ?? 0)));
  return { bias, rows: null };
}

/** The same with the rows that are left as a list, which are then gathered. */
export function listedSelectionOf(mask: Uint8Array): Selection {
  const rows = Int32Array.from(Array.from(mask.keys()).filter((row) => mask[row] === 1));
  return { ...selectionOf(mask), rows };
}

/** Two cosines closer than this may change places: the answers are 32-bit floats. */
const TOLERANCE = 1e-5;

/** What is wrong with an answer of k rows and cosines, measured against looking at all rows and sorting; empty when nothing is. */
export function nearestProblems(
  search: Search,
  rows: readonly number[],
  cosines: readonly number[],
): readonly string[] {
  const expected = bestCosines(search);
  const problems = rows.flatMap((row, rank) => {
    const [got = Number.NaN, best = Number.NaN] = [cosines[rank], expected[rank]];
    const own = row === -1 ? Number.NEGATIVE_INFINITY : cosineOf(search, row);
    const isRight =
      isClose(got, best) && isClose(got, own) && (row === -1 || search.mask === null || search.mask[row] === 1);
    return isRight ? [] : [`rank ${rank}: row ${row} with cosine ${got}, which is ${own}; the best is ${best}`];
  });
  const found = rows.filter((row) => row !== -1);
  if (rows.length !== search.k || cosines.length !== search.k)
    problems.push(`${rows.length} rows and ${cosines.length} cosines for k ${search.k}`);
  if (new Set(found).size !== found.length) problems.push('a row came twice');
  return problems;
}

/** Best first, filled up with −Infinity. */
function bestCosines(search: Search): readonly number[] {
  const alive = Array.from({ length: search.size }, (_, row) => row).filter(
    (row) => search.mask === null || search.mask[row] === 1,
  );
  const sorted = alive.map((row) => cosineOf(search, row)).sort((a, b) => b - a);
  return Array.from({ length: search.k }, (_, rank) => sorted[rank] ?? Number.NEGATIVE_INFINITY);
}

function cosineOf({ rows, query }: Search, row: number): number {
  return query.reduce((sum, value, axis) => sum + value * (rows[row * query.length + axis] ?? Number.NaN), 0);
}

function isClose(a: number, b: number): boolean {
  return a === b || Math.abs(a - b) < TOLERANCE;
}
