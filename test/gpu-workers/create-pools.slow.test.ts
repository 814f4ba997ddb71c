/** Real worker processes: they answer, and are replaced when they die, hang or meet a poisonous text. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createPools } from '../../gpu-workers/create-pools.ts';
import { examineDevice } from '../../gpu-workers/examine-device.ts';
import type { PoolsOptions } from '../../gpu-workers/open-pool.ts';
import type { Pools, ScoreOutcome, WorkOptions } from '../../gpu-workers/pools.ts';
import { systemClock } from '../../runtime/clock.ts';
import { deadlineIn } from '../../runtime/deadline.ts';
import type { PoolName } from '../../runtime/pool-names.ts';
import { createLogger, createMetrics } from '../../runtime/telemetry.ts';
import { verticalFolder } from '../../stores/segment-format.ts';
import { sampleJob } from '../helpers/sample-documents.ts';
import { publishSample } from '../helpers/sample-segment.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

const ONE = { kind: 'children', minimum: 1, maximum: 1 } as const;
const PATIENT_MS = 25_000;
const FAULTY_BACKEND = new URL('../helpers/faulty-backend.ts', import.meta.url).href;

interface Opened {
  readonly pools: Pools;
  readonly dataDir: string;
  readonly close: () => Promise<void>;
}

/** Pools whose workers are ready. */
async function open(options: Partial<PoolsOptions> = {}): Promise<Opened> {
  const opened = await start(options);
  const { pools } = opened;
  await Promise.all([pools.embed(['warm'], 'query', work()), pools.score('warm', ['warm'], work())]);
  return opened;
}

const optionsFor = (dataDir: string): PoolsOptions => ({
  config: { TANDEM_EBR_WORKERS: ONE, TANDEM_SLM_WORKERS: ONE, TANDEM_BACKEND: 'fake' },
  dataDir,
  clock: systemClock,
  metrics: createMetrics(),
  logger: createLogger('silent'),
});

async function start(options: Partial<PoolsOptions>): Promise<Opened> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tandem-test-'));
  const pools = await createPools({ ...optionsFor(dataDir), ...options });
  const close = async (): Promise<void> => {
    await pools.close();
    await rm(dataDir, { recursive: true });
  };
  return { pools, dataDir, close };
}

const JOBS = Array.from({ length: 6 }, (_, index) => sampleJob({ id: `job ${index}` }));
const work = (ms: number = PATIENT_MS): WorkOptions => ({ deadline: deadlineIn(ms), lane: 'interactive' });
const texts = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `nurse ${index}`);
const kinds = (outcomes: readonly ScoreOutcome[]): readonly string[] =>
  outcomes.map((outcome) => (outcome.kind === 'missed' ? outcome.reason : outcome.kind));
const statusOf = (pools: Pools, pool: PoolName) => pools.status().filter((worker) => worker.pool === pool);

/** An index of a nurse and a welder whose item vectors the worker has written. */
async function publishItems(dataDir: string, pools: Pools): Promise<string> {
  const vectors = await pools.encodeItems(['night nurse', 'welder'], work());
  const items = { version: 'i1', slots: 2, dimensions: 384 };
  const { version } = await publishSample(dataDir, JOBS.slice(0, 2), (position) => vectors[position], items);
  return version;
}

function pidOf(pools: Pools, pool: PoolName): number {
  const pid = statusOf(pools, pool)[0]?.pid;
  if (typeof pid !== 'number') throw new Error(`expected a running worker of ${pool}`);
  return pid;
}

describe('a device that is not there', () => {
  it('stops the start before a worker runs, unless nothing would compute on it', async ({ skip }) => {
    const config = { ...optionsFor('nowhere').config, TANDEM_DEVICE: 'cuda' } as const;
    const isThere = await examineDevice('cuda').then(
      () => true,
      () => false,
    );
    if (isThere) return skip('this machine has it');
    await expect(
      createPools({ ...optionsFor('nowhere'), config: { ...config, TANDEM_BACKEND: 'onnx' } }),
    ).rejects.toThrow(expect.objectContaining({ code: 'DEVICE_UNAVAILABLE' }));
    await (await createPools({ ...optionsFor('nowhere'), config, pools: [] })).close();
  });
});

