/** Exhaustive search with ONNX Runtime over the tiles of a segment: all rows for most queries, some for those whose filter leaves few. */

import { type InferenceSession, Tensor } from 'onnxruntime-node';
import { TandemError } from '../../runtime/errors.ts';
import { firstNotBelow } from '../../stores/first-not-below.ts';
import { fromInt64 } from '../int64.ts';
import { emptyNearest, mergeNearest } from '../nearest-rows.ts';
import type { Matrix, NearestRows, Selection, VectorTable } from './backend.ts';
import { type MatrixPlace, openTiles, type Tile } from './onnx-tiles.ts';

/** Queries that are computed together; more are computed in turns. */
const MAX_QUERIES = 64;

export async function openOnnxMatrix(table: VectorTable, where: MatrixPlace): Promise<Matrix> {
  const tiles = await openTiles(table, where);
  const { size, dimensions } = table;
  const search = (queries: Float32Array, k: number, selections: readonly (Selection | null)[]) =>
    searchTiles(tiles, { queries, dimensions, k, selections });
  return {
    size,
    dimensions,
    nearest: async (queries, k, selections) => {
      const turns: NearestRows[] = [];
      for (let first = 0; first < selections.length; first += MAX_QUERIES) {
        const end = Math.min(selections.length, first + MAX_QUERIES);
        turns.push(
          await search(queries.subarray(first * dimensions, end * dimensions), k, selections.slice(first, end)),
        );
      }
      return concatenated(turns);
    },
    close: async () => {
      for (const { all, some } of tiles) {
        await all.release();
        await some?.release();
      }
    },
  };
}

interface Question {
  readonly queries: Float32Array;
  readonly dimensions: number;
  readonly k: number;
  readonly selections: readonly (Selection | null)[];
}

/** Queries whose filter leaves few rows are answered from those; the others share one pass over all rows. */
async function searchTiles(tiles: readonly Tile[], question: Question): Promise<NearestRows> {
  const { queries, dimensions, k, selections } = question;
  const groups = new Map<Selection | 'all', number[]>();
  for (const [query, selection] of selections.entries()) {
    const key = selection === null || selection.rows === null || !gathers(tiles) ? 'all' : selection;
    groups.set(key, [...(groups.get(key) ?? []), query]);
  }
  const found = emptyNearest(selections.length, k);
  for (const [key, members] of groups) {
    const own = gather(queries, members, dimensions);
    const lists: NearestRows[] = [];
    for (const tile of tiles) {
      const part = { queries: own, count: members.length, dimensions, k };
      const list =
        key === 'all'
          ? await searchAll(
              tile,
              part,
              members.map((query) => selections[query] ?? null),
            )
          : await searchSome(tile, part, key);
      if (list !== null) lists.push(list);
    }
    place(mergeNearest(lists, members.length, k), members, k, found);
  }
  return found;
}

const gathers = (tiles: readonly Tile[]): boolean => tiles.some(({ some }) => some !== null);

interface Part {
  readonly queries: Float32Array;
  readonly count: number;
  readonly dimensions: number;
  readonly k: number;
}

async function searchAll(tile: Tile, part: Part, selections: readonly (Selection | null)[]): Promise<NearestRows> {
  const bias = biasOf(tile, selections);
  const answer = await tile.all.run({
    query: new Tensor('float32', part.queries, [part.count, part.dimensions]),
    k: new Tensor('int64', BigInt64Array.of(BigInt(Math.min(part.k, tile.size))), [1]),
    bias: bias ?? new Tensor('float32', new Float32Array(1), [1, 1]),
    biased: new Tensor('bool', [bias !== null], [1]),
  });
  return nearestFrom(answer, (row) => tile.start + row);
}

/** One line for all queries where they share it, else one a query. */
function biasOf({ start, size }: Tile, selections: readonly (Selection | null)[]): Tensor | null {
  const [first = null] = selections;
  if (selections.every((selection) => selection === first))
    return first === null ? null : new Tensor('float32', first.bias.subarray(start, start + size), [1, size]);
  const lines = new Float32Array(selections.length * size);
  selections.forEach((selection, line) => {
    if (selection !== null) lines.set(selection.bias.subarray(start, start + size), line * size);
  });
  return new Tensor('float32', lines, [selections.length, size]);
}

/** Null when the filter leaves none of the tile's rows. */
async function searchSome(tile: Tile, part: Part, { bias, rows }: Selection): Promise<NearestRows | null> {
  const own = rowsOfTile(tile, rows ?? new Int32Array());
  if (own.length === 0 || tile.some === null) return null;
  const answer = await tile.some.run({
    query: new Tensor('float32', part.queries, [part.count, part.dimensions]),
    k: new Tensor('int64', BigInt64Array.of(BigInt(Math.min(part.k, own.length))), [1]),
    rows: new Tensor('int32', tile.start === 0 ? own : own.map((row) => row - tile.start), [own.length]),
    bias: new Tensor(
      'float32',
      Float32Array.from(own, (row) => bias[row] ?? 0),
      [1, own.length],
    ),
  });
  return nearestFrom(answer, (place) => own[place] ?? -1);
}

/** A part of the rows, which rise. */
function rowsOfTile({ start, size }: Tile, rows: Int32Array): Int32Array {
  return rows.subarray(firstNotBelow(rows, start), firstNotBelow(rows, start + size));
}

function nearestFrom(answer: InferenceSession.OnnxValueMapType, rowOf: (id: number) => number): NearestRows {
  const [ids, scores] = [answer.id?.data, answer.score?.data];
  if (ids instanceof BigInt64Array && scores instanceof Float32Array) {
    const rows = fromInt64(ids).map((id) => (id < 0 ? -1 : rowOf(id)));
    return { rows, scores: scores.map((score, at) => ((rows[at] ?? -1) < 0 ? Number.NEGATIVE_INFINITY : score)) };
  }
  throw new TandemError('INTERNAL', 'expected outputs "id" INT64 and "score" FP32 of the index graph, got others');
}

function gather(queries: Float32Array, members: readonly number[], dimensions: number): Float32Array {
  if (members.length * dimensions === queries.length) return queries;
  const gathered = new Float32Array(members.length * dimensions);
  members.forEach((member, at) => {
    gathered.set(queries.subarray(member * dimensions, (member + 1) * dimensions), at * dimensions);
  });
  return gathered;
}

function place(from: NearestRows, members: readonly number[], k: number, into: NearestRows): void {
  members.forEach((member, at) => {
    into.rows.set(from.rows.subarray(at * k, (at + 1) * k), member * k);
    into.scores.set(from.scores.subarray(at * k, (at + 1) * k), member * k);
  });
}

function concatenated(turns: readonly NearestRows[]): NearestRows {
  const [only] = turns;
  if (turns.length === 1 && only !== undefined) return only;
  const length = turns.reduce((sum, { rows }) => sum + rows.length, 0);
  const all = { rows: new Int32Array(length), scores: new Float32Array(length) };
  let at = 0;
  for (const { rows, scores } of turns) {
    all.rows.set(rows, at);
    all.scores.set(scores, at);
    at += rows.length;
  }
  return all;
}
