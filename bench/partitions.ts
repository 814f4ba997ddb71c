/**
 * What a partition by country would save: a query among the documents of one country as it is served (their rows scattered over
 * the index, masked or gathered), beside the same number of documents in a part of their own, and beside all documents.
 * Run: npm run bench:partitions -- [--size 500000] [--threads 2] [--rounds 8]
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Matrix, Selection } from '../gpu-workers/backends/backend.ts';
import { openOnnxMatrix } from '../gpu-workers/backends/onnx-matrix.ts';
import { matrixPlace } from '../gpu-workers/backends/onnx-tiles.ts';
import { createAttributeBuilder } from '../stores/attribute-builder.ts';
import { median } from './quantiles.ts';
import { queriesOf, writeVectors } from './synthetic-vectors.ts';

const K = 100;
/** Of all documents: from a small country to a large one. */
const SHARES = [0.005, 0.02, 0.05, 0.1, 0.2, 0.4] as const;
/** As gpu-workers/loaded-index.ts decides. */
const GATHER_BELOW_SHARE = 0.03;
const FIELD = 'country';

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '500000' },
    threads: { type: 'string', default: '2' },
    rounds: { type: 'string', default: '8' },
  },
});
const [size, threads, rounds] = [values.size, values.threads, values.rounds].map(Number) as [number, number, number];
const place = matrixPlace({ device: 'cpu', threads });
const folder = mkdtempSync(join(tmpdir(), 'tandem-partitions-'));
try {
  const all = await openOnnxMatrix(await writeVectors(join(folder, 'all'), size, 1), place);
  const results: Awaited<ReturnType<typeof measure>>[] = [];
  for (const share of SHARES) results.push(await measure(all, share));
  console.table(results);
  console.log(JSON.stringify({ size, threads, results }));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Medians of rounds in which each way has its turn. */
async function measure(all: Matrix, share: number) {
  const count = Math.floor(size * share);
  const own = await openOnnxMatrix(await writeVectors(join(folder, String(share)), count, 2), place);
  const rows = Int32Array.from({ length: count }, (_, at) => Math.floor(at / share));
  const bias = new Float32Array(size).fill(Number.NEGATIVE_INFINITY);
  for (const row of rows) bias[row] = 0;
  const filtered = { bias, rows: share <= GATHER_BELOW_SHARE ? rows : null };
  const attributes = countries(new Set(rows));
  const took = { everything: [] as number[], filtered: [] as number[], apart: [] as number[], mask: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    took.everything.push(await timeOf(all, null, round));
    took.filtered.push(await timeOf(all, filtered, round));
    took.apart.push(await timeOf(own, null, round));
    const startMs = performance.now();
    attributes.evaluate({ kind: 'in', field: FIELD, values: ['here'] });
    took.mask.push(performance.now() - startMs);
  }
  await own.close?.();
  const of = (times: readonly number[]): number => Number(median(times).toFixed(2));
  return {
    share,
    everythingMs: of(took.everything),
    filteredMs: of(took.filtered),
    apartMs: of(took.apart),
    newFilterMs: of(took.mask),
  };
}

function countries(here: ReadonlySet<number>) {
  const builder = createAttributeBuilder({ labels: [FIELD], numbers: [], points: [] });
  for (let row = 0; row < size; row++)
    builder.add({ labels: { [FIELD]: [here.has(row) ? 'here' : 'elsewhere'] }, numbers: {}, points: {} });
  return builder.build();
}

async function timeOf(matrix: Matrix, selection: Selection | null, round: number): Promise<number> {
  const query = queriesOf(1, round + 3);
  const startMs = performance.now();
  await matrix.nearest(query, Math.min(K, matrix.size), [selection]);
  return performance.now() - startMs;
}
