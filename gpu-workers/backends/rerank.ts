/** Scores texts with a reranking server, whichever of the dialects of `/rerank` it speaks. */

import { z } from 'zod';
import { type ErrorCode, TandemError } from '../../runtime/errors.ts';
import type { Backend } from './backend.ts';
import { type JsonServer, openJsonServer, type RemoteServer } from './json-server.ts';
import { proveRanking, rankingOnly, type ScoreTexts } from './ranking-only.ts';

interface Dialect {
  readonly path: string;
  readonly body: (query: string, texts: readonly string[], model: string | undefined) => object;
  /** Texts that one request may have. */
  readonly maxTexts: (server: JsonServer) => Promise<number>;
}

/** Where TEI does not say its limit: its default. */
const TEI_MAX_TEXTS = 32;
/** The answers need no dialect: a list with scores by index, bare or under `results`, sorted or not. */
const DIALECTS: readonly Dialect[] = [
  {
    // Cohere, vLLM, SGLang, llama-server.
    path: '/v1/rerank',
    body: (query, documents, model) => ({ ...(model === undefined ? {} : { model }), query, documents }),
    maxTexts: async () => Number.POSITIVE_INFINITY,
  },
  {
    // Text Embeddings Inference, which has one model.
    path: '/rerank',
    body: (query, texts) => ({ query, texts, raw_scores: false, truncate: true }),
    maxTexts: async (server) => info.catch({}).parse(await server.get('/info')).max_client_batch_size ?? TEI_MAX_TEXTS,
  },
];
const info = z.object({ max_client_batch_size: z.number().int().positive().optional() });
const scored = z.object({
  index: z.number().int().nonnegative(),
  relevance_score: z.number().optional(),
  score: z.number().optional(),
});
const answer = z.union([z.array(scored), z.object({ results: z.array(scored) }).transform(({ results }) => results)]);

/** They say that the server speaks another dialect; any other error would meet the next one too. */
const OTHER_DIALECT: readonly ErrorCode[] = ['BAD_USER_INPUT', 'MODEL_INVALID'];
const ADVICE =
  'start the server with a reranking model and the prompt template that the model was trained with: without it, it answers numbers that mean nothing';

/** Finds the dialect with a question whose answer is known. Throws MODEL_INVALID when none fits or the answer is wrong. */
export async function createRerankBackend(remote: RemoteServer): Promise<Backend> {
  const server = openJsonServer(remote);
  try {
    const scoreTexts = await openRanker(server, remote);
    return rankingOnly('rerank', scoreTexts, server.close);
  } catch (error) {
    await server.close();
    throw error;
  }
}

async function openRanker(server: JsonServer, { url, model }: RemoteServer): Promise<ScoreTexts> {
  const refusals: string[] = [];
  for (const { path, body, maxTexts } of DIALECTS) {
    const ask: ScoreTexts = async (query, texts) =>
      scoresFrom(url + path, await server.post(path, body(query, texts, model)), texts.length);
    try {
      await ask('night nurse', ['Night nurse at a hospital']);
    } catch (error) {
      if (!(error instanceof TandemError) || !OTHER_DIALECT.includes(error.code)) throw error;
      refusals.push(error.message);
      continue;
    }
    const known = await proveRanking(url + path, ask, ADVICE);
    return inChunks(asProbabilities(url + path, ask, known), await maxTexts(server));
  }
  throw new TandemError('MODEL_INVALID', `${url} speaks no dialect of rerank: ${refusals.join('; ')}`);
}

/** In the order of the texts. */
function scoresFrom(who: string, said: unknown, count: number): readonly number[] {
  const parsed = answer.safeParse(said);
  const results = parsed.success ? parsed.data : [];
  const byIndex = new Map(results.map((result) => [result.index, result.relevance_score ?? result.score]));
  const scores = Array.from({ length: count }, (_, index) => byIndex.get(index) ?? Number.NaN);
  if (results.length === count && scores.every(Number.isFinite)) return scores;
  throw new TandemError(
    'MODEL_INVALID',
    `expected one finite score for each of ${count} texts of ${who}, got ${JSON.stringify(said)?.slice(0, 200)}`,
  );
}

const isProbability = (score: number): boolean => score >= 0 && score <= 1;

/** A server whose known answers are no probabilities answers logits, always. */
function asProbabilities(who: string, ask: ScoreTexts, known: readonly number[]): ScoreTexts {
  if (!known.every(isProbability))
    return async (query, texts) => (await ask(query, texts)).map((logit) => 1 / (1 + Math.exp(-logit)));
  return async (query, texts) => {
    const scores = await ask(query, texts);
    const wrong = scores.find((score) => !isProbability(score));
    if (wrong === undefined) return scores;
    throw new TandemError('MODEL_INVALID', `expected scores of 0 to 1 of ${who}, as at the start, got ${wrong}`);
  };
}

function inChunks(ask: ScoreTexts, maxTexts: number): ScoreTexts {
  return async (query, texts) => {
    const scores: number[] = [];
    for (let at = 0; at < texts.length; at += maxTexts)
      scores.push(...(await ask(query, texts.slice(at, at + maxTexts))));
    return scores;
  };
}
