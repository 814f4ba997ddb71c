/** One place in a pool and whoever holds it, and when somebody is expected to be ready there. */

import type { WorkerState } from './pools.ts';
import type { SupervisedWorker } from './supervised-worker.ts';

export interface Slot {
  readonly index: number;
  readonly name: string;
  state: WorkerState;
  worker: SupervisedWorker | null;
  starts: number;
  faultsInRow: number;
  /** When the state began that `slotReadyInMs` counts from: the pause, the start, or being ready. */
  sinceMs: number;
  /** Since when nobody is ready here. */
  awaySinceMs: number;
  pauseMs: number;
  /** Of the last heartbeat; 0 where none told. */
  memoryBytes: number;
  /** The most that this worker held when it was young. */
  neededBytes: number;
  /** The place that is given up as soon as this one is ready. */
  replaces: Slot | null;
}

const FIRST_PAUSE_MS = 100;
const MAX_PAUSE_MS = 2_000;
/** Share of the time so far that an overdue start is expected to need still. */
const OVERDUE_SHARE = 0.5;

export function newSlot(index: number, name: string, nowMs: number, replaces: Slot | null): Slot {
  return {
    index,
    name,
    state: 'starting',
    worker: null,
    starts: 0,
    faultsInRow: 0,
    sinceMs: nowMs,
    awaySinceMs: nowMs,
    pauseMs: 0,
    memoryBytes: 0,
    neededBytes: 0,
    replaces,
  };
}

/** Before the next start, the longer the more starts in a row went wrong. */
export function pauseAfter(faultsInRow: number): number {
  return Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (faultsInRow - 1));
}

/**
 * 0 when one is ready. A place that is empty for longer than a start takes is expected to stay so for half as long again:
 * nobody is kept waiting by hope, neither for a start that hangs nor for a server that has been away for an hour.
 */
export function slotReadyInMs(slot: Slot, nowMs: number, startMs: number): number {
  if (slot.state === 'ready') return 0;
  if (slot.state === 'draining') return Number.POSITIVE_INFINITY;
  const pauseMs = slot.state === 'lost' ? slot.pauseMs : 0;
  return Math.max(1, pauseMs + startMs - (nowMs - slot.sinceMs), (nowMs - slot.awaySinceMs) * OVERDUE_SHARE);
}
