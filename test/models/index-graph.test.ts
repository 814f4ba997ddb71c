/** The graphs of the exhaustive search find what a naive search finds, whatever is hidden, raised or asked. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Matrix, VectorTable } from '../../gpu-workers/backends/backend.ts';
import { openOnnxMatrix } from '../../gpu-workers/backends/onnx-matrix.ts';
import { type MatrixPlace, matrixPlace } from '../../gpu-workers/backends/onnx-tiles.ts';
import { DEVICES } from '../../runtime/devices.ts';
import { decodeHalfs, encodeHalfs } from '../../stores/half-floats.ts';
import { codesOf } from '../../stores/vector-codes.ts';
import { listedSelectionOf, nearestProblems, randomUnitRows, selectionOf } from '../helpers/nearest-oracle.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

const DIMENSIONS = 384;
const ON_CPU = matrixPlace({ device: 'cpu', threads: 1 });

/** The rows in tiles of some sizes, with their codes in files, as a large segment has them. */
async function codedTable(halfs: Uint16Array, tileRows: readonly number[]): Promise<VectorTable> {
  const folder = temporaryFolder();
  const parts: Uint8Array[] = [];
  const tiles = [];
  let start = 0;
  for (const rows of tileRows) {
    const tile = halfs.subarray(start * DIMENSIONS, (start + rows) * DIMENSIONS);
    const { columns, columnUnit, nibbles, scales } = await codesOf(tile, DIMENSIONS);
    for (const part of [columns, nibbles, scales]) parts.push(new Uint8Array(part.buffer));
    tiles.push({ rows, columnUnit });
    start += rows;
  }
  const [path, codes] = [join(folder, 'vectors.f16'), join(folder, 'codes.bin')];
  writeFileSync(path, new Uint8Array(halfs.buffer));
  writeFileSync(codes, Buffer.concat(parts));
  return { size: start, dimensions: DIMENSIONS, rows: { kind: 'file', path, codes: { path: codes, tiles } } };
}

/** Far from the origin, as real embeddings are. */
function rowsAround(count: number, seed: number): Uint16Array {
  const [middle, rows] = [randomUnitRows(1, DIMENSIONS, seed + 1), randomUnitRows(count, DIMENSIONS, seed)];
  const moved = rows.map((value, at) => value + (middle[at % DIMENSIONS] ?? 0));
  for (let row = 0; row < count; row++) {
    const one = moved.subarray(row * DIMENSIONS, (row + 1) * DIMENSIONS);
    const length = Math.hypot(...one);
    for (const [axis, value] of one.entries()) one[axis] = value / length;
  }
  return encodeHalfs(moved);
}

/** As a GPU searches: DEVICE=webgpu npx vitest run test/models/index-graph.test.ts */
const onDevice = z.enum(DEVICES).optional().parse(process.env.DEVICE);
const PLACES: readonly (readonly [string, MatrixPlace])[] = [
  ['by codes', ON_CPU],
  ['exactly, in tiles', { ...ON_CPU, exactTileRows: 400 }],
  ...(onDevice === undefined
    ? []
    : [[`on ${onDevice}`, { ...matrixPlace({ device: onDevice, threads: 1 }), exactTileRows: 400 }] as const]),
];

