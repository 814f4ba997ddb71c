/**
 * How many items a second the packed ranker scores, beside full text at 512 tokens with its best batching, in one run.
 * Run: npx tsx bench/scoring.ts [--threads 1] [--seconds 3]
 */

import { parseArgs } from 'node:util';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { createOnnxBackend } from '../gpu-workers/backends/onnx.ts';
import type { PackedBatch, PackedRanker } from '../gpu-workers/backends/packed.ts';
import { modelFile, readManifest, verifiedModelPath } from '../models/manifest.ts';
import { badInput } from '../runtime/errors.ts';

const FULL_TEXT_TOKENS = 512;
const FULL_TEXT_BATCHES = [1, 4, 8];
/** Queries and items of one pass: one search at full depth, and several that share a pass. */
const PACKED_BATCHES = [
  [1, 250],
  [4, 1_000],
] as const;
const QUERY = 'remote backend engineer with kafka in a small team';
const CLS = 101;
const SEP = 102;
const ANY_WORD = 2_000;

interface Row {
  readonly what: string;
  readonly itemsPerSecond: number;
}

const { values } = parseArgs({
  options: { threads: { type: 'string', default: '1' }, seconds: { type: 'string', default: '3' } },
});
const [threads, seconds] = [Number(values.threads), Number(values.seconds)];
const manifest = readManifest();
const { packed } = createOnnxBackend({ threads });
if (packed === null) throw badInput('models/manifest.json has no packed ranker; train and export it first');

const fullText = await measureFullText();
const items: Row[] = [];
for (const [queries, count] of PACKED_BATCHES) items.push(await measurePacked(packed, queries, count));
const rows = [...fullText, ...items];
for (const { what, itemsPerSecond } of rows)
  console.log(`${what.padEnd(48)} ${itemsPerSecond.toFixed(1).padStart(10)} items/s`);
const [best, bestFullText] = [items, fullText].map((part) => Math.max(...part.map((row) => row.itemsPerSecond)));
const itemsPerSecond = best ?? Number.NaN;
const ndcgShare = modelFile(manifest, 'ranker').measured.ndcgShare ?? null;
console.log(
  JSON.stringify({ itemsPerSecond, ratioFullText: itemsPerSecond / (bestFullText ?? Number.NaN), ndcgShare, threads }),
);

async function measureFullText(): Promise<readonly Row[]> {
  const session = await InferenceSession.create(await verifiedModelPath(manifest, 'full-text'), {
    intraOpNumThreads: threads,
    logSeverityLevel: 3,
  });
  const measured: Row[] = [];
  for (const count of FULL_TEXT_BATCHES) {
    const feeds = fullTextBatch(count);
    const rate = await passesPerSecond(() => session.run(feeds));
    measured.push({ what: `full text, ${FULL_TEXT_TOKENS} tokens, ${count} a pass`, itemsPerSecond: rate * count });
  }
  return measured;
}

function fullTextBatch(count: number): Record<string, Tensor> {
  const row = Int32Array.from({ length: FULL_TEXT_TOKENS }, (_, at) => ANY_WORD + at);
  row.set([CLS, ANY_WORD, ANY_WORD, SEP]);
  row[FULL_TEXT_TOKENS - 1] = SEP;
  const ids = new Int32Array(count * FULL_TEXT_TOKENS);
  for (let at = 0; at < count; at++) ids.set(row, at * FULL_TEXT_TOKENS);
  const shape = [count, FULL_TEXT_TOKENS];
  return {
    input_ids: new Tensor('int32', ids, shape),
    attention_mask: new Tensor('int32', new Int32Array(ids.length).fill(1), shape),
  };
}

async function measurePacked(ranker: PackedRanker, queries: number, count: number): Promise<Row> {
  const { slots, dimensions } = ranker;
  const codes = Int8Array.from({ length: count * slots * dimensions }, (_, at) => ((at * 31) % 255) - 127);
  const batch: PackedBatch = {
    queries: Array.from({ length: queries }, () => QUERY),
    queryOf: Int32Array.from({ length: count }, (_, at) => at % queries),
    items: { size: count, slots, dimensions, codes, scales: new Float32Array(count * slots).fill(0.01) },
  };
  const rate = await passesPerSecond(() => ranker.score(batch));
  const what = `packed, ${slots} vectors an item, ${queries} queries, ${count} items a pass`;
  return { what, itemsPerSecond: rate * count };
}

/** By the fastest pass of `seconds`: other programs on the machine only ever make one slower. */
async function passesPerSecond(pass: () => Promise<unknown>): Promise<number> {
  await pass();
  const endMs = performance.now() + seconds * 1_000;
  let fastestMs = Number.POSITIVE_INFINITY;
  do {
    const startMs = performance.now();
    await pass();
    fastestMs = Math.min(fastestMs, performance.now() - startMs);
  } while (performance.now() < endMs);
  return 1_000 / fastestMs;
}
