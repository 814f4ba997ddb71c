/** Keeps the workers of one pool alive: starts them, warms them, starts them again after a growing pause. */

import { rm } from 'node:fs/promises';
import type { Clock } from '../runtime/clock.ts';
import type { Logger } from '../runtime/telemetry.ts';
import type { PoolName, WorkerState, WorkerStatus } from './pools.ts';
import type { WorkerClient } from './worker-client.ts';
import type { WorkerOptions } from './worker-options.ts';
import { DEFAULT_PULSE, type Pulse, startWorkerProcess, type WorkerProcess } from './worker-process.ts';

export interface SupervisorOptions {
  readonly pool: PoolName;
  readonly count: number;
  /** Everything that is equal for all workers. */
  readonly worker: Omit<WorkerOptions, 'pool' | 'name' | 'socketPath'>;
  /** Folder for the sockets; its path must be short (a socket path has at most 107 bytes). */
  readonly socketDir: string;
  /** Runs before a worker counts as ready, at each start. */
  readonly prepare: (client: WorkerClient) => Promise<void>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly pulse?: Pulse;
  readonly onRestart: () => void;
}

/** A worker that can take batches. */
export interface ReadyWorker {
  readonly name: string;
  readonly client: WorkerClient;
  /** For one that does not answer any more. */
  readonly kill: (reason: string) => void;
}

export interface SupervisorEvents {
  readonly onReady: (worker: ReadyWorker) => void;
  readonly onGone: (worker: ReadyWorker) => void;
}

export interface Supervisor {
  readonly status: () => readonly WorkerStatus[];
  readonly ready: () => readonly ReadyWorker[];
  /** Milliseconds until one is expected to be ready: 0 when one is, Infinity when none will come. */
  readonly readyInMs: () => number;
  /** Lets the workers end; resolves when the processes are gone. */
  readonly close: () => Promise<void>;
}

const FIRST_PAUSE_MS = 100;
const MAX_PAUSE_MS = 2_000;
/** After so long without a fault the next pause is the first one again. */
const HEALTHY_AFTER_MS = 30_000;
const DRAIN_MS = 2_000;
/** Share of the time so far that an overdue start is expected to need still. */
const OVERDUE_SHARE = 0.5;
/** Until the first start was measured. */
const START_GUESS_MS = 2_500;

/** One place in the pool and whoever holds it. */
interface Slot {
  readonly name: string;
  state: WorkerState;
  process: WorkerProcess | null;
  starts: number;
  faultsInRow: number;
  /** When the state began that `readyInMs` counts from: the pause, the start, or being ready. */
  sinceMs: number;
  pauseMs: number;
}

export function startSupervisor(options: SupervisorOptions, events: SupervisorEvents): Supervisor {
  return new ProcessSupervisor(options, events);
}

class ProcessSupervisor implements Supervisor {
  readonly #options: SupervisorOptions;
  readonly #events: SupervisorEvents;
  readonly #slots: readonly Slot[];
  readonly #pauses = new Set<NodeJS.Timeout>();
  #startMs = START_GUESS_MS;
  #whenGone: (() => void) | null = null;

  constructor(options: SupervisorOptions, events: SupervisorEvents) {
    this.#options = options;
    this.#events = events;
    this.#slots = Array.from({ length: options.count }, (_, index) => newSlot(`${options.pool}-${index}`));
    for (const slot of this.#slots) this.#start(slot);
  }

  readonly status = (): readonly WorkerStatus[] =>
    this.#slots.map(({ process, state }) => ({ pool: this.#options.pool, pid: process?.pid ?? null, state }));

  readonly ready = (): readonly ReadyWorker[] =>
    this.#slots.flatMap(({ process, state }) => (process !== null && state === 'ready' ? [process] : []));

  readonly readyInMs = (): number => {
    if (this.#whenGone !== null) return Number.POSITIVE_INFINITY;
    return Math.min(...this.#slots.map((slot) => readyInMs(slot, this.#options.clock.nowMs(), this.#startMs)));
  };

  readonly close = async (): Promise<void> => {
    for (const pause of this.#pauses) clearTimeout(pause);
    const gone = new Promise<void>((resolve) => {
      this.#whenGone = resolve;
    });
    for (const slot of this.#slots) {
      if (slot.process !== null) slot.state = 'draining';
      slot.process?.drain(DRAIN_MS);
    }
    this.#tellWhenGone();
    await gone;
  };

  #start(slot: Slot): void {
    const { worker: shared, pool, socketDir, logger, clock, pulse = DEFAULT_PULSE } = this.#options;
    slot.state = 'starting';
    slot.sinceMs = clock.nowMs();
    slot.starts += 1;
    const socketPath = `${socketDir}/${slot.name}.${slot.starts}`;
    const worker: WorkerProcess = startWorkerProcess(
      { ...shared, pool, name: slot.name, socketPath },
      {
        onWarming: () => {
          slot.state = 'warming';
        },
        onReady: () => void this.#becomeReady(slot, worker),
        onExit: (reason) => this.#ended(slot, worker, socketPath, reason),
      },
      logger,
      pulse,
    );
    slot.process = worker;
  }

  async #becomeReady(slot: Slot, worker: WorkerProcess): Promise<void> {
    await this.#options.prepare(worker.client);
    if (slot.process !== worker || slot.state !== 'warming') return;
    const nowMs = this.#options.clock.nowMs();
    this.#startMs = nowMs - slot.sinceMs;
    slot.state = 'ready';
    slot.sinceMs = nowMs;
    worker.watch();
    this.#events.onReady(worker);
  }

  #ended(slot: Slot, worker: WorkerProcess, socketPath: string, reason: string): void {
    const { logger, clock } = this.#options;
    const wasReady = slot.state === 'ready';
    const isHealthy = wasReady && clock.nowMs() - slot.sinceMs > HEALTHY_AFTER_MS;
    slot.process = null;
    slot.state = 'lost';
    // SIGKILL leaves the socket file behind.
    rm(socketPath, { force: true }).catch((err: unknown) => logger.debug({ err }, 'socket file stays'));
    if (this.#whenGone !== null) {
      this.#tellWhenGone();
      return;
    }
    slot.faultsInRow = isHealthy ? 1 : slot.faultsInRow + 1;
    logger.warn({ worker: worker.name, pid: worker.pid, reason }, 'worker ended; starting it again');
    this.#startAgain(slot);
    // Last, so that listeners read when the next one is expected.
    if (wasReady) this.#events.onGone(worker);
  }

  #startAgain(slot: Slot): void {
    slot.pauseMs = Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (slot.faultsInRow - 1));
    slot.sinceMs = this.#options.clock.nowMs();
    this.#options.onRestart();
    const pause = setTimeout(() => {
      this.#pauses.delete(pause);
      this.#start(slot);
    }, slot.pauseMs);
    this.#pauses.add(pause);
  }

  #tellWhenGone(): void {
    if (this.#slots.every((slot) => slot.process === null)) this.#whenGone?.();
  }
}

function newSlot(name: string): Slot {
  return { name, state: 'starting', process: null, starts: 0, faultsInRow: 0, sinceMs: 0, pauseMs: 0 };
}

/** A start that takes longer than the last one is expected to take half as long again as it took so far: nobody is kept waiting by hope. */
function readyInMs(slot: Slot, nowMs: number, startMs: number): number {
  if (slot.state === 'ready') return 0;
  const pauseMs = slot.state === 'lost' ? slot.pauseMs : 0;
  const elapsedMs = nowMs - slot.sinceMs;
  return Math.max(1, pauseMs + startMs - elapsedMs, elapsedMs * OVERDUE_SHARE);
}
