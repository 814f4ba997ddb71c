/** Starts both pools with their worker processes and offers their four tasks to the rest of the program. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TextReading } from '../models/understanding.ts';
import { TandemError } from '../runtime/errors.ts';
import { POOL_NAMES, type PoolName } from '../runtime/pool-names.ts';
import { examineDevice } from './examine-device.ts';
import { openPool, type PoolsOptions, workersOf } from './open-pool.ts';
import type { Nearest, Pools, ScoreOutcome } from './pools.ts';
import { createPreparedIndexes } from './prepared-indexes.ts';
import type { Outcome } from './tickets.ts';
import type { WorkItem } from './work-items.ts';

/** Resolves when the processes are started; `status` tells when they are ready. Throws DEVICE_UNAVAILABLE when the device of the settings is not there. */
export async function createPools(options: PoolsOptions): Promise<Pools> {
  await requireOwnDevice(options);
  const socketDir = await mkdtemp(join(tmpdir(), 'tandem-'));
  const indexes = createPreparedIndexes((vertical) => `index-${vertical}`, options.logger);
  const items = createPreparedIndexes(() => 'ranker', options.logger);
  const ebr = openPool('ebr', { ...options, socketDir, prepare: indexes.loadAll });
  const slm = openPool('slm', { ...options, socketDir, prepare: items.loadAll });
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
      const loads = [indexes.add(ebr.supervisor.ready(), vertical, version)];
      if (hasItems) loads.push(items.add(slm.supervisor.ready(), vertical, version));
      await Promise.all(loads);
    },
    load: (pool, ranker) => (pool === 'ebr' ? ebr : slm).load(ranker === 'full-text' ? 'score' : ranker),
    status: () => [...ebr.supervisor.status(), ...slm.supervisor.status()],
    close: async () => {
      await Promise.all([ebr.close(), slm.close()]);
      await rm(socketDir, { recursive: true, force: true });
    },
  };
}

/** Workers elsewhere look at their own; only ONNX Runtime computes on one, and every machine has a CPU. */
async function requireOwnDevice({ config, pools = POOL_NAMES, backendModule }: PoolsOptions): Promise<void> {
  const { TANDEM_DEVICE: device = 'cpu', TANDEM_BACKEND: backend } = config;
  if (device === 'cpu' || backend === 'fake' || backendModule !== undefined) return;
  if (pools.some((pool) => workersOf(pool, config).kind === 'children')) await examineDevice(device);
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
