/** Opens everything a search works with: stores, facts, models, worker pools and the newest index. */

import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { createPools } from '../gpu-workers/create-pools.ts';
import { bootstrapDemo } from '../ingest/bootstrap-demo.ts';
import { readManifest, verifiedModelPath } from '../models/manifest.ts';
import { foldText } from '../models/text.ts';
import { completionsUrl } from '../runtime/chat-completions.ts';
import { systemClock } from '../runtime/clock.ts';
import type { Config } from '../runtime/config.ts';
import { deadlineIn } from '../runtime/deadline.ts';
import { TandemError } from '../runtime/errors.ts';
import { createSigner } from '../runtime/ids.ts';
import { POOL_NAMES, type PoolName } from '../runtime/pool-names.ts';
import { signingSecret } from '../runtime/secret.ts';
import { createLogger, createMetrics } from '../runtime/telemetry.ts';
import type { SearchServices } from '../search/context.ts';
import { createSearchMemory } from '../search/memory.ts';
import { itemsProblem, rankersOf } from '../search/rank/rankers.ts';
import { createPhrasing } from '../search/understand/phrase/phrasing.ts';
import { warmUp } from '../search/warm-up.ts';
import { loadFacts } from '../stores/facts-files.ts';
import type { IndexSnapshot } from '../stores/index-snapshots.ts';
import type { RowStore } from '../stores/rows.ts';
import { checkEncoder } from './check-encoder.ts';
import { itemVersionOf } from './encoder-pool.ts';
import { createHousekeeping } from './housekeeping.ts';
import { openStores } from './open-stores.ts';
import { namedAfterServer } from './ranked-elsewhere.ts';

/** From the start of the workers. */
const WARM_UP_MS = 60_000;

export interface OpenServices {
  readonly services: SearchServices;
  readonly keyStores: readonly RowStore[];
  /** Loads versions that another process published; searches switch when the workers have them. */
  readonly refresh: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** What this process does of all. */
export interface ServicesShare {
  /** Pools that get workers. */
  readonly pools: readonly PoolName[];
  /** Whether other processes read the search records of this one. */
  readonly sharesRecords: boolean;
}

const EVERYTHING: ServicesShare = { pools: POOL_NAMES, sharesRecords: false };

/**
 * Refuses a model file with a wrong checksum, and an index of another encoder. An empty data directory gets the demo
 * documents when `withDemo`. Resolves when the index is loaded; workers may still be warming.
 */
export async function openServices(
  config: Config,
  withDemo: boolean,
  share: ServicesShare = EVERYTHING,
): Promise<OpenServices> {
  const dataDir = config.TANDEM_DATA_DIR;
  requireWritable(dataDir);
  const [logger, metrics, manifest] = [createLogger(config.TANDEM_LOG_LEVEL), createMetrics(), readManifest()];
  // Without workers no model is run here.
  const isReal = config.TANDEM_BACKEND !== 'fake' && share.pools.length > 0;
  if (isReal) await Promise.all(manifest.files.map((file) => verifiedModelPath(manifest, file.name)));
  const { close: closeStores, keyStores, ...stores } = openStores(config, { metrics, logger });
  let closePools = async (): Promise<void> => undefined;
  const close = async (): Promise<void> => {
    await closePools();
    await closeStores();
  };
  try {
    if (withDemo) await bootstrapDemo(dataDir, stores.documents);
    const pools = await createPools({ config, metrics, logger, clock: systemClock, dataDir, pools: share.pools });
    closePools = pools.close;
    const services = servicesOf(config, share, { ...stores, pools, manifest, metrics, logger });
    const keepHouse = createHousekeeping(services);
    const refresh = async (): Promise<void> => {
      await refreshIndexes(services, share, isReal);
      await keepHouse();
    };
    await refresh();
    return { services, keyStores, refresh, close };
  } catch (error) {
    await close();
    throw error;
  }
}

type OpenedParts = Pick<
  SearchServices,
  | 'pools'
  | 'manifest'
  | 'metrics'
  | 'logger'
  | 'documents'
  | 'searchRecords'
  | 'scores'
  | 'indexes'
  | 'rows'
  | 'twinTexts'
>;

function servicesOf(config: Config, { sharesRecords }: ServicesShare, parts: OpenedParts): SearchServices {
  const named = (version: string): string => itemVersionOf(config, version);
  return {
    ...parts,
    rankers: namedAfterServer(config, rankersOf(parts.manifest, config.TANDEM_RANKER, named)),
    facts: loadFacts(foldText),
    signer: createSigner(signingSecret(config.TANDEM_DATA_DIR, config.TANDEM_SECRET)),
    clock: systemClock,
    memory: createSearchMemory(config.TANDEM_TARGET_P95_MS),
    sharesRecords,
    ...phrasingOf(config, parts),
  };
}

/** No page waits for it: this long at most it holds one of the few places under way. */
const PHRASING_MS = 10_000;

function phrasingOf(config: Config, { logger, metrics }: OpenedParts): Pick<SearchServices, 'phrasing'> {
  const { TANDEM_LLM_URL: url, TANDEM_LLM_MODEL: model, TANDEM_LLM_KEY: key } = config;
  if (url === undefined || model === undefined) return {};
  const endpoint = { url: completionsUrl(url), model, apiKey: key ?? null };
  const timeout = (): AbortSignal => AbortSignal.timeout(PHRASING_MS);
  return { phrasing: createPhrasing({ endpoint, logger, metrics, timeout }) };
}

function refreshIndexes(services: SearchServices, share: ServicesShare, isReal: boolean): Promise<void> {
  const { indexes, manifest, pools, rankers } = services;
  return indexes.refresh(async (snapshot) => {
    if (isReal) checkEncoder(snapshot, manifest);
    const hasItems = share.pools.includes('slm') && rankers.packed !== null && tellOfItems(snapshot, services);
    await warmUp(snapshot, services);
    await pools.prepareIndex(snapshot.vertical, snapshot.version, hasItems);
  });
}

/**
 * Whether the packed ranker can read the version. When not, full text is warmed up, which nobody has asked for so far.
 * Throws INDEX_INVALID when no other ranker is there.
 */
function tellOfItems(snapshot: IndexSnapshot, { rankers, logger, pools }: SearchServices): boolean {
  const problem = itemsProblem(snapshot, rankers);
  if (problem === null) return true;
  if (rankers.fullText === null) throw problem;
  logger.warn(`${problem.message}; until then the full-text ranker reads it, which is slower`);
  void pools.score('warm', ['warm'], { deadline: deadlineIn(WARM_UP_MS), lane: 'batch' });
  return false;
}

/** Found out here, because stores and recursive mkdir wait for ever on a folder that cannot be made, such as one in /proc. */
function requireWritable(dataDir: string): void {
  try {
    makeFolder(resolve(dataDir));
    accessSync(dataDir, constants.W_OK);
  } catch (error) {
    const message = `expected a folder that can be written, got TANDEM_DATA_DIR ${dataDir} (${String(error)})`;
    throw new TandemError('CONFIG_INVALID', message, {}, error);
  }
}

/** Folder by folder, so that one that cannot be made fails at once. Takes an absolute path. */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Of several processes that start together another one may be faster.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
