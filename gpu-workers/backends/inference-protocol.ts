/** The backend whose models run on a server of Open Inference Protocol v2, such as Triton: texts go there, numbers come back. */

import { z } from 'zod';
import type { TextReading } from '../../models/understanding.ts';
import { TandemError } from '../../runtime/errors.ts';
import { answerError } from '../answer-error.ts';
import { distinctQueries } from '../distinct-queries.ts';
import type { TextRole } from '../pools.ts';
import type { InferResponse, NamedTensors } from '../protocol.ts';
import { fp32, int8, int32, strings } from '../tensors.ts';
import { connectWorker, type WorkerClient } from '../worker-client.ts';
import type { BackendTimes, Scores } from './answers.ts';
import type { Backend, Embeddings, Pair, Readings } from './backend.ts';
import { floatOutput, probabilities, widthOf } from './checked-numbers.ts';
import type { PackedRanker } from './packed.ts';

/** As long as a batch of the pool may take. */
const TIMEOUT_MS = 10_000;

const tensors = z.array(z.object({ name: z.string(), shape: z.array(z.number()) }));
const metadata = z.object({ inputs: tensors.default([]), outputs: tensors.default([]) });
type Metadata = z.infer<typeof metadata>;
const MODELS = ['encoder', 'item-encoder', 'ranker', 'understanding'] as const;
/** What the server says of each model; null for one that it lacks. */
type ServerModels = Readonly<Record<(typeof MODELS)[number], Metadata | null>>;
const probabilityOf = z.record(z.string(), z.number());
const reading: z.ZodType<TextReading> = z.object({
  intents: probabilityOf,
  routes: probabilityOf,
  safeties: probabilityOf,
  categories: probabilityOf,
  conditions: probabilityOf,
  roles: probabilityOf.exactOptional(),
  spans: z.array(
    z.object({
      field: z.string(),
      start: z.number(),
      end: z.number(),
      confidence: z.number(),
      isNegated: z.boolean(),
    }),
  ),
});

type Infer = (model: string, inputs: NamedTensors) => Promise<InferResponse & BackendTimes>;

/**
 * Asks the server which models it has; what it lacks runs on `local`, and vectors of documents stay there in any case.
 * Throws WORKER_UNAVAILABLE when nothing answers, MODEL_INVALID when it has none of the models or one of another shape.
 */
export async function createInferenceProtocolBackend(url: string, local: Backend): Promise<Backend> {
  const client = connectWorker(url, url);
  const infer: Infer = async (model, inputs) => {
    const startedMs = performance.now();
    const answer = await client.infer({ model, inputs, parameters: {} }, AbortSignal.timeout(TIMEOUT_MS));
    return { ...answer, tokenizeMs: 0, computeMs: performance.now() - startedMs };
  };
  const models = await modelsAt(url, client);
  requireShape(url, models.encoder, 'embedding', [local.dimensions]);
  return {
    ...local,
    name: 'inference-protocol',
    ...(models.encoder === null ? {} : { embed: (texts, roles) => embedTexts(url, infer, texts, roles) }),
    ...(models.ranker === null ? {} : { score: (pairs) => scorePairs(url, infer, pairs) }),
    ...(models.understanding === null ? {} : { understand: (texts) => readTexts(url, infer, texts) }),
    packed: local.packed === null ? null : packedAt(url, infer, models, local.packed),
    close: async () => {
      client.close();
      await local.close();
    },
  };
}

async function embedTexts(
  url: string,
  infer: Infer,
  texts: readonly string[],
  roles: readonly TextRole[],
): Promise<Embeddings> {
  const { outputs, tokenizeMs, computeMs } = await infer('encoder', { text: strings(texts), role: strings(roles) });
  const vectors = floatOutput(url, outputs, 'embedding');
  return { dimensions: widthOf(url, 'embedding', vectors, texts.length), vectors, tokenizeMs, computeMs };
}

async function readTexts(url: string, infer: Infer, texts: readonly string[]): Promise<Readings> {
  const { outputs, tokenizeMs, computeMs } = await infer('understanding', { text: strings(texts) });
  return { readings: readingsOf(url, outputs, texts.length), tokenizeMs, computeMs };
}

