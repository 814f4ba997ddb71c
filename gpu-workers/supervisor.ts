/** Keeps the workers of one pool alive: starts them, warms them, starts them again after a growing pause, adds and retires them. */

import type { Clock } from '../runtime/clock.ts';
import type { PoolName } from '../runtime/pool-names.ts';
import type { Logger } from '../runtime/telemetry.ts';
import type { WorkerStatus } from './pools.ts';
import { newSlot, pauseAfter, type Slot, slotReadyInMs } from './slot.ts';
import type { Launch, SupervisedWorker } from './supervised-worker.ts';
import type { WorkerClient } from './worker-client.ts';

export interface SupervisorOptions {
  readonly pool: PoolName;
  /** Workers at the start; `setCount` changes it. */
  readonly count: number;
  readonly launch: Launch;
  /** Runs before a worker counts as ready, at each start. */
  readonly prepare: (client: Pick<WorkerClient, 'load'>) => Promise<void>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** A worker that has come to hold more is replaced, by one that is warm first. */
  readonly memoryCeilingBytes: number;
  readonly onRestart: () => void;
  /** Resident memory of all workers of the pool that tell theirs. */
  readonly onMemory: (bytes: number) => void;
}

/** A worker that can take batches. */
export interface ReadyWorker {
  readonly name: string;
  readonly client: Pick<WorkerClient, 'infer' | 'load'>;
  /** Other processes send it work too, so that it may have died of theirs. */
  readonly isShared: boolean;
  /** For one that does not answer any more. */
  readonly kill: (reason: string) => void;
}

export interface SupervisorEvents {
  readonly onReady: (worker: ReadyWorker) => void;
  /** It gets nothing more; what it was sent may still be answered. */
  readonly onGone: (worker: ReadyWorker) => void;
}

export interface Supervisor {
  readonly status: () => readonly WorkerStatus[];
  readonly ready: () => readonly ReadyWorker[];
  /** Milliseconds until one is expected to be ready: 0 when one is, Infinity when none will come. */
  readonly readyInMs: () => number;
  /** Starts what is missing; those too many answer what they were sent and end. */
  readonly setCount: (count: number) => void;
  /** Lets the workers end; resolves when the processes are gone. */
  readonly close: () => Promise<void>;
}

/** After so long without a fault the next pause is the first one again, and a worker has all that it needs in memory. */
const HEALTHY_AFTER_MS = 30_000;
/** Of the memory that a worker needs, where that alone is over the ceiling. */
const MOST_GROWTH = 1.5;
const DRAIN_MS = 2_000;
/** Until the first start was measured. */
const START_GUESS_MS = 2_500;

export function startSupervisor(options: SupervisorOptions, events: SupervisorEvents): Supervisor {
  return new WorkerSupervisor(options, events);
}

class WorkerSupervisor implements Supervisor {
  readonly #options: SupervisorOptions;
  readonly #events: SupervisorEvents;
  readonly #pauses = new Map<Slot, NodeJS.Timeout>();
  #slots: readonly Slot[] = [];
  #startMs = START_GUESS_MS;
  #whenGone: (() => void) | null = null;

  constructor(options: SupervisorOptions, events: SupervisorEvents) {
    this.#options = options;
    this.#events = events;
    this.setCount(options.count);
  }

  readonly status = (): readonly WorkerStatus[] =>
    this.#slots.map(({ worker, state }) => ({ pool: this.#options.pool, pid: worker?.pid ?? null, state }));

  readonly ready = (): readonly ReadyWorker[] =>
    this.#slots.flatMap(({ worker, state }) => (worker !== null && state === 'ready' ? [worker] : []));

