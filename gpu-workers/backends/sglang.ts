/** Scores with SGLang's `/v1/score`: the probability of the token "yes" after query and text. */

import { z } from 'zod';
import { YES_NO_SUFFIX, yesNoPrefix } from '../../models/yes-no-prompt.ts';
import { TandemError } from '../../runtime/errors.ts';
import type { Backend } from './backend.ts';
import { type JsonServer, openJsonServer, type RemoteServer } from './json-server.ts';
import { proveRanking, rankingOnly, type ScoreTexts } from './ranking-only.ts';
import { type AskScores, createSglangPacked, type SglangPackedOptions } from './sglang-packed.ts';

export interface SglangOptions extends RemoteServer {
  /** Items are scored by their vectors then, and texts not at all. */
  readonly packed?: SglangPackedOptions;
  /** Token ids of the labels in the model's vocabulary; the first one is yes. */
  readonly labels?: readonly number[] | undefined;
}

const answer = z.object({ scores: z.array(z.array(z.number())) });
/** Of the labels of one text: the server was asked for a softmax over them. */
const SUM_TOLERANCE = 0.01;
const ADVICE =
  'serve an instruction model that answers yes or no, and set TANDEM_BACKEND_LABELS to the ids of these two tokens in its vocabulary';

/** Throws CONFIG_INVALID without labels, MODEL_INVALID when the server answers a known question wrongly. */
export async function createSglangBackend(options: SglangOptions): Promise<Backend> {
  const labels = labelsOf(options);
  const server = openJsonServer(options);
  const ask: AskScores = (count, body) => askScores(server, options, count, { ...body, label_token_ids: labels });
  const scoreTexts: ScoreTexts = (query, texts) =>
    ask(texts.length, { query: yesNoPrefix(query), items: texts.map((text) => text + YES_NO_SUFFIX) });
  try {
    const packed = options.packed === undefined ? null : await createSglangPacked(ask, options.packed);
    if (packed === null) await proveRanking(`${options.url}/v1/score`, scoreTexts, ADVICE);
    return { ...rankingOnly('sglang', scoreTexts, server.close), packed };
  } catch (error) {
    await server.close();
    throw error;
  }
}

function labelsOf({ labels = [] }: SglangOptions): readonly number[] {
  if (labels.length >= 2) return labels;
  throw new TandemError(
    'CONFIG_INVALID',
    `TANDEM_BACKEND=sglang needs TANDEM_BACKEND_LABELS, the token ids of yes and no such as 9454,2753; got "${labels.join(',')}"`,
  );
}

async function askScores(
  server: JsonServer,
  { url, model }: SglangOptions,
  count: number,
  body: object,
): Promise<readonly number[]> {
  const named = model === undefined ? body : { model, ...body };
  const said = await server.post('/v1/score', { ...named, apply_softmax: true });
  const parsed = answer.safeParse(said);
  const rows = parsed.success ? parsed.data.scores : [];
  if (rows.length === count && rows.every(isDistribution)) return rows.map((row) => row[0] ?? Number.NaN);
  throw new TandemError(
    'MODEL_INVALID',
    `expected the probabilities of the labels for each of ${count} texts of ${url}/v1/score, got ${JSON.stringify(said)?.slice(0, 200)}; ${ADVICE}`,
  );
}

function isDistribution(row: readonly number[]): boolean {
  const sum = row.reduce((total, p) => total + p, 0);
  return row.length >= 2 && row.every((p) => p >= 0 && p <= 1) && Math.abs(sum - 1) <= SUM_TOLERANCE;
}
