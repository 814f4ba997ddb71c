/** Opens one pool as the settings say: its limits of batches, where its workers are, and how much each may hold. */

import type { Clock } from '../runtime/clock.ts';
import { type Config, configSchema } from '../runtime/config.ts';
import type { Lane } from '../runtime/lane.ts';
import { POOL_NAMES, type PoolName } from '../runtime/pool-names.ts';
import type { Logger, Metrics } from '../runtime/telemetry.ts';
import type { WorkersSetting } from '../runtime/workers-setting.ts';
import type { BatchLimits } from './batch-queue.ts';
import type { Pulse } from './heart.ts';
import { launchChildren, launchRemote } from './launch-workers.ts';
import { Pool } from './pool.ts';
import type { Launch } from './supervised-worker.ts';
import { type SupervisorOptions, startSupervisor } from './supervisor.ts';
import { type RemoteSettings, workerSettings } from './worker-options.ts';

export interface PoolsOptions {
  readonly config: Pick<Config, 'TANDEM_EBR_WORKERS' | 'TANDEM_SLM_WORKERS' | 'TANDEM_BACKEND'> &
    Partial<
      Pick<Config, 'TANDEM_LOG_LEVEL' | 'TANDEM_RANKER' | 'TANDEM_WORKER_MEMORY_MB' | 'TANDEM_DEVICE'> & RemoteSettings
    >;
  readonly dataDir: string;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly random?: () => number;
  /** Pools that get workers; both unless told. Asking another one finds no worker. */
  readonly pools?: readonly PoolName[];
  /** URL of a module that exports `createBackend`, instead of the configured backend. */
  readonly backendModule?: string;
  readonly pulse?: Pulse;
  readonly batchTimeoutMs?: number;
}

interface OpenPoolOptions extends PoolsOptions {
  /** Folder for the sockets of child processes. */
  readonly socketDir: string;
  /** Has a worker load what searches name. */
  readonly prepare: SupervisorOptions['prepare'];
}

/**
 * Interactive score batches are short (about 80 ms on 2 cores), so that several searches share a worker fairly and deadlines
 * hold: 16 texts, or the 250 items of four searches that are read with two vectors each.
 */
const LIMITS: Readonly<Record<PoolName, Readonly<Record<Lane, BatchLimits>>>> = {
  slm: { interactive: { maxTokens: 2_048, maxItems: 1_024 }, batch: { maxTokens: 2_048, maxItems: 1_024 } },
  ebr: { interactive: { maxTokens: 2_048, maxItems: 32 }, batch: { maxTokens: 1_024, maxItems: 16 } },
};
const MEGABYTE = 1024 * 1024;
const DEFAULT_MEMORY_MB = configSchema.shape.TANDEM_WORKER_MEMORY_MB.parse(undefined);
const NO_WORKERS: WorkersSetting = { kind: 'remote', urls: [] };

/** Its workers are being started. */
export function openPool(name: PoolName, options: OpenPoolOptions): Pool {
  const { clock, config, logger, metrics, batchTimeoutMs, pools = POOL_NAMES } = options;
  const workers = pools.includes(name) ? workersOf(name, config) : NO_WORKERS;
  const memoryCeilingMb = config.TANDEM_WORKER_MEMORY_MB ?? DEFAULT_MEMORY_MB;
  return new Pool({
    name,
    limits: LIMITS[name],
    clock,
    logger,
    metrics,
    random: options.random ?? Math.random,
    ...(workers.kind === 'children' ? { bounds: workers } : {}),
    ...(batchTimeoutMs === undefined ? {} : { batchTimeoutMs }),
    supervise: (events) =>
      startSupervisor(
        {
          pool: name,
          count: workers.kind === 'children' ? workers.minimum : workers.urls.length,
          launch: launcherOf(name, workers, memoryCeilingMb, options),
          clock,
          logger,
          prepare: options.prepare,
          memoryCeilingBytes: memoryCeilingMb * MEGABYTE,
          onRestart: () => metrics.workerRestarts.inc({ pool: name }),
          onMemory: (bytes) => metrics.workerMemory.set({ pool: name }, bytes),
        },
        events,
      ),
  });
}

export function workersOf(name: PoolName, config: PoolsOptions['config']): WorkersSetting {
  return name === 'ebr' ? config.TANDEM_EBR_WORKERS : config.TANDEM_SLM_WORKERS;
}

function launcherOf(
  pool: PoolName,
  workers: WorkersSetting,
  maxHeapMb: number,
  { config, dataDir, backendModule, socketDir, logger, pulse }: OpenPoolOptions,
): Launch {
  if (workers.kind === 'remote') return launchRemote(pool, workers.urls, pulse);
  const worker = { ...workerSettings({ ...config, TANDEM_DATA_DIR: dataDir }), maxHeapMb };
  return launchChildren({
    pool,
    worker: backendModule === undefined ? worker : { ...worker, backend: backendModule },
    socketDir,
    logger,
    ...(pulse === undefined ? {} : { pulse }),
  });
}
