/** Runs the understanding model with ONNX Runtime: texts in padded batches, a reading each. */

import { type InferenceSession, Tensor } from 'onnxruntime-node';
import type { Tokenizer } from '../../models/tokenizer.ts';
import { type EncodedText, readingOf, type TextReading } from '../../models/understanding.ts';
import { TandemError } from '../../runtime/errors.ts';
import type { Readings } from './backend.ts';
import { type MicroBatch, microBatches } from './micro-batches.ts';

/** Padded tokens that are computed at once. */
const MICRO_BATCH_TOKENS = 1_024;

export async function understandTexts(
  session: InferenceSession,
  tokenizer: Tokenizer,
  texts: readonly string[],
): Promise<Readings> {
  const startedMs = performance.now();
  const encoded = texts.map((text) => tokenizer.encodePieces(text));
  const batches = microBatches(
    encoded.map(({ ids }) => ids),
    MICRO_BATCH_TOKENS,
  );
  const tokenizedMs = performance.now();
  const readings: TextReading[] = [];
  for (const batch of batches) await readBatch(session, batch, encoded, readings);
  return { readings, tokenizeMs: tokenizedMs - startedMs, computeMs: performance.now() - tokenizedMs };
}

async function readBatch(
  session: InferenceSession,
  batch: MicroBatch,
  encoded: readonly EncodedText[],
  readings: TextReading[],
): Promise<void> {
  const shape = [batch.rows.length, batch.length];
  const answer = await session.run({
    input_ids: new Tensor('int32', batch.ids, shape),
    attention_mask: new Tensor('int32', batch.mask, shape),
  });
  const rowsOf = (name: string): ((at: number) => Float32Array) => {
    const data = answer[name]?.data;
    if (!(data instanceof Float32Array)) throw unusable(session, name);
    const width = data.length / batch.rows.length;
    return (at) => data.subarray(at * width, (at + 1) * width);
  };
  const [heads, tags, negated] = [rowsOf('heads'), rowsOf('tags'), rowsOf('negated')];
  batch.rows.forEach((row, at) => {
    const own = encoded[row];
    if (own) readings[row] = readingOf(own, { heads: heads(at), tags: tags(at), negated: negated(at) });
  });
}

function unusable(session: InferenceSession, name: string): TandemError {
  const got = session.outputNames.join(', ');
  return new TandemError('MODEL_INVALID', `expected an output "${name}" of 32-bit floats, the model has ${got}`);
}
