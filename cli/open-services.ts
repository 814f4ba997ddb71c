/** Opens everything a search works with: stores, facts, models, worker pools and the newest index. */

import { createPools } from '../gpu-workers/create-pools.ts';
import { bootstrapDemo } from '../ingest/bootstrap-demo.ts';
import { readManifest, verifiedModelPath } from '../models/manifest.ts';
import { foldText } from '../models/text.ts';
import { systemClock } from '../runtime/clock.ts';
import type { Config } from '../runtime/config.ts';
import { createSigner } from '../runtime/ids.ts';
import { signingSecret } from '../runtime/secret.ts';
import { createLogger, createMetrics } from '../runtime/telemetry.ts';
import type { SearchServices } from '../search/context.ts';
import { createSearchMemory } from '../search/memory.ts';
import { warmUp } from '../search/warm-up.ts';
import { createCachedDocuments } from '../stores/documents-cached.ts';
import { createLmdbDocuments } from '../stores/documents-lmdb.ts';
import { loadFacts } from '../stores/facts-files.ts';
import { createIndexStore } from '../stores/index-store.ts';
import { openLmdb } from '../stores/open-lmdb.ts';
import { createCachedScores } from '../stores/scores-cached.ts';
import { createLmdbScores } from '../stores/scores-lmdb.ts';
import { createMemoryScores } from '../stores/scores-memory.ts';
import { createLmdbSearchRecords } from '../stores/search-records-lmdb.ts';

const MEGABYTE = 1024 * 1024;
const DOCUMENT_CACHE_BYTES = 48 * MEGABYTE;
const SCORE_TTL_MS = 7 * 24 * 60 * 60 * 1_000;
const MAX_STORED_SCORES = 5_000_000;

export interface OpenServices {
  readonly services: SearchServices;
  /** Loads versions that another process published; searches switch when the workers have them. */
  readonly refresh: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/**
 * Refuses a model file with a wrong checksum. An empty data directory gets the demo documents when `withDemo`.
 * Resolves when the index is loaded; workers may still be warming.
 */
export async function openServices(config: Config, withDemo: boolean): Promise<OpenServices> {
  const dataDir = config.TANDEM_DATA_DIR;
  const logger = createLogger(config.TANDEM_LOG_LEVEL);
  const metrics = createMetrics();
  const manifest = readManifest();
  if (config.TANDEM_BACKEND === 'onnx')
    await Promise.all(manifest.files.map((file) => verifiedModelPath(manifest, file.name)));
  const environment = openLmdb(dataDir);
  const lifetime = { ttlMs: SCORE_TTL_MS, jitter: Math.random, clock: systemClock };
  const documents = createCachedDocuments(createLmdbDocuments(environment), DOCUMENT_CACHE_BYTES);
  const searchRecords = createLmdbSearchRecords(environment, systemClock);
  const scores = createCachedScores(
    createMemoryScores({ ...lifetime, maxBytes: config.TANDEM_SCORE_CACHE_MB * MEGABYTE }),
    createLmdbScores(environment, { ...lifetime, maxEntries: MAX_STORED_SCORES }),
  );
  const facts = loadFacts(foldText);
  if (withDemo) await bootstrapDemo(dataDir, documents);
  const indexes = createIndexStore(dataDir);
  const pools = await createPools({ config, metrics, logger, clock: systemClock, dataDir });
  const close = async (): Promise<void> => {
    await pools.close();
    await Promise.all([indexes.close(), documents.close(), searchRecords.close(), scores.close()]);
    await environment.close();
  };
  const signer = createSigner(signingSecret(dataDir, config.TANDEM_SECRET));
  const memory = createSearchMemory();
  const services = {
    pools,
    manifest,
    indexes,
    documents,
    searchRecords,
    scores,
    facts,
    signer,
    clock: systemClock,
    metrics,
    logger,
    memory,
  };
  const refresh = (): Promise<void> =>
    indexes.refresh(async (snapshot) => {
      warmUp(snapshot, services);
      await pools.prepareIndex(snapshot.vertical, snapshot.version);
    });
  await refresh();
  return { services, refresh, close };
}
