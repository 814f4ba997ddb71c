/** Eight kinds of faults in real worker processes: no search fails, each says that it is degraded, and it is whole again soon after. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createPools } from '../../gpu-workers/create-pools.ts';
import type { Pools } from '../../gpu-workers/pools.ts';
import { systemClock } from '../../runtime/clock.ts';
import { deadlineIn } from '../../runtime/deadline.ts';
import type { PoolName } from '../../runtime/pool-names.ts';
import { createLogger, createMetrics } from '../../runtime/telemetry.ts';
import { runSearch } from '../../search/search.ts';
import type { Coverage } from '../../search/types.ts';
import { type BackendFault, faultFile } from '../helpers/fault-switch-backend.ts';
import { createTestSearch, jobRequest, type TestSearch } from '../helpers/test-search.ts';

const SWITCH = new URL('../helpers/fault-switch-backend.ts', import.meta.url).href;
const ONE = { kind: 'children', minimum: 1, maximum: 1 } as const;
/** A fault is felt within it, and nobody waits for a new process. */
const SEARCH_MS = 600;
const START_WITHIN = { timeout: 30_000, interval: 20 };
const FELT_WITHIN = { timeout: 15_000, interval: 0 };
/** The promise: full again so soon after the fault ends; on a machine that is so busy that a start takes longer, after a few starts. */
const WHOLE_MS = 5_000;
const WHOLE_STARTS = 4;
/** A worker that has been sound for so long has its earlier faults forgotten. */
const SOUND_MS = 31_000;

let dataDir: string;
let pools: Pools;
let test: TestSearch;
let searches = 0;
let wholeMs = WHOLE_MS;
let turnedMs = 0;
beforeAll(async () => {
  const startedMs = performance.now();
  dataDir = mkdtempSync(join(tmpdir(), 'tandem-faults-'));
  pools = await createPools({
    config: { TANDEM_EBR_WORKERS: ONE, TANDEM_SLM_WORKERS: ONE, TANDEM_BACKEND: 'fake', TANDEM_WORKER_MEMORY_MB: 256 },
    backendModule: SWITCH,
    dataDir,
    clock: { ...systemClock, nowMs: () => systemClock.nowMs() + turnedMs },
    metrics: createMetrics(),
    logger: createLogger('silent'),
    pulse: { intervalMs: 200, maxMissed: 3, startTimeoutMs: 20_000 },
  });
  await vi.waitFor(() => expect(pools.status().every(({ state }) => state === 'ready')).toBe(true), START_WITHIN);
  wholeMs = Math.max(WHOLE_MS, WHOLE_STARTS * (performance.now() - startedMs));
  test = await createTestSearch({ copies: 2, clock: systemClock });
  // The index of the test is in this process; everything else is asked of the workers.
  test = await createTestSearch({ copies: 2, clock: systemClock, pools: { ...pools, nearest: test.pools.nearest } });
}, 60_000);
afterAll(async () => {
  await pools.close();
  rmSync(dataDir, { recursive: true });
});

/** Every text is new, so that nothing comes from a cache. A search that throws fails its test. */
async function search(): Promise<Coverage> {
  const context = test.context({ deadline: deadlineIn(SEARCH_MS) });
  const page = await runSearch(jobRequest(`registered nurse ${++searches}`, { spellCorrect: false }), context);
  expect(page.edges.length).toBeGreaterThan(0);
  return page.coverage;
}

async function expectWhole(): Promise<void> {
  const { degraded, ranked, rankedPlanned } = await search();
  expect({ degraded, isRanked: ranked > 0 && ranked === rankedPlanned }).toEqual({ degraded: false, isRanked: true });
  expect(pools.status().map(({ state }) => state)).toEqual(['ready', 'ready']);
}

const becomesWhole = (): Promise<void> => vi.waitFor(expectWhole, { timeout: wholeMs, interval: 20 });

/** Before the next fault, which is then the first one. */
async function isWhole(): Promise<void> {
  await becomesWhole();
  turnedMs += SOUND_MS;
}

const felt = (): Promise<void> => vi.waitFor(async () => expect((await search()).degraded).toBe(true), FELT_WITHIN);

function strike(pool: PoolName, signal: NodeJS.Signals): void {
  const pid = pools.status().find((worker) => worker.pool === pool)?.pid;
  if (typeof pid !== 'number') throw new Error(`expected a running worker of ${pool}`);
  process.kill(pid, signal);
}

describe('a search is answered, degraded, and whole again at most 5 s after its worker', { timeout: 60_000 }, () => {
  it.each<[PoolName, NodeJS.Signals]>([
    ['slm', 'SIGKILL'],
    ['slm', 'SIGSEGV'],
    ['slm', 'SIGSTOP'],
    ['ebr', 'SIGKILL'],
    ['ebr', 'SIGSEGV'],
    ['ebr', 'SIGSTOP'],
  ])('of %s got %s', async (pool, signal) => {
    await isWhole();
    strike(pool, signal);
    await felt();
    await becomesWhole();
  });

  it.each<[string, BackendFault]>([
    ['ran out of memory', 'heap'],
    ['was many times slower', 'slow'],
    ['answered numbers that are none', 'not a number'],
    ['answered too few numbers', 'short'],
  ])('%s', async (_, fault) => {
    await isWhole();
    writeFileSync(faultFile(dataDir), fault);
    await felt();
    await felt();
    rmSync(faultFile(dataDir));
    await becomesWhole();
  });

  it('was started with a wrong model, which gets no work', async () => {
    await isWhole();
    writeFileSync(faultFile(dataDir), 'wrong' satisfies BackendFault);
    strike('slm', 'SIGKILL');
    await vi.waitFor(() => expect(pools.status()[1]?.state).toBe('warming'), FELT_WITHIN);
    await vi.waitFor(() => expect(pools.status()[1]?.state).toBe('lost'), FELT_WITHIN);
    await felt();
    rmSync(faultFile(dataDir));
    await becomesWhole();
  });
});