async function scorePairs(url: string, infer: Infer, pairs: readonly Pair[]): Promise<Scores> {
  const { queries, queryOf } = distinctQueries(pairs);
  return scoresOf(url, infer, pairs.length, {
    query: strings(queries),
    query_of: int32([pairs.length], queryOf),
    text: strings(pairs.map(({ text }) => text)),
  });
}

async function scoresOf(url: string, infer: Infer, items: number, inputs: NamedTensors): Promise<Scores> {
  const { outputs, tokenizeMs, computeMs } = await infer('ranker', inputs);
  const scores = probabilities(url, floatOutput(url, outputs, 'score'));
  return { objectives: widthOf(url, 'score', scores, items), scores, tokenizeMs, computeMs };
}

/** Items are read there when the ranker there takes item vectors, which are sent along. */
function packedAt(url: string, infer: Infer, models: ServerModels, local: PackedRanker): PackedRanker {
  const { slots, dimensions } = local;
  requireShape(url, models['item-encoder'], 'items', [slots, dimensions]);
  const takesItems = models.ranker?.inputs.some(({ name }) => name === 'item') ?? false;
  const encode: PackedRanker['encode'] = async (texts) => {
    const { outputs, tokenizeMs, computeMs } = await infer('item-encoder', { text: strings(texts) });
    const vectors = floatOutput(url, outputs, 'items');
    widthOf(url, 'items', vectors, texts.length);
    return { vectors, tokenizeMs, computeMs };
  };
  const score: PackedRanker['score'] = ({ queries, queryOf, items: { size, codes, scales } }) =>
    scoresOf(url, infer, size, {
      query: strings(queries),
      query_of: int32([size], queryOf),
      item: int8([size, slots, dimensions], codes),
      item_scale: fp32([size, slots], scales),
    });
  return { ...local, ...(models['item-encoder'] === null ? {} : { encode }), ...(takesItems ? { score } : {}) };
}

async function modelsAt(url: string, client: WorkerClient): Promise<ServerModels> {
  const found = await Promise.all(MODELS.map((name) => metadataOf(url, client, name)));
  if (found.every((model) => model === null))
    throw new TandemError(
      'MODEL_INVALID',
      `expected one of the models ${MODELS.join(', ')} at ${url}, got none of them`,
    );
  const [encoder = null, itemEncoder = null, ranker = null, understanding = null] = found;
  return { encoder, 'item-encoder': itemEncoder, ranker, understanding };
}

/** Null when the server has no such model. */
async function metadataOf(url: string, client: WorkerClient, model: string): Promise<Metadata | null> {
  const { status, body } = await client.look(`/v2/models/${model}`, AbortSignal.timeout(TIMEOUT_MS));
  // The protocol says 404; Triton says 400 for a model that it has never seen.
  if (status === 404 || (status === 400 && /unknown model/i.test(body.toString()))) return null;
  if (status !== 200) throw answerError(`worker ${url}`, status, body);
  return metadata.parse(JSON.parse(body.toString()));
}

/** Vectors of another width belong to another model than the index was made with. */
function requireShape(url: string, model: Metadata | null, output: string, expected: readonly number[]): void {
  const shape = model?.outputs.find(({ name }) => name === output)?.shape;
  // A server may leave sizes open, or say nothing of its outputs.
  const differs =
    shape !== undefined && expected.some((size, axis) => ![size, -1].includes(shape[axis + 1] ?? Number.NaN));
  if (!differs) return;
  throw new TandemError(
    'MODEL_INVALID',
    `expected "${output}" [-1, ${expected.join(', ')}] at ${url}, got [${shape.join(', ')}]; serve the models of models/manifest.json`,
  );
}

function readingsOf(url: string, outputs: NamedTensors, count: number): readonly TextReading[] {
  const texts = outputs.reading?.datatype === 'BYTES' ? outputs.reading.data : [];
  try {
    const readings = texts.map((text) => reading.parse(JSON.parse(text)));
    if (readings.length === count) return readings;
    throw new Error(`${readings.length} of them for ${count} texts`);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TandemError('MODEL_INVALID', `expected readings as JSON of ${url}, got ${reason}`, {}, cause);
  }
}
