/** The packed ranker with ONNX Runtime: item encoder and scorer, opened by their first use. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type InferenceSession, Tensor } from 'onnxruntime-node';
import { z } from 'zod';
import { hasModel, type Manifest, modelFile } from '../../models/manifest.ts';
import { ITEM_MAX_TOKENS, PACKED_MAX_QUERY_TOKENS } from '../../models/templates.ts';
import type { Tokenizer } from '../../models/tokenizer.ts';
import { TandemError } from '../../runtime/errors.ts';
import type { ItemVectors } from '../../stores/item-vectors.ts';
import type { Scores } from './answers.ts';
import { microBatches } from './micro-batches.ts';
import type { PackedBatch, PackedProbe, PackedRanker } from './packed.ts';
import { floatsOf, runTexts } from './run-texts.ts';

export interface OnnxPackedOptions {
  readonly manifest: Manifest;
  readonly folder: string;
  readonly tokenizer: () => Tokenizer;
  /** The session of a model of the manifest, the same one each time. */
  readonly session: (name: string) => Promise<InferenceSession>;
}

/** Written by training/export_packed.py: codes are base64 of int8. */
const probeFile = z.object({
  slots: z.number(),
  query: z.string(),
  codes: z.string(),
  scales: z.array(z.number()),
  scores: z.array(z.number()),
});

/** Null when the manifest has no packed ranker. */
export function createOnnxPacked(options: OnnxPackedOptions): PackedRanker | null {
  const { manifest, folder, tokenizer, session } = options;
  if (!hasModel(manifest, 'item-encoder') || !hasModel(manifest, 'ranker')) return null;
  const { slots, dimensions } = modelFile(manifest, 'item-encoder');
  if (slots === undefined || dimensions === undefined)
    throw new TandemError('MODEL_INVALID', 'expected slots and dimensions of "item-encoder" in models/manifest.json');
  return {
    slots,
    dimensions,
    encode: async (texts) => {
      const encode = (text: string, with_: Tokenizer): Int32Array => with_.encode(text, ITEM_MAX_TOKENS);
      const run = await runTexts(await session('item-encoder'), tokenizer(), texts, encode, 'items');
      return { vectors: run.numbers, tokenizeMs: run.tokenizeMs, computeMs: run.computeMs };
    },
    score: async (batch) => scoreBatch(await session('ranker'), tokenizer(), batch),
    probe: async () => readProbe(join(folder, modelFile(manifest, 'ranker-probe').file), dimensions),
  };
}

async function scoreBatch(
  session: InferenceSession,
  tokenizer: Tokenizer,
  { queries, queryOf, items }: PackedBatch,
): Promise<Scores> {
  const startedMs = performance.now();
  const sequences = queries.map((query) => tokenizer.encode(query, PACKED_MAX_QUERY_TOKENS));
  const { ids, mask, rows, length } = inOneBatch(sequences);
  const tokenizedMs = performance.now();
  // Rows come shortest query first.
  const placeOf = new Int32Array(queries.length);
  rows.forEach((query, place) => {
    placeOf[query] = place;
  });
  const answer = await session.run({
    query_ids: new Tensor('int32', ids, [queries.length, length]),
    query_mask: new Tensor('int32', mask, [queries.length, length]),
    ...itemTensors(items),
    query_of: new Tensor(
      'int32',
      queryOf.map((query) => placeOf[query] ?? 0),
      [queryOf.length],
    ),
  });
  const scores = floatsOf(answer, 'score', session);
  return {
    objectives: scores.length / Math.max(1, items.size),
    scores,
    tokenizeMs: tokenizedMs - startedMs,
    computeMs: performance.now() - tokenizedMs,
  };
}

function inOneBatch(sequences: readonly Int32Array[]) {
  const [batch] = microBatches(sequences, Number.POSITIVE_INFINITY);
  return batch ?? { ids: new Int32Array(), mask: new Int32Array(), rows: [], length: 0 };
}

function itemTensors({ codes, scales, size, slots, dimensions }: ItemVectors) {
  return {
    items: new Tensor('int8', codes, [size, slots, dimensions]),
    item_scales: new Tensor('float32', scales, [size, slots]),
  };
}

function readProbe(path: string, dimensions: number): PackedProbe {
  const { slots, query, codes, scales, scores } = probeFile.parse(JSON.parse(readFileSync(path, 'utf8')));
  const size = scales.length / slots;
  const items = {
    size,
    slots,
    dimensions,
    codes: Int8Array.from(Buffer.from(codes, 'base64')),
    scales: Float32Array.from(scales),
  };
  return { batch: { queries: [query], queryOf: new Int32Array(size), items }, scores: Float32Array.from(scores) };
}
