/** Faults of real worker processes with the demo index under steady load: no search fails, and all are whole again soon after. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { freshTexts } from '../../cli/search-texts.ts';
import { type Answered, type SteadySearches, startSearches } from '../../cli/steady-searches.ts';
import { type RunningTandem, startTandem } from '../../main.ts';
import { type Config, loadConfig } from '../../runtime/config.ts';
import type { PoolName } from '../../runtime/pool-names.ts';
import { seededRandom } from '../../runtime/random.ts';
import { type BackendFault, faultFile } from '../helpers/fault-switch-backend.ts';

const SWITCH = new URL('../helpers/fault-switch-backend.ts', import.meta.url).href;
const SEARCHES_PER_SECOND = 4;
/** The promise: full again so soon after the fault ends. */
const WHOLE_MS = 5_000;
/** The demo index is made first, on what may be two busy cores. */
const START_MS = 120_000;
const START_WITHIN = { timeout: 30_000, interval: 50 };

interface Fault {
  readonly pool: PoolName;
  /** Sent to the worker as it begins. */
  readonly signal?: NodeJS.Signals;
  /** What the models do as long as it lasts. */
  readonly models?: BackendFault;
  /** 0 for what is over as it happens. */
  readonly lastsMs: number;
}

const FAULTS: readonly Fault[] = [
  { pool: 'slm', signal: 'SIGKILL', lastsMs: 0 },
  { pool: 'ebr', signal: 'SIGKILL', lastsMs: 0 },
  { pool: 'slm', signal: 'SIGSEGV', lastsMs: 0 },
  { pool: 'ebr', signal: 'SIGSEGV', lastsMs: 0 },
  // Three missed heartbeats of a second, and the fourth finds it out.
  { pool: 'slm', signal: 'SIGSTOP', lastsMs: 5_000 },
  { pool: 'ebr', signal: 'SIGSTOP', lastsMs: 5_000 },
  { pool: 'slm', models: 'heap', lastsMs: 3_000 },
  { pool: 'ebr', models: 'slow', lastsMs: 2_000 },
  { pool: 'slm', models: 'slow', lastsMs: 2_000 },
  { pool: 'ebr', models: 'not a number', lastsMs: 2_000 },
  { pool: 'slm', models: 'not a number', lastsMs: 2_000 },
  { pool: 'slm', models: 'short', lastsMs: 2_000 },
  // A new worker with a wrong model gets no work.
  { pool: 'slm', models: 'wrong', signal: 'SIGKILL', lastsMs: 3_000 },
];

const named = ({ pool, signal, models, lastsMs }: Fault): string =>
  `${[signal, models].filter((what) => what !== undefined).join(' and ')} in ${pool}, for ${lastsMs} ms`;

const dataDir = mkdtempSync(join(tmpdir(), 'tandem-faults-'));
/** No text comes twice, so that nothing comes from a cache. */
const texts = freshTexts(seededRandom(1));
let tandem: RunningTandem;
beforeAll(async () => {
  const settings = { PORT: '0', TANDEM_DATA_DIR: dataDir, TANDEM_LOG_LEVEL: 'silent', TANDEM_WORKER_MEMORY_MB: '256' };
  // A worker loads what no setting names.
  const TANDEM_BACKEND = SWITCH as Config['TANDEM_BACKEND'];
  tandem = await startTandem({ ...loadConfig(settings), TANDEM_BACKEND });
  await vi.waitUntil(areReady, START_WITHIN);
}, START_MS);
afterAll(async () => {
  await tandem.stop();
  rmSync(dataDir, { recursive: true });
});

const workersOf = () => tandem.services.pools.status();
const areReady = (): boolean => workersOf().every(({ state }) => state === 'ready');

function pidOf(pool: PoolName): number {
  const pid = workersOf().find((worker) => worker.pool === pool)?.pid;
  if (typeof pid !== 'number') throw new Error(`expected a running worker of ${pool}`);
  return pid;
}

function begin({ pool, signal, models }: Fault): void {
  if (models !== undefined) writeFileSync(faultFile(dataDir, pool), models);
  if (signal !== undefined) process.kill(pidOf(pool), signal);
}

const sentAfter = ({ answers }: Pick<SteadySearches, 'answers'>, fromMs: number): readonly Answered[] =>
  answers.filter(({ sentMs }) => sentMs >= fromMs);

/** So many of the newest answers as are sent in a second are whole. */
function expectWhole(searches: SteadySearches, fromMs: number): void {
  const newest = sentAfter(searches, fromMs).slice(-SEARCHES_PER_SECOND);
  expect(newest.map(({ kind }) => kind)).toEqual(new Array<string>(SEARCHES_PER_SECOND).fill('whole'));
}

/** The worker that was struck is no more, its successor is ready, and a second of searches that were sent afterwards is whole. */
function expectRecovered(searches: SteadySearches, endedMs: number, { pool, signal }: Fault, struckPid: number): void {
  expect(areReady()).toBe(true);
  if (signal !== undefined) expect(pidOf(pool)).not.toBe(struckPid);
  expectWhole(searches, endedMs);
}

describe(`of ${SEARCHES_PER_SECOND} searches a second none fails, and ${WHOLE_MS} ms later all is whole`, () => {
  it.each(FAULTS.map((fault) => [named(fault), fault] as const))('after %s', { timeout: 60_000 }, async (_, fault) => {
    const searches = startSearches({ url: tandem.url, perSecond: SEARCHES_PER_SECOND, texts });
    const startedMs = performance.now();
    await vi.waitFor(() => expectWhole(searches, startedMs), START_WITHIN);
    const [struckPid, struckMs] = [pidOf(fault.pool), performance.now()];
    begin(fault);
    await vi.waitUntil(() => performance.now() >= struckMs + fault.lastsMs, START_WITHIN);
    rmSync(faultFile(dataDir, fault.pool), { force: true });
    const endedMs = performance.now();
    const recovered = (): void => expectRecovered(searches, endedMs, fault, struckPid);
    await vi.waitFor(recovered, { timeout: WHOLE_MS, interval: 20 });
    const felt = sentAfter(searches, struckMs);
    await searches.end();
    expect(searches.answers.filter(({ kind }) => kind === 'failed' || kind === 'partial')).toEqual([]);
    expect(felt.map(({ kind }) => kind)).toContain('degraded');
  });
});
