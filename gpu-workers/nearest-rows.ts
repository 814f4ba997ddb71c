/** Nearest rows without a graph: merging of lists, and plain arithmetic for the stand-in backend. */

import type { NearestRows, Selection } from './backends/backend.ts';

export interface Rows {
  /** [size, dimensions], unit rows. */
  readonly vectors: Float32Array;
  readonly size: number;
  readonly dimensions: number;
}

/** Nothing found for `count` queries. */
export function emptyNearest(count: number, k: number): NearestRows {
  return {
    rows: new Int32Array(count * k).fill(-1),
    scores: new Float32Array(count * k).fill(Number.NEGATIVE_INFINITY),
  };
}

/** The k best of lists [count, width each], which are sorted and name different rows; exactly what one list over all of them would be. */
export function mergeNearest(lists: readonly NearestRows[], count: number, k: number): NearestRows {
  const [only] = lists;
  if (lists.length === 1 && only?.rows.length === count * k) return only;
  const merged = emptyNearest(count, k);
  const widths = lists.map(({ rows }) => rows.length / count);
  for (let query = 0; query < count; query++) {
    const heads = widths.map((width) => query * width);
    for (let rank = 0; rank < k; rank++) {
      const from = bestHead(lists, heads, widths, query);
      if (from === null) break;
      const at = heads[from] ?? 0;
      merged.rows[query * k + rank] = lists[from]?.rows[at] ?? -1;
      merged.scores[query * k + rank] = lists[from]?.scores[at] ?? Number.NEGATIVE_INFINITY;
      heads[from] = at + 1;
    }
  }
  return merged;
}

/** The list whose next entry is the best; null when all are used up. Of equal ones the first, whose rows are the lower ones. */
function bestHead(
  lists: readonly NearestRows[],
  heads: readonly number[],
  widths: readonly number[],
  query: number,
): number | null {
  let best: number | null = null;
  let highest = Number.NEGATIVE_INFINITY;
  for (let list = 0; list < lists.length; list++) {
    const at = heads[list] ?? 0;
    if (at >= (query + 1) * (widths[list] ?? 0)) continue;
    const score = lists[list]?.scores[at] ?? Number.NEGATIVE_INFINITY;
    if (score > highest) [best, highest] = [list, score];
  }
  return best;
}

/** See `Matrix.nearest`. */
export function nearestRows(
  rows: Rows,
  queries: Float32Array,
  k: number,
  selections: readonly (Selection | null)[],
): NearestRows {
  const found = emptyNearest(selections.length, k);
  for (const [query, selection] of selections.entries()) {
    const vector = queries.subarray(query * rows.dimensions, (query + 1) * rows.dimensions);
    const scores = Float32Array.from(
      { length: rows.size },
      (_, row) => dot(rows, row, vector) + (selection?.bias[row] ?? 0),
    );
    const alive = Uint32Array.from({ length: rows.size }, (_, row) => row).filter(
      (row) => (scores[row] ?? 0) > Number.NEGATIVE_INFINITY,
    );
    const order = alive.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b).subarray(0, k);
    for (const [rank, row] of order.entries()) {
      found.rows[query * k + rank] = row;
      found.scores[query * k + rank] = scores[row] ?? Number.NEGATIVE_INFINITY;
    }
  }
  return found;
}

function dot(rows: Rows, row: number, vector: Float32Array): number {
  const start = row * rows.dimensions;
  let sum = 0;
  for (let axis = 0; axis < rows.dimensions; axis++) sum += (rows.vectors[start + axis] ?? 0) * (vector[axis] ?? 0);
  return sum;
}
