/** Workers that run by themselves: found, followed and found again; a pool never ends them. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createPools } from '../../gpu-workers/create-pools.ts';
import type { PoolsOptions } from '../../gpu-workers/open-pool.ts';
import type { Pools, WorkOptions } from '../../gpu-workers/pools.ts';
import { systemClock } from '../../runtime/clock.ts';
import { deadlineIn } from '../../runtime/deadline.ts';
import type { PoolName } from '../../runtime/pool-names.ts';
import { createLogger, createMetrics } from '../../runtime/telemetry.ts';
import { verticalFolder } from '../../stores/segment-format.ts';
import { sampleJob } from '../helpers/sample-documents.ts';
import { publishSample } from '../helpers/sample-segment.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';
import { endOf, startWorkerCommand } from '../helpers/worker-command.ts';

const NOBODY: PoolsOptions['config']['TANDEM_EBR_WORKERS'] = { kind: 'remote', urls: [] };
const PULSE = { intervalMs: 100, maxMissed: 3, startTimeoutMs: 10_000 };
const WITHIN = { timeout: 10_000, interval: 20 };

async function poolsOver(addresses: Partial<Record<PoolName, readonly string[]>>): Promise<Pools> {
  const remote = (pool: PoolName) => ({ ...NOBODY, urls: addresses[pool] ?? [] });
  const pools = await createPools({
    config: { TANDEM_EBR_WORKERS: remote('ebr'), TANDEM_SLM_WORKERS: remote('slm'), TANDEM_BACKEND: 'fake' },
    dataDir: 'nowhere',
    clock: systemClock,
    metrics: createMetrics(),
    logger: createLogger('silent'),
    pulse: PULSE,
  });
  onTestFinished(() => pools.close());
  return pools;
}

const work = (ms = 10_000): WorkOptions => ({ deadline: deadlineIn(ms), lane: 'interactive' });
const states = (pools: Pools): readonly string[] => pools.status().map(({ state }) => state);
const until = (pools: Pools, expected: readonly string[]): Promise<void> =>
  vi.waitFor(() => expect(states(pools)).toEqual(expected), WITHIN);

describe('workers elsewhere', { timeout: 60_000 }, () => {
  it('take work over a port and over a socket, and are listed with their processes', async () => {
    const socket = join(temporaryFolder(), 'slm');
    const [ebr, slm] = await Promise.all([startWorkerCommand('ebr'), startWorkerCommand('slm', ['--socket', socket])]);
    expect(slm.url).toBe(`unix:${socket}`);
    const pools = await poolsOver({ ebr: [ebr.url], slm: [slm.url] });
    expect(await pools.embed(['night nurse'], 'query', work())).toHaveLength(1);
    expect(await pools.score('nurse', ['nurse', 'welder'], work())).toMatchObject([
      { kind: 'scored' },
      { kind: 'scored', batch: { worker: 'slm-0', size: 2 } },
    ]);
    expect(pools.status()).toEqual([
      { pool: 'ebr', pid: ebr.process.pid, state: 'ready' },
      { pool: 'slm', pid: slm.process.pid, state: 'ready' },
    ]);
    await pools.close();
    expect((await fetch(`${ebr.url}/v2/health/ready`)).status).toBe(200);
  });

  it('that are killed are missed, and have their index version again before they get work from a new start', async () => {
    const dataDir = temporaryFolder();
    const args = ['--data-dir', dataDir];
    const first = await startWorkerCommand('ebr', args);
    const pools = await poolsOver({ ebr: [first.url] });
    await pools.embed(['warm'], 'query', work());
    const jobs = [sampleJob({ id: 'job 0' }), sampleJob({ id: 'job 1' })];
    const { version: indexVersion } = await publishSample(dataDir, jobs);
    await pools.prepareIndex('jobs', indexVersion);
    await endOf(first, 'SIGKILL');
    await vi.waitFor(() => expect(pools.load('ebr').isAvailable).toBe(false), WITHIN);
    await expect(pools.embed(['nurse'], 'query', work(50))).rejects.toMatchObject({ code: 'WORKER_UNAVAILABLE' });
    const second = await startWorkerCommand('ebr', [...args, '--port', new URL(first.url).port]);
    await until(pools, ['ready']);
    await rm(verticalFolder(dataDir, 'jobs'), { recursive: true });
    const request = { vertical: 'jobs', indexVersion, query: Float32Array.of(0, 1, 0, 0), k: 1, filter: null } as const;
    expect((await pools.nearest(request, work())).positions).toEqual(Int32Array.of(1));
    expect(pools.status()).toEqual([{ pool: 'ebr', pid: second.process.pid, state: 'ready' }]);
  });

  it('that fall silent are left alone until they answer again', async () => {
    const worker = await startWorkerCommand('slm');
    const pools = await poolsOver({ slm: [worker.url] });
    await pools.score('warm', ['warm'], work());
    worker.process.kill('SIGSTOP');
    await vi.waitFor(() => expect(pools.load('slm').isAvailable).toBe(false), WITHIN);
    worker.process.kill('SIGCONT');
    await until(pools, ['ready']);
    expect(await pools.score('nurse', ['nurse'], work())).toMatchObject([{ kind: 'scored' }]);
    expect(worker.process.exitCode).toBeNull();
  });

  it('that serve another pool get no work', async () => {
    const worker = await startWorkerCommand('slm');
    const pools = await poolsOver({ ebr: [worker.url] });
    await vi.waitFor(() => expect(states(pools)).toEqual(['lost']), WITHIN);
    await expect(pools.embed(['nurse'], 'query', work(100))).rejects.toMatchObject({ code: 'WORKER_UNAVAILABLE' });
  });
});
