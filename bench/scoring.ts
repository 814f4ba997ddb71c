/**
 * How many items a second the packed ranker scores, beside full text at 512 tokens with its best batching, in one run.
 * Run: npx tsx bench/scoring.ts [--threads 1] [--seconds 3]
 *   [--device cuda]             both on a GPU
 *   [--tokens 96,48]            full text at these lengths too: what is chosen for a query, what is summarised
 *   [--also pruned=FILE.onnx]   another ranker of full text at all of the lengths
 */

import { parseArgs } from 'node:util';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { z } from 'zod';
import { openModel, requireDevice } from '../gpu-workers/backends/device.ts';
import { createOnnxBackend } from '../gpu-workers/backends/onnx.ts';
import type { PackedBatch, PackedRanker } from '../gpu-workers/backends/packed.ts';
import { modelFile, readManifest, verifiedModelPath } from '../models/manifest.ts';
import { DEVICES } from '../runtime/devices.ts';
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

/** Items a second, by the clock and by the processor's time: the second is what is left when other programs take turns. */
interface Rate {
  readonly itemsPerSecond: number;
  readonly itemsPerCpuSecond: number;
}

interface Row extends Rate {
  readonly what: string;
}

const { values } = parseArgs({
  options: {
    threads: { type: 'string', default: '1' },
    seconds: { type: 'string', default: '3' },
    device: { type: 'string', default: 'cpu' },
    tokens: { type: 'string', default: '' },
    also: { type: 'string', multiple: true, default: [] },
  },
});
const [threads, seconds] = [Number(values.threads), Number(values.seconds)];
const lengths = values.tokens.split(',').filter(Boolean).map(Number);
const manifest = readManifest();
const device = z.enum(DEVICES).parse(values.device);
await requireDevice(device);
const { packed } = createOnnxBackend({ threads, device });
if (packed === null) throw badInput('models/manifest.json has no packed ranker; train and export it first');

const fullTextFile = await verifiedModelPath(manifest, 'full-text');
const fullText = await measureFullText('full text', fullTextFile, FULL_TEXT_TOKENS);
const variants: Row[] = [];
for (const [name, file] of [['full text', fullTextFile], ...values.also.map(nameAndFile)] as const) {
  const isServed = file === fullTextFile;
  for (const tokens of [...(isServed ? [] : [FULL_TEXT_TOKENS]), ...lengths]) {
    variants.push(...(await measureFullText(name, file, tokens)));
  }
}
const items: Row[] = [];
for (const [queries, count] of PACKED_BATCHES) items.push(await measurePacked(packed, queries, count));
const rows = [...fullText, ...variants, ...items];
for (const { what, itemsPerSecond, itemsPerCpuSecond } of rows) {
  const [byClock, byCpu] = [itemsPerSecond, itemsPerCpuSecond].map((rate) => rate.toFixed(1).padStart(9));
  console.log(`${what.padEnd(58)} ${byClock} items/s ${byCpu} items/s of processor time`);
}
console.log(`on ${device}, ${threads} threads`);
const [best, bestFullText] = [bestOf(items), bestOf(fullText)];
console.log(
  JSON.stringify({
    itemsPerSecond: best.itemsPerSecond,
    ratioFullText: best.itemsPerSecond / bestFullText.itemsPerSecond,
    ndcgShare: modelFile(manifest, 'ranker').measured.ndcgShare ?? null,
    itemsPerCpuSecond: best.itemsPerCpuSecond,
    ratioFullTextCpu: best.itemsPerCpuSecond / bestFullText.itemsPerCpuSecond,
    device,
    threads,
  }),
);

function bestOf(rates: readonly Rate[]): Rate {
  return {
    itemsPerSecond: Math.max(...rates.map((rate) => rate.itemsPerSecond)),
    itemsPerCpuSecond: Math.max(...rates.map((rate) => rate.itemsPerCpuSecond)),
  };
}

function nameAndFile(option: string): readonly [string, string] {
  const [name, file] = option.split('=');
  if (name === undefined || file === undefined) throw badInput(`--also ${option}: expected NAME=FILE.onnx`);
  return [name, file];
}

/** On the CPU its threads may wait spinning: it has the machine for itself. */
function openFullText(file: string): Promise<InferenceSession> {
  if (device !== 'cpu') return openModel(file, { device, threads });
  return InferenceSession.create(file, { intraOpNumThreads: threads, logSeverityLevel: 3 });
}

async function measureFullText(name: string, file: string, tokens: number): Promise<readonly Row[]> {
  const session = await openFullText(file);
  const measured: Row[] = [];
  for (const count of FULL_TEXT_BATCHES) {
    const feeds = fullTextBatch(count, tokens);
    const rate = await rateOf(count, () => session.run(feeds));
    measured.push({ what: `${name}, ${tokens} tokens, ${count} a pass`, ...rate });
  }
  return measured;
}

function fullTextBatch(count: number, tokens: number): Record<string, Tensor> {
  const row = Int32Array.from({ length: tokens }, (_, at) => ANY_WORD + at);
  row.set([CLS, ANY_WORD, ANY_WORD, SEP]);
  row[tokens - 1] = SEP;
  const ids = new Int32Array(count * tokens);
  for (let at = 0; at < count; at++) ids.set(row, at * tokens);
  const shape = [count, tokens];
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
  const rate = await rateOf(count, () => ranker.score(batch));
  const what = `packed, ${slots} vectors an item, ${queries} queries, ${count} items a pass`;
  return { what, ...rate };
}

/** By the fastest pass of `seconds`: other programs on the machine only ever make one slower. */
async function rateOf(items: number, pass: () => Promise<unknown>): Promise<Rate> {
  await pass();
  const endMs = performance.now() + seconds * 1_000;
  let [fastestMs, leastCpuMs] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  do {
    const [startMs, before] = [performance.now(), process.cpuUsage()];
    await pass();
    const { user, system } = process.cpuUsage(before);
    fastestMs = Math.min(fastestMs, performance.now() - startMs);
    leastCpuMs = Math.min(leastCpuMs, (user + system) / 1_000);
  } while (performance.now() < endMs);
  return { itemsPerSecond: (items * 1_000) / fastestMs, itemsPerCpuSecond: (items * 1_000) / leastCpuMs };
}
