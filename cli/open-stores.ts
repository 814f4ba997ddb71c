/** Opens what is kept: lmdb and index files of the data directory, and Redis before them when several servers share one. */

import { systemClock } from '../runtime/clock.ts';
import type { Config } from '../runtime/config.ts';
import type { SearchServices } from '../search/context.ts';
import { createCachedDocuments } from '../stores/documents-cached.ts';
import { createLmdbDocuments } from '../stores/documents-lmdb.ts';
import { createFeedQueue } from '../stores/feed-queue.ts';
import { createIndexStore } from '../stores/index-store.ts';
import { openLmdb } from '../stores/open-lmdb.ts';
import { openRedis } from '../stores/open-redis.ts';
import type { RowStore } from '../stores/rows.ts';
import { createFallbackRows, createWholeRows } from '../stores/rows-fallback.ts';
import { createLmdbRows } from '../stores/rows-lmdb.ts';
import { createRedisRows } from '../stores/rows-redis.ts';
import type { ScoreStore } from '../stores/scores.ts';
import { createCachedScores } from '../stores/scores-cached.ts';
import { createLmdbScores } from '../stores/scores-lmdb.ts';
import { createMemoryScores } from '../stores/scores-memory.ts';
import { createOptionalScores } from '../stores/scores-optional.ts';
import { createRedisScores } from '../stores/scores-redis.ts';
import type { SearchRecordStore } from '../stores/search-records.ts';
import { createFallbackSearchRecords } from '../stores/search-records-fallback.ts';
import { createLmdbSearchRecords } from '../stores/search-records-lmdb.ts';
import { createRedisSearchRecords } from '../stores/search-records-redis.ts';
import type { TwinTextStore } from '../stores/twin-texts.ts';
import { createCachedTwinTexts } from '../stores/twin-texts-cached.ts';
import { createMemoryTwinTexts } from '../stores/twin-texts-memory.ts';
import { createRedisTwinTexts } from '../stores/twin-texts-redis.ts';

const MEGABYTE = 1024 * 1024;
const DOCUMENT_CACHE_BYTES = 48 * MEGABYTE;
const SCORE_LIFETIME = { ttlMs: 7 * 24 * 60 * 60 * 1_000, jitter: Math.random, clock: systemClock };
/** Scores outlive it, so a text that is found is found with them. */
const TWIN_TEXT_LIFETIME = { ...SCORE_LIFETIME, ttlMs: 24 * 60 * 60 * 1_000 };
const MAX_STORED_SCORES = 5_000_000;

type Stores = Pick<
  SearchServices,
  'documents' | 'searchRecords' | 'scores' | 'indexes' | 'rows' | 'twinTexts' | 'feedQueue'
> & {
  /** Of keys, the one that several servers share first; each is asked by itself, so that one that is away is noticed. */
  readonly keyStores: readonly RowStore[];
  /** The rows for work that fails, rather than go by a part of them, while Redis is away. */
  readonly wholeRows: RowStore;
  readonly close: () => Promise<void>;
};

type Watchers = Pick<SearchServices, 'metrics' | 'logger'>;

export function openStores(config: Config, watchers: Watchers): Stores {
  const environment = openLmdb(config.TANDEM_DATA_DIR);
  const documents = createCachedDocuments(createLmdbDocuments(environment), DOCUMENT_CACHE_BYTES);
  const indexes = createIndexStore(config.TANDEM_DATA_DIR);
  const shared = shareInRedis(
    {
      scores: createLmdbScores(environment, { ...SCORE_LIFETIME, maxEntries: MAX_STORED_SCORES }),
      searchRecords: createLmdbSearchRecords(environment, systemClock),
      rows: createLmdbRows(environment),
      twinTexts: createMemoryTwinTexts({
        ...TWIN_TEXT_LIFETIME,
        maxBytes: Math.max(1, config.TANDEM_SEMANTIC_CACHE_MB) * MEGABYTE,
      }),
    },
    config.REDIS_URL,
    watchers,
  );
  const near = createMemoryScores({ ...SCORE_LIFETIME, maxBytes: config.TANDEM_SCORE_CACHE_MB * MEGABYTE });
  const scores = createCachedScores(near, shared.scores);
  const { searchRecords, rows, keyStores, wholeRows } = shared;
  const feedQueue = createFeedQueue(config.TANDEM_DATA_DIR);
  const twinTexts = config.TANDEM_SEMANTIC_CACHE_MB === 0 ? null : shared.twinTexts;
  const close = async (): Promise<void> => {
    // What Redis did not take goes to lmdb.
    await shared.disconnect();
    await Promise.all(
      [indexes, documents, searchRecords, scores, rows, shared.twinTexts].map((store) => store.close()),
    );
    await environment.close();
  };
  return { documents, searchRecords, scores, indexes, rows, twinTexts, feedQueue, keyStores, wholeRows, close };
}

interface Shareable {
  readonly scores: ScoreStore;
  readonly searchRecords: SearchRecordStore;
  readonly rows: RowStore;
  readonly twinTexts: TwinTextStore;
}

/** Decision 11 says why lmdb stays behind Redis. */
function shareInRedis(
  local: Shareable,
  url: string | undefined,
  watchers: Watchers,
): Shareable & Pick<Stores, 'keyStores' | 'wholeRows'> & { readonly disconnect: () => Promise<void> } {
  const { rows } = local;
  if (url === undefined) return { ...local, keyStores: [rows], wholeRows: rows, disconnect: async () => undefined };
  const redis = openRedis({ url, ...watchers });
  const sharedRows = createRedisRows(redis, watchers.logger);
  const scores = createOptionalScores(createRedisScores(redis, SCORE_LIFETIME));
  const searchRecords = createRedisSearchRecords(redis, systemClock, watchers.logger);
  return {
    scores: createCachedScores(scores, local.scores),
    searchRecords: createFallbackSearchRecords(searchRecords, local.searchRecords),
    rows: createFallbackRows(sharedRows, rows),
    twinTexts: createCachedTwinTexts(local.twinTexts, createRedisTwinTexts(redis, TWIN_TEXT_LIFETIME)),
    keyStores: [sharedRows, rows],
    wholeRows: createWholeRows(sharedRows, rows),
    disconnect: redis.close,
  };
}
