/** Runs a model of ONNX Runtime on token sequences: padded batches of similar length in, one row of numbers an item out. */

import { type InferenceSession, Tensor } from 'onnxruntime-node';
import type { Tokenizer } from '../../models/tokenizer.ts';
import { TandemError } from '../../runtime/errors.ts';
import { type MicroBatch, microBatches } from './micro-batches.ts';

/** Padded tokens that are computed at once. */
const MICRO_BATCH_TOKENS = 1_024;

export interface Run {
  /** [items, width], in the order of the items. */
  readonly numbers: Float32Array;
  readonly width: number;
  readonly tokenizeMs: number;
  readonly computeMs: number;
}

export async function runTexts<T>(
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
  return floatsOf(answer, output, session);
}

/** Throws MODEL_INVALID when the model has no such output of 32-bit floats. */
export function floatsOf(
  answer: InferenceSession.OnnxValueMapType,
  output: string,
  session: InferenceSession,
): Float32Array {
  const data = answer[output]?.data;
  if (data instanceof Float32Array) return data;
  throw new TandemError(
    'MODEL_INVALID',
    `expected an output "${output}" of 32-bit floats, the model has ${session.outputNames.join(', ')}`,
  );
}
