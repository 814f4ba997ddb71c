/**
 * Exhaustive retrieval: items a second at 1, 8 and 32 queries beside FAISS flat and SQ8 in one run, recall, and shares of the memory's speed.
 * Run: npm run bench:retrieval -- [--size 500000] [--k 100] [--threads 2] [--rounds 8] [--python python3]
 *   --python must have bench/requirements.txt; without FAISS our side runs alone and says so
 *   [--device cuda] [--bandwidth 3350]   on a GPU, whose memory reads so many GB/s by its data sheet; FAISS stays on the CPU
 *   [--codes]      both codes at 1 to 8 queries    [--filters]  masking against gathering    [--sizes 10000,100000,1000000]
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { Matrix, Selection, VectorTable } from '../gpu-workers/backends/backend.ts';
import { requireDevice } from '../gpu-workers/backends/device.ts';
import { openOnnxMatrix } from '../gpu-workers/backends/onnx-matrix.ts';
import { matrixPlace } from '../gpu-workers/backends/onnx-tiles.ts';
import { DEVICES } from '../runtime/devices.ts';
import { type Faiss, startFaiss } from './faiss.ts';
import { memoryBandwidth } from './memory-bandwidth.ts';
import { forgetPeak, megabytes, peakMemory } from './process-memory.ts';
import { median } from './quantiles.ts';
import { DIMENSIONS, queriesOf, writeVectors } from './synthetic-vectors.ts';

const BATCHES = [1, 8, 32] as const;
const QUERIES = 32;
/** Bytes that a pass reads of each row: codes of 4 bits and their scales, codes of 8 bits, or floats on a GPU. */
const BYTES_A_ROW = { nibbles: DIMENSIONS / 2 + 12, columns: DIMENSIONS, floats: DIMENSIONS * 4 } as const;

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '500000' },
    k: { type: 'string', default: '100' },
    threads: { type: 'string', default: '2' },
    device: { type: 'string', default: 'cpu' },
    bandwidth: { type: 'string', default: '' },
    rounds: { type: 'string', default: '8' },
    python: { type: 'string', default: 'python3' },
    codes: { type: 'boolean', default: false },
    filters: { type: 'boolean', default: false },
    sizes: { type: 'string', default: '' },
  },
});
const [size, k] = [Number(values.size), Number(values.k)];
const [threads, rounds] = [Number(values.threads), Number(values.rounds)];
const device = z.enum(DEVICES).parse(values.device);
const place = matrixPlace({ device, threads });
const folder = mkdtempSync(join(tmpdir(), 'tandem-retrieval-'));
try {
  await measure();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measure(): Promise<void> {
  await requireDevice(device);
  const queries = queriesOf(QUERIES, 2);
  const table = await writeVectors(join(folder, 'main'), size, 1);
  if (values.sizes !== '') await measureSizes(queries);
  if (values.codes) await measureCodes(table, queries);
  const matrix = await openOnnxMatrix(table, place);
  if (values.filters) await measureFilters(matrix, queries);
  const faiss = await startFaiss(table, queries, { python: values.python, threads, k });
  forgetPeak();
  const took = await compete(matrix, queries, faiss);
  const recall = faiss === null ? null : await recallOf(matrix, queries, faiss);
  faiss?.stop();
  const peak = peakMemory(process.pid);
  report(took, await bandwidthOf(), recall, peak);
}

/** Bytes a second of the memory that the vectors lie in; null where nobody says. */
async function bandwidthOf(): Promise<number | null> {
  if (values.bandwidth !== '') return Number(values.bandwidth) * 1e9;
  return device === 'cpu' ? memoryBandwidth(threads) : null;
}

function bytesARow(batch: number): number {
  if (device !== 'cpu') return BYTES_A_ROW.floats;
  return batch === 1 ? BYTES_A_ROW.nibbles : BYTES_A_ROW.columns;
}

type Contestant = 'tandem' | 'flat' | 'sq8';
/** Milliseconds of each round a batch size, the best of four searches: the first ones after the other program find its threads still spinning. */
type Rounds = Readonly<Record<Contestant, Map<number, number[]>>>;

/** In turns, so that whatever else runs on the machine slows all of a round alike. */
async function compete(matrix: Matrix, queries: Float32Array, faiss: Faiss | null): Promise<Rounds> {
  const took: Rounds = { tandem: new Map(), flat: new Map(), sq8: new Map() };
  const note = async (who: Contestant, batch: number, search: () => Promise<number>): Promise<void> => {
    took[who].set(batch, [...(took[who].get(batch) ?? []), await bestOf(4, search)]);
  };
  for (let round = 0; round < rounds; round++) {
    for (const batch of BATCHES) {
      await note('tandem', batch, () => timeOf(matrix, queries, batch));
      if (faiss === null) continue;
      for (const name of ['flat', 'sq8'] as const) await note(name, batch, () => faiss.timeOf(name, batch));
    }
  }
  return took;
}

async function timeOf(
  matrix: Matrix,
  queries: Float32Array,
  batch: number,
  selection: Selection | null = null,
): Promise<number> {
  const startMs = performance.now();
  await matrix.nearest(
    queries.slice(0, batch * DIMENSIONS),
    Math.min(k, matrix.size),
    new Array(batch).fill(selection),
  );
  return performance.now() - startMs;
}

async function bestOf(times: number, run: () => Promise<number>): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let at = 0; at < times; at++) best = Math.min(best, await run());
  return best;
}