describe('worker processes', { timeout: 60_000 }, () => {
  let pools: Pools;
  let dataDir: string;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ pools, dataDir, close } = await open({ pulse: { intervalMs: 300, maxMissed: 3, startTimeoutMs: 30_000 } }));
  }, 60_000);
  afterAll(() => close());

  it('embed and score through the socket as the backend does', async () => {
    const [vector] = await pools.embed(['night nurse'], 'query', work());
    expect(vector).toHaveLength(384);
    const outcomes = await pools.score('night nurse', ['night nurse', 'day nurse', 'welder'], work());
    expect(
      outcomes.map((outcome) => (outcome.kind === 'scored' ? outcome.scores[0]?.toFixed(2) : outcome.reason)),
    ).toEqual(['0.95', '0.50', '0.05']);
  });

  it('are reported with their states and their load', () => {
    expect(pools.status()).toEqual(['ebr', 'slm'].map((pool) => ({ pool, pid: expect.any(Number), state: 'ready' })));
    expect(pools.load('slm')).toMatchObject({ isAvailable: true, queuedItems: 0, itemsPerSecond: expect.any(Number) });
  });

  it('refuse a search of an index version that is not there', async () => {
    const request = {
      vertical: 'jobs',
      indexVersion: 'none',
      query: new Float32Array(384),
      k: 10,
      filter: null,
    } as const;
    await expect(pools.nearest(request, work())).rejects.toMatchObject({ code: 'INDEX_MISSING' });
    await expect(pools.prepareIndex('jobs', 'none')).rejects.toMatchObject({ code: 'INDEX_MISSING' });
  });

  it('have an index version loaded before it is searched, and again before they are ready after a crash', async () => {
    const { version } = await publishSample(dataDir, JOBS);
    await pools.prepareIndex('jobs', version);
    await rm(verticalFolder(dataDir, 'jobs'), { recursive: true });
    const request = {
      vertical: 'jobs',
      indexVersion: version,
      query: Float32Array.of(0, 0, 1, 0),
      k: 2,
      filter: null,
    } as const;
    expect((await pools.nearest(request, work())).positions).toEqual(Int32Array.of(2, 0));
    await publishSample(dataDir, JOBS);
    process.kill(pidOf(pools, 'ebr'), 'SIGKILL');
    await pools.embed(['nurse'], 'query', work());
    await rm(verticalFolder(dataDir, 'jobs'), { recursive: true });
    expect((await pools.nearest(request, work())).scores[0]).toBe(1);
  });

  it('read item vectors of an index version by position, and have them again after a crash', async () => {
    const documents = await publishItems(dataDir, pools);
    await pools.prepareIndex('jobs', documents, true);
    await rm(verticalFolder(dataDir, 'jobs'), { recursive: true });
    const items = { indexVersion: documents, positions: [0, 1, 1], slots: 2 };
    const both = await Promise.all([
      pools.scoreItems('night nurse', items, work()),
      pools.scoreItems('welder', items, work()),
    ]);
    const scores = both.map((outcomes) =>
      outcomes.map((outcome) => (outcome.kind === 'scored' ? outcome.scores.length * (outcome.scores[0] ?? 0) : 0)),
    );
    expect(scores[0]?.[0]).toBeGreaterThan((scores[0]?.[1] ?? 3) + 1);
    expect(scores[1]?.[1]).toBeGreaterThan((scores[1]?.[0] ?? 3) + 1);
    expect(scores[1]?.[2]).toBe(scores[1]?.[1]);
    const outside = await pools.scoreItems('welder', { ...items, positions: [2] }, work());
    expect(kinds(outside)).toEqual(['refused']);
    await publishItems(dataDir, pools);
    process.kill(pidOf(pools, 'slm'), 'SIGKILL');
    await pools.score('warm', ['warm'], work());
    await rm(verticalFolder(dataDir, 'jobs'), { recursive: true });
    expect(kinds(await pools.scoreItems('nurse', items, work()))).toEqual(['scored', 'scored', 'scored']);
  });

  it('that are killed in the middle of a batch lose no item and come back', async () => {
    const pid = pidOf(pools, 'slm');
    const outcomes = pools.score('nurse', texts(100), work());
    process.kill(pid, 'SIGKILL');
    expect(new Set(kinds(await outcomes))).toEqual(new Set(['scored']));
    expect(pidOf(pools, 'slm')).not.toBe(pid);
    expect(statusOf(pools, 'slm')[0]?.state).toBe('ready');
  });

  it('that are killed let a search with little time go on without them', async () => {
    process.kill(pidOf(pools, 'slm'), 'SIGKILL');
    expect(new Set(kinds(await pools.score('nurse', texts(20), work(100))))).toEqual(new Set(['worker']));
    expect(kinds(await pools.score('nurse', texts(1), work()))).toEqual(['scored']);
  });

  it('that hang are replaced', async () => {
    const pid = pidOf(pools, 'ebr');
    process.kill(pid, 'SIGSTOP');
    expect(await pools.embed(['nurse'], 'query', work())).toHaveLength(1);
    expect(pidOf(pools, 'ebr')).not.toBe(pid);
  });

  it('can be ended before they are ready, and leave no process and no folder of sockets', async () => {
    const folder = temporaryFolder();
    vi.stubEnv('TMPDIR', folder);
    onTestFinished(() => void vi.unstubAllEnvs());
    const early = await createPools(optionsFor(folder));
    const socketFolders = async () => (await readdir(folder)).filter((name) => name.startsWith('tandem-'));
    expect(await socketFolders()).toHaveLength(1);
    const pids = early.status().map(({ pid }) => pid);
    await early.close();
    for (const pid of pids) expect(() => process.kill(pid ?? 0, 0)).toThrow(/ESRCH/);
    expect(await socketFolders()).toEqual([]);
  });

  it('end when they are asked to, and nothing is accepted afterwards', async () => {
    const pids = pools.status().map(({ pid }) => pid);
    await pools.close();
    expect(pools.status().every(({ pid }) => pid === null)).toBe(true);
    for (const pid of pids) expect(() => process.kill(pid ?? 0, 0)).toThrow(/ESRCH/);
    expect(kinds(await pools.score('nurse', texts(1), work()))).toEqual(['worker']);
    await expect(pools.embed(['nurse'], 'query', work())).rejects.toMatchObject({ code: 'WORKER_UNAVAILABLE' });
  });
});