describe.each(PLACES)('the search %s', (_, place) => {
  const TILES = [700, 300, 500];
  const SIZE = 1_500;
  const HALFS = rowsAround(SIZE, 11);
  const ROWS = decodeHalfs(HALFS);
  let opened: Promise<Matrix> | null = null;
  const matrixOf = (): Promise<Matrix> => {
    opened ??= codedTable(HALFS, TILES).then((table) => openOnnxMatrix(table, place));
    return opened;
  };

  /** All of the random cases: CASES=10000 npx vitest run test/models/index-graph.test.ts --testTimeout 3000000 */
  it('is exact over several tiles, for one query and for many, masked by one filter or by several', async () => {
    const matrix = await matrixOf();
    const dead = fc.option(fc.integer({ min: 0, max: 99 }));
    await fc.assert(
      fc.asyncProperty(
        fc.array(dead, { minLength: 1, maxLength: 9 }),
        fc.integer({ min: 1, max: 120 }),
        fc.nat(),
        fc.boolean(),
        fc.boolean(),
        async (deads, k, seed, isShared, isListed) => {
          const chosen = isListed ? listedSelectionOf : selectionOf;
          const masks = deads.map((one) => {
            const share = isShared ? (deads[0] ?? null) : one;
            return share === null
              ? null
              : Uint8Array.from({ length: SIZE }, (_, row) => ((row * 37 + seed) % 100 < share ? 0 : 1));
          });
          const shared = masks[0] == null ? null : chosen(masks[0]);
          const queries = randomUnitRows(deads.length, DIMENSIONS, seed);
          const { rows, scores } = await matrix.nearest(
            queries,
            k,
            masks.map((mask) => (isShared ? shared : mask === null ? null : chosen(mask))),
          );
          for (const [at, mask] of masks.entries()) {
            const query = queries.subarray(at * DIMENSIONS, (at + 1) * DIMENSIONS);
            const own = [rows, scores].map((all) => [...all.subarray(at * k, (at + 1) * k)]);
            expect(nearestProblems({ rows: ROWS, size: SIZE, query, k, mask }, own[0] ?? [], own[1] ?? [])).toEqual([]);
          }
        },
      ),
      { numRuns: Number(process.env.CASES ?? 40) },
    );
  });

  it('adds what the selection raises a row by before it chooses', async () => {
    const matrix = await matrixOf();
    const bias = new Float32Array(SIZE);
    bias[1_234] = 3;
    bias[3] = 2;
    for (const count of [1, 8]) {
      const queries = randomUnitRows(count, DIMENSIONS, 5);
      const selections = Array.from({ length: count }, () => ({ bias, rows: null }));
      const { rows, scores } = await matrix.nearest(queries, 2, selections);
      for (let query = 0; query < count; query++) {
        expect([...rows.subarray(query * 2, query * 2 + 2)]).toEqual([1_234, 3]);
        expect(Math.abs((scores[query * 2] ?? 0) - 3)).toBeLessThanOrEqual(1);
      }
    }
  });

  it('answers (-1, -Infinity) where a filter leaves fewer than were asked for', async () => {
    const matrix = await matrixOf();
    const mask = new Uint8Array(SIZE);
    mask[800] = 1;
    for (const count of [1, 6]) {
      const selection = selectionOf(mask);
      const queries = randomUnitRows(count, DIMENSIONS, 6);
      const { rows, scores } = await matrix.nearest(
        queries,
        3,
        Array.from({ length: count }, () => selection),
      );
      expect([...rows.subarray(0, 3)]).toEqual([800, -1, -1]);
      expect([...scores.subarray(1, 3)]).toEqual([Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY]);
    }
  });

  it('is exact when so many rows are wanted that one query is scored after the other', async () => {
    const matrix = await matrixOf();
    const mask = Uint8Array.from({ length: SIZE }, (_, row) => (row % 3 === 0 ? 0 : 1));
    for (const [count, k] of [
      [30, 700],
      [2, 1_200],
      [1, SIZE],
    ] as const) {
      const queries = randomUnitRows(count, DIMENSIONS, 9);
      for (const own of [null, mask]) {
        const selection = own === null ? null : selectionOf(own);
        const { rows, scores } = await matrix.nearest(
          queries,
          k,
          Array.from({ length: count }, () => selection),
        );
        for (const at of [0, count - 1]) {
          const query = queries.subarray(at * DIMENSIONS, (at + 1) * DIMENSIONS);
          const [ownRows = [], ownScores = []] = [rows, scores].map((all) => [...all.subarray(at * k, (at + 1) * k)]);
          expect(nearestProblems({ rows: ROWS, size: SIZE, query, k, mask: own }, ownRows, ownScores)).toEqual([]);
        }
      }
    }
  });

  it('answers more queries than one pass takes', async () => {
    const matrix = await matrixOf();
    const queries = randomUnitRows(70, DIMENSIONS, 8);
    const { rows } = await matrix.nearest(
      queries,
      1,
      Array.from({ length: 70 }, () => null),
    );
    const last = await matrix.nearest(queries.slice(69 * DIMENSIONS), 1, [null]);
    expect(rows).toHaveLength(70);
    expect(rows[69]).toBe(last.rows[0]);
  });
});

it('few rows are compared exactly: a query finds itself first among 12,000, and 10,000 of them in order', async () => {
  const halfs = encodeHalfs(randomUnitRows(12_000, DIMENSIONS, 7));
  const matrix = await openOnnxMatrix(
    { size: 12_000, dimensions: DIMENSIONS, rows: { kind: 'memory', halfs } },
    ON_CPU,
  );
  const { rows, scores } = await matrix.nearest(decodeHalfs(halfs.subarray(0, DIMENSIONS)), 10_000, [null]);
  expect(new Set(rows).size).toBe(10_000);
  expect(rows[0]).toBe(0);
  expect(scores.every((score, rank) => rank === 0 || score <= (scores[rank - 1] ?? 0))).toBe(true);
});
