/** The backend that runs our models with ONNX Runtime on the CPU. */

import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { vectorCodes } from '../../models/index-graph.ts';
import { type Manifest, MODELS_FOLDER, modelFile, readManifest, verifiedModelPath } from '../../models/manifest.ts';
import { ENCODER_MAX_TOKENS, RANKER_MAX_QUERY_TOKENS, RANKER_MAX_TOKENS } from '../../models/templates.ts';
import { loadTokenizer, type Tokenizer } from '../../models/tokenizer.ts';
import { TandemError } from '../../runtime/errors.ts';
import type { Backend, Matrix, NearestRows } from './backend.ts';
import { type MicroBatch, microBatches } from './micro-batches.ts';
import { understandTexts } from './onnx-understanding.ts';

export interface OnnxOptions {
  /** Threads that compute inside one operator. */
  readonly threads: number;
  readonly modelsFolder?: string;
}

/** Padded tokens that are computed at once. */
const MICRO_BATCH_TOKENS = 1_024;

/** Sessions are opened by their first use, so that a worker holds only the models of its pool. */
export function createOnnxBackend(options: OnnxOptions): Backend {
  const folder = options.modelsFolder ?? MODELS_FOLDER;
  const manifest = readManifest(folder);
  const tokenizer = once(() => loadTokenizer(join(folder, 'minilm')));
  const encoder = once(() => openSession(manifest, 'encoder', folder, options.threads));
  const ranker = once(() => openSession(manifest, 'ranker', folder, options.threads));
  const understanding = once(() => openSession(manifest, 'understanding', folder, options.threads));
  const index = once(() => openSession(manifest, 'index', folder, options.threads));
  const dimensions = modelFile(manifest, 'encoder').dimensions ?? 384;
  return {
    name: 'onnx',
    dimensions,
    embed: async (texts) => {
      const encode = (text: string, with_: Tokenizer): Int32Array => with_.encode(text, ENCODER_MAX_TOKENS);
      const run = await runTexts(await encoder(), tokenizer(), texts, encode, 'embedding');
      return { dimensions, vectors: run.numbers, tokenizeMs: run.tokenizeMs, computeMs: run.computeMs };
    },
    score: async (pairs) => {
      const run = await runTexts(
        await ranker(),
        tokenizer(),
        pairs,
        ({ query, text }, with_) => with_.encodePair(query, text, RANKER_MAX_TOKENS, RANKER_MAX_QUERY_TOKENS),
        'score',
      );
      return { objectives: run.width, scores: run.numbers, tokenizeMs: run.tokenizeMs, computeMs: run.computeMs };
    },
    understand: async (texts) => understandTexts(await understanding(), tokenizer(), texts),
    loadMatrix: async (vectors, size, width) => loadMatrix(await index(), vectors, size, width),
    close: async () => undefined,
  };
}

interface Run {
  /** [items, width], in the order of the items. */
  readonly numbers: Float32Array;
  readonly width: number;
  readonly tokenizeMs: number;
  readonly computeMs: number;
}

async function runTexts<T>(
  session: InferenceSession,
  tokenizer: Tokenizer,
  items: readonly T[],
  encode: (item: T, tokenizer: Tokenizer) => Int32Array,
  output: string,
): Promise<Run> {
  const startedMs = performance.now();
  const sequences = items.map((item) => encode(item, tokenizer));
  const batches = microBatches(sequences, MICRO_BATCH_TOKENS);
  const tokenizedMs = performance.now();
  let width = 0;
  let numbers = new Float32Array();
  for (const batch of batches) {
    const computed = await runBatch(session, batch, output);
    width = computed.length / batch.rows.length;
    if (numbers.length === 0) numbers = new Float32Array(items.length * width);
    for (const [at, row] of batch.rows.entries())
      numbers.set(computed.subarray(at * width, (at + 1) * width), row * width);
  }
  return { numbers, width, tokenizeMs: tokenizedMs - startedMs, computeMs: performance.now() - tokenizedMs };
}

async function runBatch(session: InferenceSession, batch: MicroBatch, output: string): Promise<Float32Array> {
  const shape = [batch.rows.length, batch.length];
  const answer = await session.run({
    input_ids: new Tensor('int32', batch.ids, shape),
    attention_mask: new Tensor('int32', batch.mask, shape),
  });
  const data = answer[output]?.data;
  if (data instanceof Float32Array) return data;
  throw new TandemError(
    'MODEL_INVALID',
    `expected an output "${output}" of 32-bit floats, the model has ${session.outputNames.join(', ')}`,
  );
}

/** The 8-bit codes and the exact vectors are made once; each search passes them by reference. */
function loadMatrix(session: InferenceSession, vectors: Float32Array, size: number, dimensions: number): Matrix {
  const codes = new Tensor('uint8', vectorCodes(vectors), [size, dimensions]);
  const exact = new Tensor('float32', vectors, [size, dimensions]);
  const everything = new Uint8Array(size).fill(1);
  return {
    size,
    dimensions,
    nearest: async (queries, k, mask) => {
      const { id, score } = await session.run({
        query: new Tensor('float32', queries, [queries.length / dimensions, dimensions]),
        codes,
        vectors: exact,
        live: new Tensor('uint8', mask ?? everything, [1, size]),
        k: new Tensor('int64', BigInt64Array.of(BigInt(k)), [1]),
      });
      return nearestFrom(id?.data, score?.data);
    },
  };
}

function nearestFrom(id: unknown, score: unknown): NearestRows {
  if (id instanceof BigInt64Array && score instanceof Float32Array)
    return { rows: Int32Array.from(id, Number), cosines: score };
  throw new TandemError('MODEL_INVALID', 'expected outputs "id" INT64 and "score" FP32 of models/index.onnx');
}

async function openSession(
  manifest: Manifest,
  name: string,
  folder: string,
  threads: number,
): Promise<InferenceSession> {
  const path = await verifiedModelPath(manifest, name, folder);
  return InferenceSession.create(path, {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    // Two pools share the cores: a thread that spins for its next operator takes time from the other pool.
    extra: { session: { intra_op: { allow_spinning: '0' } } },
    logSeverityLevel: 3,
  });
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