it('one pool can be started alone; the other one has no worker then', { timeout: 60_000 }, async () => {
  const { pools, close } = await start({ pools: ['ebr'] });
  onTestFinished(close);
  expect(await pools.embed(['nurse'], 'query', work())).toHaveLength(1);
  expect(pools.status().map(({ pool }) => pool)).toEqual(['ebr']);
  expect(kinds(await pools.score('nurse', texts(1), work()))).toEqual(['worker']);
  expect(pools.load('slm').isAvailable).toBe(false);
});

describe('a text that is bad for workers', { timeout: 60_000 }, () => {
  let pools: Pools;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ pools, close } = await open({ backendModule: FAULTY_BACKEND, batchTimeoutMs: 500 }));
  }, 60_000);
  afterAll(() => close());

  it('because its scores are no numbers is refused alone', async () => {
    const outcomes = await pools.score('nurse', ['nurse 1', 'NONSENSE', 'nurse 2'], work());
    expect(kinds(outcomes)).toEqual(['scored', 'refused', 'scored']);
  });

  it('because it is never answered has its worker replaced, although that answers heartbeats', async () => {
    const pid = pidOf(pools, 'slm');
    expect(kinds(await pools.score('nurse', ['STUCK'], work()))).toEqual(['refused']);
    expect(kinds(await pools.score('nurse', ['nurse'], work()))).toEqual(['scored']);
    expect(pidOf(pools, 'slm')).not.toBe(pid);
  });

  it('because it kills them is refused alone, and the next time at once', async () => {
    expect(kinds(await pools.score('nurse', ['nurse', 'POISON'], work()))).toEqual(['scored', 'refused']);
    expect(kinds(await pools.score('nurse', ['POISON'], work(100)))).toEqual(['refused']);
  });
});

