/** Opens the local judge: the model "judge" of models/manifest.json, run in this process by ONNX Runtime. */

import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { GRADES } from '../evaluation/agreement.ts';
import type { Judge, JudgeInput } from '../evaluation/judge/judge.ts';
import { createPolicyTeacher } from '../evaluation/judge/policy-teacher.ts';
import { type MicroBatch, microBatches } from '../gpu-workers/backends/micro-batches.ts';
import { MODELS_FOLDER, modelFile, readManifest, verifiedModelPath } from '../models/manifest.ts';
import { RANKER_MAX_QUERY_TOKENS } from '../models/templates.ts';
import { loadTokenizer, type Tokenizer } from '../models/tokenizer.ts';
import { TandemError } from '../runtime/errors.ts';

const MODEL = 'judge';
const BATCH_SIZE = 32;
/** Padded tokens that are computed at once. */
const MICRO_BATCH_TOKENS = 2_048;

/** Throws MODEL_INVALID when the manifest has no such model, or its file is missing, changed or not a judge. */
export async function openPolicyJudge(folder: string = MODELS_FOLDER): Promise<Judge> {
  const manifest = readManifest(folder);
  if (!manifest.files.some(({ name }) => name === MODEL)) throw missingModel(folder);
  const { version, maxTokens } = modelFile(manifest, MODEL);
  if (maxTokens === undefined)
    throw new TandemError(
      'MODEL_INVALID',
      `expected "maxTokens" of "${MODEL}" in ${join(folder, 'manifest.json')}, got none`,
    );
  const path = await verifiedModelPath(manifest, MODEL, folder);
  const session = await InferenceSession.create(path, {
    intraOpNumThreads: availableParallelism(),
    logSeverityLevel: 3,
  });
  const tokenizer = loadTokenizer(join(folder, 'minilm'));
  return createPolicyTeacher({
    version,
    batchSize: BATCH_SIZE,
    score: (inputs) =>
      score(
        session,
        inputs.map((input) => encode(input, tokenizer, maxTokens)),
      ),
  });
}

function missingModel(folder: string): TandemError {
  return new TandemError(
    'MODEL_INVALID',
    `expected a model "${MODEL}" in ${join(folder, 'manifest.json')}, got none: it is the policy teacher, an ONNX graph of input_ids, attention_mask, token_type_ids [n,t] to grade probabilities [n,5]; train and export it (training/README.md), or take --judge openai`,
  );
}

interface Encoded {
  readonly ids: Int32Array;
  /** Tokens up to and with the first separator; the document's come after them. */
  readonly queryLength: number;
}

function encode({ query, document }: JudgeInput, tokenizer: Tokenizer, maxTokens: number): Encoded {
  return {
    ids: tokenizer.encodePair(query, document, maxTokens, RANKER_MAX_QUERY_TOKENS),
    queryLength: tokenizer.encode(query, RANKER_MAX_QUERY_TOKENS + 2).length,
  };
}

/** Probabilities [items, 5] in the order of the items. */
async function score(session: InferenceSession, items: readonly Encoded[]): Promise<Float32Array> {
  const probabilities = new Float32Array(items.length * GRADES.length);
  for (const batch of microBatches(
    items.map(({ ids }) => ids),
    MICRO_BATCH_TOKENS,
  )) {
    const computed = await runBatch(session, batch, items);
    for (const [at, row] of batch.rows.entries()) {
      probabilities.set(computed.subarray(at * GRADES.length, (at + 1) * GRADES.length), row * GRADES.length);
    }
  }
  return probabilities;
}

async function runBatch(
  session: InferenceSession,
  batch: MicroBatch,
  items: readonly Encoded[],
): Promise<Float32Array> {
  const inputs = { input_ids: batch.ids, attention_mask: batch.mask, token_type_ids: tokenTypes(batch, items) };
  const shape = [batch.rows.length, batch.length];
  const feeds = Object.entries(inputs).filter(([name]) => session.inputNames.includes(name));
  const answer = await session.run(
    Object.fromEntries(feeds.map(([name, data]) => [name, tensorOf(session, name, data, shape)])),
  );
  const [output = ''] = session.outputNames;
  const tensor = answer[output];
  if (tensor?.data instanceof Float32Array && tensor.data.length === batch.rows.length * GRADES.length)
    return tensor.data;
  throw new TandemError(
    'MODEL_INVALID',
    `expected grade probabilities FP32 [${batch.rows.length},${GRADES.length}] of the model "${MODEL}", got ${output} ${tensor?.type} [${tensor?.dims.join(',')}]`,
  );
}

/** [rows, length]: 1 for tokens of the document, 0 for the query and for padding. */
function tokenTypes({ rows, length, mask }: MicroBatch, items: readonly Encoded[]): Int32Array {
  return mask.map((isToken, at) => {
    const item = items[rows[Math.floor(at / length)] ?? -1];
    return isToken === 1 && at % length >= (item?.queryLength ?? 0) ? 1 : 0;
  });
}

/** Exporters differ in the width of token ids; the graph says which it takes. */
function tensorOf(session: InferenceSession, name: string, data: Int32Array, shape: readonly number[]): Tensor {
  const input = session.inputMetadata.find((one) => one.name === name);
  return input?.isTensor && input.type === 'int64'
    ? new Tensor('int64', BigInt64Array.from(data, BigInt), shape)
    : new Tensor('int32', data, shape);
}
