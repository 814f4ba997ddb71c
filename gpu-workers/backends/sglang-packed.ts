/** SGLang as packed ranker: item vectors take the place of a token of the prompt, so that no text of a document is read. */

import { YES_NO_SUFFIX, yesNoPrefix } from '../../models/yes-no-prompt.ts';
import { type ItemVectors, packItem, unpackItems } from '../../stores/item-vectors.ts';
import type { PackedBatch, PackedRanker } from './packed.ts';
import { proveRanking, type ScoreTexts } from './ranking-only.ts';

/** p_yes of each item for one request of `/v1/score` without its labels. */
export type AskScores = (count: number, body: object) => Promise<readonly number[]>;

export interface SglangPackedOptions {
  /** Makes the items; its vectors are as wide as the model's. */
  readonly local: PackedRanker;
  /** A token that no text has; vectors are put in its place. */
  readonly itemToken: number;
  /** Ids in the vocabulary of the model, without special tokens of its own. */
  readonly tokenIds: (text: string) => readonly number[];
}

const ADVICE =
  'serve the ranker that was trained with the item encoder of models/manifest.json, and name its item token';

/** Throws MODEL_INVALID when the server ranks items with known answers wrongly. */
export async function createSglangPacked(ask: AskScores, options: SglangPackedOptions): Promise<PackedRanker> {
  const { local } = options;
  const scoreItems = async ({ queries, queryOf, items }: PackedBatch): Promise<Float32Array> => {
    const scores = new Float32Array(items.size);
    const scoreOne = async (query: string, place: number): Promise<void> => {
      const rows = [...queryOf.keys()].filter((row) => queryOf[row] === place);
      const found = rows.length === 0 ? [] : await ask(rows.length, itemsBody(query, items, rows, options));
      for (const [at, row] of rows.entries()) scores[row] = found[at] ?? Number.NaN;
    };
    await Promise.all(queries.map(scoreOne));
    return scores;
  };
  const scoreTexts: ScoreTexts = async (query, texts) => {
    const width = local.slots * local.dimensions;
    const { vectors } = await local.encode(texts);
    const packed = texts.map((_, at) => packItem(vectors.subarray(at * width, (at + 1) * width), local));
    const items = unpackItems(Buffer.concat(packed), local);
    return [...(await scoreItems({ queries: [query], queryOf: new Int32Array(texts.length), items }))];
  };
  await proveRanking('the packed form of /v1/score', scoreTexts, ADVICE);
  return {
    ...local,
    score: async (batch) => {
      const startedMs = performance.now();
      const scores = await scoreItems(batch);
      return { objectives: 1, scores, tokenizeMs: 0, computeMs: performance.now() - startedMs };
    },
    probe: async () => null,
  };
}

/** One vector for each item token, which stand where the text of the document would. */
function itemsBody(
  query: string,
  items: ItemVectors,
  rows: readonly number[],
  { itemToken, tokenIds }: SglangPackedOptions,
): object {
  const item = [...new Array<number>(items.slots).fill(itemToken), ...tokenIds(YES_NO_SUFFIX)];
  return {
    query: tokenIds(yesNoPrefix(query)),
    items: rows.map(() => item),
    embed_override_token_id: itemToken,
    item_embed_overrides: rows.map((row) => vectorsOf(items, row)),
  };
}

/** [slots][dimensions] */
function vectorsOf({ codes, scales, slots, dimensions }: ItemVectors, row: number): readonly (readonly number[])[] {
  return Array.from({ length: slots }, (_, slot) => {
    const at = row * slots + slot;
    return Array.from(codes.subarray(at * dimensions, (at + 1) * dimensions), (code) => code * (scales[at] ?? 0));
  });
}
