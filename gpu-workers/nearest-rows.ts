/** Exact nearest rows in plain arithmetic: for the fake backend, and for few survivors of a filter where a graph is no gain. */

import type { NearestRows } from './backends/backend.ts';

export interface Rows {
  /** [size, dimensions], unit rows. */
  readonly vectors: Float32Array;
  readonly size: number;
  readonly dimensions: number;
}

/** See `Matrix.nearest`: rows [count, k] and cosines [count, k], filled up with (−1, −Infinity). */
export function nearestRows(rows: Rows, queries: Float32Array, k: number, mask: Uint8Array | null): NearestRows {
  return nearestOfRows(rows, survivors(rows.size, mask), queries, k);
}

/** The same among `candidates`, row numbers in rising order. */
export function nearestOfRows(rows: Rows, candidates: Int32Array, queries: Float32Array, k: number): NearestRows {
  const count = queries.length / rows.dimensions;
  const found = {
    rows: new Int32Array(count * k).fill(-1),
    cosines: new Float32Array(count * k).fill(Number.NEGATIVE_INFINITY),
  };
  for (let query = 0; query < count; query++) {
    const vector = queries.subarray(query * rows.dimensions, (query + 1) * rows.dimensions);
    const cosines = Float32Array.from(candidates, (row) => dot(rows, row, vector));
    const order = Uint32Array.from(candidates, (_, at) => at).sort(
      (a, b) => (cosines[b] ?? 0) - (cosines[a] ?? 0) || a - b,
    );
    for (const [rank, at] of order.subarray(0, k).entries()) {
      found.rows[query * k + rank] = candidates[at] ?? -1;
      found.cosines[query * k + rank] = cosines[at] ?? Number.NEGATIVE_INFINITY;
    }
  }
  return found;
}

/** Row numbers that the mask lets through, rising. */
export function survivors(size: number, mask: Uint8Array | null): Int32Array {
  if (mask === null) return Int32Array.from({ length: size }, (_, row) => row);
  const found = new Int32Array(size);
  let count = 0;
  for (let row = 0; row < size; row++) {
    if (mask[row] === 1) found[count++] = row;
  }
  return found.slice(0, count);
}

function dot(rows: Rows, row: number, vector: Float32Array): number {
  const start = row * rows.dimensions;
  let sum = 0;
  for (let axis = 0; axis < rows.dimensions; axis++) sum += (rows.vectors[start + axis] ?? 0) * (vector[axis] ?? 0);
  return sum;
}
