/** What a judge has to read of one query: the page that is served, and beside it what keywords and embeddings alone found. */

import type { TandemDocument } from '../../stores/documents.ts';
import { foundBy, type Stage, type StageSettings } from '../stages.ts';
import type { SampledQuery } from './sample.ts';

export interface PooledQuery extends SampledQuery {
  /** Ids of the input file: the page that is served, best first. */
  readonly page: readonly string[];
  /** Each once. */
  readonly documents: readonly TandemDocument[];
}

/** So many of each stage; recall is told within them. */
export const POOL_DEPTH = 20;
/** Others than the ranked page find what it missed: without them recall would always be 1. */
const OTHER_STAGES: readonly Stage[] = ['keyword', 'retrieval'];

type PoolSettings = Omit<StageSettings, 'vertical'>;

/** One query after the other, in the order given. */
export async function poolResults(
  sampled: readonly SampledQuery[],
  settings: PoolSettings,
  onProgress: (queriesDone: number) => void,
): Promise<readonly PooledQuery[]> {
  const pooled: PooledQuery[] = [];
  for (const query of sampled) {
    pooled.push(await poolOf(query, settings));
    onProgress(pooled.length);
  }
  return pooled;
}

async function poolOf(sampled: SampledQuery, settings: PoolSettings): Promise<PooledQuery> {
  const ofVertical = { ...settings, vertical: sampled.vertical };
  const find = async (stage: Stage): Promise<readonly TandemDocument[]> =>
    (await foundBy(stage, sampled.query, ofVertical, POOL_DEPTH)).map(({ document }) => document);
  const page = await find('ranked');
  const others = await Promise.all(OTHER_STAGES.map(find));
  const documents = new Map([...page, ...others.flat()].map((document) => [document.externalId, document]));
  return { ...sampled, page: page.map(({ externalId }) => externalId), documents: [...documents.values()] };
}