describe('the number of workers', { timeout: 60_000 }, () => {
  /** A clock that is turned forward, so that nobody waits for rest and age. */
  const turned = { byMs: 0 };
  const clock = { ...systemClock, nowMs: () => systemClock.nowMs() + turned.byMs };
  const ready = (pools: Pools): number => statusOf(pools, 'slm').filter(({ state }) => state === 'ready').length;
  const until = (check: () => void | Promise<void>): Promise<void> =>
    vi.waitFor(check, { timeout: PATIENT_MS, interval: 20 });

  it('follows the queue between its bounds, and loses no item on the way', async () => {
    const config = {
      ...optionsFor('').config,
      TANDEM_SLM_WORKERS: { kind: 'children', minimum: 1, maximum: 2 } as const,
    };
    const { pools, close } = await open({ clock, config, backendModule: FAULTY_BACKEND });
    onTestFinished(close);
    expect(statusOf(pools, 'slm')).toHaveLength(1);
    const slow = Array.from({ length: 8_000 }, (_, index) => `SLOW ${index}`);
    const outcomes = pools.score('nurse', slow, work(50_000));
    await until(() => expect(ready(pools)).toBe(2));
    expect(new Set(kinds(await outcomes))).toEqual(new Set(['scored']));
    // The first lot may have been done before the second worker was warm.
    await until(async () => {
      const more = await pools.score('nurse', slow.slice(0, 400), work(50_000));
      const workers = more.map((outcome) => (outcome.kind === 'scored' ? outcome.batch.worker : ''));
      expect(new Set(workers)).toEqual(new Set(['slm-0', 'slm-1']));
    });
    await until(() => {
      turned.byMs += 20_000;
      expect(statusOf(pools, 'slm')).toEqual([{ pool: 'slm', pid: expect.any(Number), state: 'ready' }]);
    });
    expect(kinds(await pools.score('nurse', ['nurse'], work()))).toEqual(['scored']);
  });

  it('stays while a worker that holds too much memory is replaced by a warm one', async () => {
    const config = { ...optionsFor('').config, TANDEM_WORKER_MEMORY_MB: 300 };
    const metrics = createMetrics();
    const pulse = { intervalMs: 100, maxMissed: 20, startTimeoutMs: 30_000 };
    const { pools, close } = await open({ clock, config, metrics, pulse, backendModule: FAULTY_BACKEND });
    onTestFinished(close);
    const pid = pidOf(pools, 'slm');
    turned.byMs += 60_000;
    await pools.score('nurse', ['HOARD'], work());
    await until(() => {
      expect(pools.load('slm').isAvailable).toBe(true);
      expect(statusOf(pools, 'slm')).toEqual([{ pool: 'slm', pid: expect.any(Number), state: 'ready' }]);
      expect(pidOf(pools, 'slm')).not.toBe(pid);
    });
    expect(() => process.kill(pid, 0)).toThrow(/ESRCH/);
    await until(async () => {
      const { values } = await metrics.workerMemory.get();
      const bytes = values.find(({ labels }) => labels.pool === 'slm')?.value ?? 0;
      expect([bytes > 0, bytes < 300 * 1024 * 1024]).toEqual([true, true]);
    });
  });
});