  readonly readyInMs = (): number => {
    if (this.#whenGone !== null) return Number.POSITIVE_INFINITY;
    return Math.min(...this.#slots.map((slot) => slotReadyInMs(slot, this.#options.clock.nowMs(), this.#startMs)));
  };

  setCount(count: number): void {
    if (this.#whenGone !== null) return;
    const held = this.#slots.filter(({ state, replaces }) => state !== 'draining' && replaces === null);
    for (let more = held.length; more < count; more++) this.#add(null);
    for (const slot of held.slice(count)) {
      const successor = this.#successorOf(slot);
      if (successor !== undefined) this.#retire(successor);
      this.#retire(slot);
    }
  }

  async close(): Promise<void> {
    const gone = new Promise<void>((resolve) => {
      this.#whenGone = resolve;
    });
    for (const slot of this.#slots) if (slot.state !== 'draining') this.#retire(slot);
    this.#tellWhenGone();
    await gone;
  }

  #add(replaces: Slot | null): void {
    const { pool, clock } = this.#options;
    const taken = new Set(this.#slots.map(({ index }) => index));
    let index = 0;
    while (taken.has(index)) index += 1;
    const slot = newSlot(index, `${pool}-${index}`, clock.nowMs(), replaces);
    this.#slots = [...this.#slots, slot];
    this.#start(slot);
  }

  #start(slot: Slot): void {
    slot.state = 'starting';
    slot.neededBytes = 0;
    slot.sinceMs = this.#options.clock.nowMs();
    slot.starts += 1;
    const { index, name, starts: start } = slot;
    const worker: SupervisedWorker = this.#options.launch(
      { index, name, start },
      {
        onWarming: () => {
          if (slot.state === 'starting') slot.state = 'warming';
        },
        onReady: () => void this.#becomeReady(slot, worker),
        onMemory: (bytes) => this.#weigh(slot, bytes),
        onExit: (reason) => this.#ended(slot, worker, reason),
      },
    );
    slot.worker = worker;
  }

  async #becomeReady(slot: Slot, worker: SupervisedWorker): Promise<void> {
    await this.#options.prepare(worker.client);
    if (slot.worker !== worker || slot.state !== 'warming') return;
    const nowMs = this.#options.clock.nowMs();
    this.#startMs = nowMs - slot.sinceMs;
    slot.state = 'ready';
    slot.sinceMs = nowMs;
    worker.watch();
    this.#events.onReady(worker);
    if (slot.replaces !== null) this.#retire(slot.replaces);
    slot.replaces = null;
  }

  /** What a worker holds when it is young it needs, whatever the ceiling says: another one would be no smaller. */
  #weigh(slot: Slot, bytes: number): void {
    const { clock, logger, memoryCeilingBytes } = this.#options;
    this.#noteMemory(slot, bytes);
    const isYoung = slot.state !== 'ready' || clock.nowMs() - slot.sinceMs <= HEALTHY_AFTER_MS;
    if (isYoung) slot.neededBytes = Math.max(slot.neededBytes, bytes);
    const isTooMuch = bytes > Math.max(memoryCeilingBytes, slot.neededBytes * MOST_GROWTH);
    if (isYoung || !isTooMuch || this.#successorOf(slot) !== undefined) return;
    logger.warn({ worker: slot.name, bytes, memoryCeilingBytes }, 'worker holds too much memory; replacing it');
    this.#options.onRestart();
    this.#add(slot);
  }

  #noteMemory(slot: Slot, bytes: number): void {
    slot.memoryBytes = bytes;
    this.#options.onMemory(this.#slots.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0));
  }

  #successorOf(slot: Slot): Slot | undefined {
    return this.#slots.find(({ replaces }) => replaces === slot);
  }

  /** Gets nothing more, answers what it was sent, ends. */
  #retire(slot: Slot): void {
    const { worker, state } = slot;
    clearTimeout(this.#pauses.get(slot));
    this.#pauses.delete(slot);
    if (worker === null) {
      this.#forget(slot);
      return;
    }
    slot.state = 'draining';
    if (state === 'ready') this.#events.onGone(worker);
    worker.drain(DRAIN_MS);
  }

  #ended(slot: Slot, worker: SupervisedWorker, reason: string): void {
    const { logger, clock } = this.#options;
    const { state, sinceMs } = slot;
    const wasReady = state === 'ready';
    const isHealthy = wasReady && clock.nowMs() - sinceMs > HEALTHY_AFTER_MS;
    slot.worker = null;
    this.#noteMemory(slot, 0);
    slot.state = 'lost';
    const successor = this.#successorOf(slot);
    if (state === 'draining' || successor !== undefined) {
      if (successor !== undefined) successor.replaces = null;
      this.#forget(slot);
    } else {
      slot.faultsInRow = isHealthy ? 1 : slot.faultsInRow + 1;
      logger.warn({ worker: worker.name, pid: worker.pid, reason }, 'worker ended; starting it again');
      this.#startAgain(slot, wasReady);
    }
    // Last, so that listeners read when the next one is expected.
    if (wasReady) this.#events.onGone(worker);
  }

  #startAgain(slot: Slot, wasReady: boolean): void {
    slot.pauseMs = pauseAfter(slot.faultsInRow);
    slot.sinceMs = this.#options.clock.nowMs();
    if (wasReady) slot.awaySinceMs = slot.sinceMs;
    this.#options.onRestart();
    const start = (): void => {
      this.#pauses.delete(slot);
      this.#start(slot);
    };
    this.#pauses.set(slot, setTimeout(start, slot.pauseMs));
  }

  #forget(slot: Slot): void {
    this.#slots = this.#slots.filter((other) => other !== slot);
    this.#tellWhenGone();
  }

  #tellWhenGone(): void {
    if (this.#slots.length === 0) this.#whenGone?.();
  }
}
