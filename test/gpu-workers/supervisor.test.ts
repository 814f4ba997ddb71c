/** Places of a pool are filled, emptied and taken over; nobody is ended before the next one is warm. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SupervisedWorker, WorkerEvents } from '../../gpu-workers/supervised-worker.ts';
import { type Supervisor, startSupervisor } from '../../gpu-workers/supervisor.ts';
import { createLogger } from '../../runtime/telemetry.ts';

const CEILING = 1_000;
const MINUTE = 60_000;

interface Launched {
  readonly name: string;
  readonly events: WorkerEvents;
  readonly worker: SupervisedWorker & { readonly drain: ReturnType<typeof vi.fn> };
}

let launched: Launched[];
let log: string[];
let memory: number[];
let supervisor: Supervisor;
let nowMs: number;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  [launched, log, memory, nowMs] = [[], [], [], 0];
});
afterEach(() => void vi.useRealTimers());

function open(count: number): void {
  supervisor = startSupervisor(
    {
      pool: 'slm',
      count,
      launch: ({ name }, events) => {
        const client = { infer: vi.fn(), load: vi.fn(), look: vi.fn(), finish: vi.fn(), close: vi.fn() };
        const worker = {
          name,
          pid: launched.length,
          client,
          isShared: false,
          watch: vi.fn(),
          drain: vi.fn(),
          kill: vi.fn(),
        };
        launched.push({ name, events, worker });
        return worker;
      },
      prepare: async () => undefined,
      clock: { nowMs: () => nowMs, date: () => new Date(0) },
      logger: createLogger('silent'),
      memoryCeilingBytes: CEILING,
      onRestart: () => undefined,
      onMemory: (bytes) => void memory.push(bytes),
    },
    {
      onReady: ({ name }) => void log.push(`${name} ready`),
      onGone: ({ name }) => void log.push(`${name} gone`),
    },
  );
}

const at = (index: number): Launched => launched[index] as Launched;

async function becomeReady(index: number): Promise<void> {
  at(index).events.onWarming();
  at(index).events.onReady();
  await Promise.resolve();
  await Promise.resolve();
}

const states = (): readonly string[] => supervisor.status().map(({ state }) => state);

describe('a supervisor', () => {
  it('adds workers, and retires the newest when there are too many', async () => {
    open(1);
    await becomeReady(0);
    supervisor.setCount(3);
    expect(launched.map(({ name }) => name)).toEqual(['slm-0', 'slm-1', 'slm-2']);
    await becomeReady(1);
    supervisor.setCount(1);
    expect(log).toEqual(['slm-0 ready', 'slm-1 ready', 'slm-1 gone']);
    expect(states()).toEqual(['ready', 'draining', 'draining']);
    at(1).events.onExit('drained');
    at(2).events.onExit('drained');
    expect(states()).toEqual(['ready']);
    vi.runAllTimers();
    expect(launched).toHaveLength(3);
  });

  it('gives a name again when its place was given up', async () => {
    open(2);
    supervisor.setCount(1);
    at(1).events.onExit('drained');
    supervisor.setCount(2);
    expect(at(2).name).toBe('slm-1');
  });

  it('replaces a worker over the ceiling, with one that is ready first', async () => {
    open(1);
    await becomeReady(0);
    nowMs = MINUTE;
    at(0).events.onMemory(CEILING);
    expect(launched).toHaveLength(1);
    at(0).events.onMemory(CEILING + 1);
    at(0).events.onMemory(CEILING + 2);
    expect(launched.map(({ name }) => name)).toEqual(['slm-0', 'slm-1']);
    expect([states(), at(0).worker.drain.mock.calls.length]).toEqual([['ready', 'starting'], 0]);
    await becomeReady(1);
    expect(log).toEqual(['slm-0 ready', 'slm-1 ready', 'slm-0 gone']);
    expect(at(0).worker.drain).toHaveBeenCalledOnce();
    at(0).events.onExit('drained');
    expect(states()).toEqual(['ready']);
  });

  it('tells the memory of all its workers together', async () => {
    open(2);
    at(0).events.onMemory(300);
    at(1).events.onMemory(200);
    at(0).events.onExit('signal SIGKILL');
    at(1).events.onMemory(250);
    expect(memory).toEqual([300, 500, 200, 250]);
  });

  it('lets a worker hold what it needs from the start, and replaces it when it has grown by half', async () => {
    open(1);
    await becomeReady(0);
    at(0).events.onMemory(CEILING * 2);
    nowMs = MINUTE;
    at(0).events.onMemory(CEILING * 3);
    expect(launched).toHaveLength(1);
    at(0).events.onMemory(CEILING * 3 + 1);
    expect(launched).toHaveLength(2);
  });

  it('keeps only the new worker when the old one dies before it is ready', async () => {
    open(1);
    await becomeReady(0);
    nowMs = MINUTE;
    at(0).events.onMemory(CEILING * 2);
    at(0).events.onExit('signal SIGKILL');
    expect(log).toEqual(['slm-0 ready', 'slm-0 gone']);
    vi.runAllTimers();
    await becomeReady(1);
    expect(states()).toEqual(['ready']);
    vi.runAllTimers();
    expect(launched).toHaveLength(2);
  });

  it('does not keep callers waiting for one that has been away for long, however short its pauses are', async () => {
    open(1);
    await becomeReady(0);
    expect(supervisor.readyInMs()).toBe(0);
    at(0).events.onExit('does not answer');
    expect(supervisor.readyInMs()).toBeLessThan(200);
    for (let start = 1; start < 6; start++) {
      nowMs += 2_000;
      vi.runOnlyPendingTimers();
      at(start).events.onExit('does not answer');
    }
    expect(supervisor.readyInMs()).toBeGreaterThanOrEqual(5_000);
  });

  it('ends every worker, also one that waits for its next start', async () => {
    open(2);
    at(0).events.onExit('signal SIGKILL');
    const closed = supervisor.close();
    expect(at(1).worker.drain).toHaveBeenCalledOnce();
    at(1).events.onExit('drained');
    await closed;
    vi.runAllTimers();
    expect([launched.length, supervisor.readyInMs()]).toEqual([2, Number.POSITIVE_INFINITY]);
    supervisor.setCount(5);
    expect(launched).toHaveLength(2);
  });
});