/** Rates by the median round; ratios are the median of those within a round. */
function report(took: Rounds, bandwidth: number | null, recall: number | null, peak: number): void {
  const rate = (who: Contestant, batch: number): number => (batch * size * 1_000) / median(took[who].get(batch) ?? []);
  const ratio = (who: Contestant, batch: number): number => {
    const own = took.tandem.get(batch) ?? [];
    return median((took[who].get(batch) ?? []).map((ms, round) => ms / (own[round] ?? Number.NaN)));
  };
  const ratios = (who: 'flat' | 'sq8') =>
    Object.fromEntries(BATCHES.map((batch) => [batch, orNull(ratio(who, batch))]));
  for (const batch of BATCHES) {
    const rates = (['tandem', 'flat', 'sq8'] as const).map(
      (who) => `${who} ${(rate(who, batch) / 1e6).toFixed(1)} M items/s`,
    );
    const bytesASecond = (rate('tandem', batch) / batch) * bytesARow(batch);
    const share = bandwidth === null ? 'unknown' : `${((bytesASecond * 100) / bandwidth).toFixed(0)} %`;
    const times = `${ratio('flat', batch).toFixed(1)} × flat, ${ratio('sq8', batch).toFixed(1)} × SQ8`;
    console.log(`${String(batch).padStart(3)} queries: ${rates.join(', ')}; ${times}; ${share} of the memory's speed`);
  }
  const gigabytes = bandwidth === null ? null : bandwidth / 1e9;
  console.log(
    `${size} × ${DIMENSIONS} on ${device}, ${threads} threads, memory read at ${gigabytes?.toFixed(1) ?? 'unknown'} GB/s, recall@${k} ${recall}, ${megabytes(peak)} MB at most`,
  );
  const result = { ratioFaissFlat: ratios('flat'), ratioFaissSq8: ratios('sq8'), [`recallAt${k}`]: recall };
  console.log(JSON.stringify({ ...result, size, device, threads, bandwidthGBs: gigabytes, peakBytes: peak }));
}

function orNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** Share of the k rows of an exact search in 32 bits that ours found too, for batches of every size. */
async function recallOf(matrix: Matrix, queries: Float32Array, faiss: Faiss): Promise<number> {
  const exact = await faiss.exact();
  let [found, wanted] = [0, 0];
  for (const batch of BATCHES) {
    for (let first = 0; first + batch <= QUERIES; first += batch) {
      const own = queries.slice(first * DIMENSIONS, (first + batch) * DIMENSIONS);
      const { rows } = await matrix.nearest(own, k, new Array(batch).fill(null));
      for (let at = 0; at < batch; at++) {
        const truth = new Set(exact[first + at]);
        for (const row of rows.subarray(at * k, (at + 1) * k)) if (truth.has(row)) found += 1;
        wanted += k;
      }
    }
  }
  return found / wanted;
}

async function measureCodes(table: VectorTable, queries: Float32Array): Promise<void> {
  const [byNibbles, byColumns] = [
    await openOnnxMatrix(table, { ...place, nibbleLimits: { queries: QUERIES, wanted: QUERIES * size } }),
    await openOnnxMatrix(table, { ...place, nibbleLimits: { queries: 0, wanted: 0 } }),
  ];
  for (const batch of [1, 2, 3, 4, 5, 6, 8]) {
    let [nibbles, columns] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (let round = 0; round < rounds; round++) {
      nibbles = Math.min(nibbles, await bestOf(2, () => timeOf(byNibbles, queries, batch)));
      columns = Math.min(columns, await bestOf(2, () => timeOf(byColumns, queries, batch)));
    }
    console.log(`${batch} queries: codes of 4 bits ${nibbles.toFixed(2)} ms, of 8 bits ${columns.toFixed(2)} ms`);
  }
}

async function measureFilters(matrix: Matrix, queries: Float32Array): Promise<void> {
  for (const share of [0.001, 0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.5]) {
    const rows = Int32Array.from({ length: Math.floor(size * share) }, (_, at) => Math.floor(at / share));
    const bias = new Float32Array(size).fill(Number.NEGATIVE_INFINITY);
    for (const row of rows) bias[row] = 0;
    for (const batch of [1, 8]) {
      const masked = await bestOf(rounds, () => timeOf(matrix, queries, batch, { bias, rows: null }));
      const gathered = await bestOf(rounds, () => timeOf(matrix, queries, batch, { bias, rows }));
      console.log(
        `${share * 100} % pass, ${batch} queries: masked ${masked.toFixed(2)} ms, gathered ${gathered.toFixed(2)} ms`,
      );
    }
  }
}

async function measureSizes(queries: Float32Array): Promise<void> {
  for (const each of values.sizes.split(',').map(Number)) {
    const at = join(folder, String(each));
    const matrix = await openOnnxMatrix(await writeVectors(at, each, 1), place);
    const times = [];
    for (const batch of BATCHES)
      times.push(`${batch} queries ${(await bestOf(rounds, () => timeOf(matrix, queries, batch))).toFixed(2)} ms`);
    console.log(`${each} documents: ${times.join(', ')}`);
    rmSync(at, { recursive: true, force: true });
  }
}
