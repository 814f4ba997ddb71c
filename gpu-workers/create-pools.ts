/** Starts both pools with their worker processes and offers their four tasks to the rest of the program. */

import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { TextReading } from '../models/understanding.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Config } from '../runtime/config.ts';
import { TandemError } from '../runtime/errors.ts';
import type { Logger, Metrics } from '../runtime/telemetry.ts';
import type { Vertical } from '../stores/documents.ts';
import type { BatchLimits } from './batch-queue.ts';
import { Pool } from './pool.ts';
import type { Lane, Nearest, PoolName, Pools, ScoreOutcome } from './pools.ts';
import { createPreparedIndexes, type PreparedIndexes } from './prepared-indexes.ts';
import { startSupervisor } from './supervisor.ts';
import type { Outcome } from './tickets.ts';
import type { WorkItem } from './work-items.ts';
import { type RemoteSettings, remoteServer } from './worker-options.ts';
import type { Pulse } from './worker-process.ts';

export interface PoolsOptions {
  readonly config: Pick<Config, 'TANDEM_EBR_WORKERS' | 'TANDEM_SLM_WORKERS' | 'TANDEM_BACKEND'> &
    Partial<Pick<Config, 'TANDEM_LOG_LEVEL' | 'TANDEM_RANKER'> & RemoteSettings>;
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

/**
 * Interactive score batches are short (about 80 ms on 2 cores), so that several searches share a worker fairly and deadlines
 * hold: 16 texts, or the 250 items of four searches that are read with two vectors each.
 */
const LIMITS: Readonly<Record<PoolName, Readonly<Record<Lane, BatchLimits>>>> = {
  slm: { interactive: { maxTokens: 2_048, maxItems: 1_024 }, batch: { maxTokens: 2_048, maxItems: 1_024 } },
  ebr: { interactive: { maxTokens: 2_048, maxItems: 32 }, batch: { maxTokens: 1_024, maxItems: 16 } },
};
const POOLS: readonly PoolName[] = ['ebr', 'slm'];
const MAX_THREADS = 4;

/** Resolves when the processes are started; `status` tells when they are ready. */
export async function createPools(options: PoolsOptions): Promise<Pools> {
  const socketDir = await mkdtemp(join(tmpdir(), 'tandem-'));
  const indexes = createPreparedIndexes((vertical) => `index-${vertical}`, options.logger);
  const items = createPreparedIndexes(() => 'ranker', options.logger);
  const ebr = openPool('ebr', socketDir, indexes, options);
  const slm = openPool('slm', socketDir, items, options);
  return {
    embed: async (texts, role, work) => {
      const outcomes = await ebr.submit(
        texts.map((text): WorkItem => ({ kind: 'embed', text, role })),
        work,
      );
      return outcomes.map(numbersOf);
    },
    nearest: async (request, work) => nearestOf((await ebr.submit([{ kind: 'search', request }], work))[0]),
    score: async (query, texts, work) => {
      const outcomes = await slm.submit(
        texts.map((text): WorkItem => ({ kind: 'score', query, text })),
        work,
      );
      return outcomes.map(scoreOf);
    },
    understand: async (texts, work) => {
      const outcomes = await slm.submit(
        texts.map((text): WorkItem => ({ kind: 'understand', text })),
        work,
      );
      return outcomes.map(readingOf);
    },
    encodeItems: async (texts, work) => {
      const outcomes = await ebr.submit(
        texts.map((text): WorkItem => ({ kind: 'items', text })),
        work,
      );
      return outcomes.map(numbersOf);
    },
    scoreItems: async (query, { indexVersion, positions, slots }, work) => {
      const outcomes = await slm.submit(
        positions.map((position): WorkItem => ({ kind: 'packed', query, indexVersion, position, slots })),
        work,
      );
      return outcomes.map(scoreOf);
    },
    prepareIndex: async (vertical, version, hasItems = false) => {
      const loads = [prepareIn(ebr, indexes, vertical, version)];
      if (hasItems) loads.push(prepareIn(slm, items, vertical, version));
      await Promise.all(loads);
    },
    load: (pool) => (pool === 'ebr' ? ebr : slm).load(),
    status: () => [...ebr.supervisor.status(), ...slm.supervisor.status()],
    close: async () => {
      await Promise.all([ebr.close(), slm.close()]);
      await rm(socketDir, { recursive: true, force: true });
    },
  };
}

/** A worker that dies meanwhile loads the version when it is started again. */
async function prepareIn(pool: Pool, indexes: PreparedIndexes, vertical: Vertical, version: string): Promise<void> {
  indexes.remember(vertical, version);
  const survivesWorker = (error: unknown): void => {
    if (!(error instanceof TandemError) || error.code !== 'WORKER_UNAVAILABLE') throw error;
  };
  const loads = pool.supervisor
    .ready()
    .map(({ client }) => indexes.load(client, vertical, version).catch(survivesWorker));
  await Promise.all(loads);
}

function openPool(name: PoolName, socketDir: string, indexes: PreparedIndexes, options: PoolsOptions): Pool {
  const { clock, config, logger, metrics, pulse, batchTimeoutMs, pools = POOLS } = options;
  const configured = name === 'ebr' ? config.TANDEM_EBR_WORKERS : config.TANDEM_SLM_WORKERS;
  const count = pools.includes(name) ? configured : 0;
  const worker = {
    dataDir: resolve(options.dataDir),
    backend: options.backendModule ?? config.TANDEM_BACKEND,
    ...remoteServer(config),
    ranker: config.TANDEM_RANKER ?? 'packed',
    threads: Math.min(MAX_THREADS, availableParallelism()),
    logLevel: config.TANDEM_LOG_LEVEL ?? 'warn',
  };
  return new Pool({
    name,
    limits: LIMITS[name],
    clock,
    logger,
    metrics,
    random: options.random ?? Math.random,
    ...(batchTimeoutMs === undefined ? {} : { batchTimeoutMs }),
    supervise: (events) =>
      startSupervisor(
        {
          pool: name,
          count,
          worker,
          socketDir,
          clock,
          logger,
          prepare: indexes.loadAll,
          onRestart: () => metrics.workerRestarts.inc({ pool: name }),
          ...(pulse === undefined ? {} : { pulse }),
        },
        events,
      ),
  });
}

function numbersOf(outcome: Outcome): Float32Array {
  if (outcome.kind === 'done' && outcome.answer.kind === 'numbers') return outcome.answer.numbers;
  throw errorOf(outcome, 'ebr');
}

function readingOf(outcome: Outcome): TextReading {
  if (outcome.kind === 'done' && outcome.answer.kind === 'reading') return outcome.answer.reading;
  throw errorOf(outcome, 'slm');
}

function nearestOf(outcome: Outcome | undefined): Nearest {
  if (outcome?.kind === 'done' && outcome.answer.kind === 'nearest') return outcome.answer.nearest;
  throw errorOf(outcome, 'ebr');
}

function scoreOf(outcome: Outcome): ScoreOutcome {
  if (outcome.kind === 'missed') return { kind: 'missed', reason: outcome.reason };
  if (outcome.answer.kind !== 'numbers') return { kind: 'missed', reason: 'worker' };
  return { kind: 'scored', scores: outcome.answer.numbers, batch: outcome.batch };
}

function errorOf(outcome: Outcome | undefined, pool: PoolName): TandemError {
  if (outcome?.kind === 'missed' && outcome.error !== undefined) return outcome.error;
  if (outcome?.kind === 'missed' && outcome.reason === 'caller')
    return new TandemError('DEADLINE_EXCEEDED', `the caller went away before pool ${pool} answered`);
  if (outcome?.kind === 'missed' && outcome.reason === 'deadline') {
    return new TandemError('DEADLINE_EXCEEDED', `pool ${pool} did not answer in the time of the request`);
  }
  return new TandemError(
    'WORKER_UNAVAILABLE',
    `pool ${pool} has no worker that can answer in time; it is started again by itself`,
  );
}
