/** The ready workers of a pool with what each has been sent, and the choice of the next one. */

import type { Lane } from '../runtime/lane.ts';
import { batchTokens } from './batch-queue.ts';
import type { Attempt } from './batch-recovery.ts';
import { createDoubts, type Doubts } from './doubts.ts';
import type { ReadyWorker } from './supervisor.ts';
import type { Waiting } from './tickets.ts';

export type Batch = Attempt<Waiting>;

export interface Station {
  readonly worker: ReadyWorker;
  /** Oldest first. */
  inFlight: readonly Batch[];
  lastDoneMs: number;
  /** What it has takes so long that new work goes elsewhere, or on without it, until it answers. */
  isSilent: boolean;
  readonly doubts: Doubts;
}

/** Of the id of an inference request. */
const MAX_ID_CHARACTERS = 256;
/**
 * A batch of ours computes for a tenth of a second or two. Until the heartbeats tell what is wrong, later searches would wait out
 * their time behind it, and the first ones of them would take all places of the gateway. Batches of the lane batch are larger,
 * and their own callers wait.
 */
const SILENT_MS: Readonly<Record<Lane, number>> = { interactive: 600, batch: 3_000 };
/** One computes, one waits in the worker, where workers of ours compute one after the other. */
const MAX_IN_FLIGHT = 2;

export function openStation(worker: ReadyWorker, nowMs: number): Station {
  return { worker, inFlight: [], lastDoneMs: nowMs, isSilent: false, doubts: createDoubts() };
}

/** The function that comes back notes that the batch is over; before, `onSilence` may be called, once. */
export function noteSent(station: Station, batch: Batch, onSilence: () => void): (nowMs: number) => void {
  station.inFlight = [...station.inFlight, batch];
  const patience = setTimeout(() => {
    station.isSilent = true;
    onSilence();
  }, patienceMs(station));
  return (nowMs) => {
    clearTimeout(patience);
    station.isSilent = false;
    station.inFlight = station.inFlight.filter((other) => other !== batch);
    station.lastDoneMs = nowMs;
  };
}

function patienceMs({ inFlight }: Station): number {
  return inFlight.reduce((sum, { entries }) => sum + SILENT_MS[entries[0]?.lane ?? 'interactive'], 0);
}

export function answering(stations: ReadonlyMap<unknown, Station>): readonly Station[] {
  return [...stations.values()].filter(({ isSilent }) => !isSilent);
}

/**
 * Idle workers first; a busy one gets its next batch early only when that batch is full, because a fuller batch is
 * worth more than a short gap. Behind a batch that has failed before nothing is put at risk, and nothing waits for a silent one.
 */
export function chooseStation(
  stations: readonly Station[],
  hasFullBatch: boolean,
  random: () => number,
): Station | null {
  const idle = stations.filter((station) => station.inFlight.length === 0);
  if (idle.length > 0) return powerOfTwo(idle, random);
  if (!hasFullBatch) return null;
  const open = stations.filter(
    ({ inFlight, isSilent }) =>
      !isSilent && inFlight.length < MAX_IN_FLIGHT && inFlight.every((batch) => batch.failures === 0),
  );
  return powerOfTwo(open, random);
}

/** Distinct request ids joined by commas, as many as there is room for; undefined when an entry has none. */
export function requestIdsOf(batch: Batch): string | undefined {
  const ids = new Set<string>();
  for (const { work } of batch.entries) {
    if (work.requestId === undefined) return undefined;
    ids.add(work.requestId);
  }
  return [...ids].reduce((all, id) => {
    const longer = all === '' ? id : `${all},${id}`;
    return longer.length > MAX_ID_CHARACTERS ? all : longer;
  }, '');
}

/** Of two drawn at random the one with fewer tokens: nearly as even as asking all, and no herd runs to the same one. */
function powerOfTwo(stations: readonly Station[], random: () => number): Station | null {
  const draw = (): Station | undefined => stations[Math.floor(random() * stations.length)];
  const [one, other] = [draw(), draw()];
  if (one === undefined || other === undefined) return null;
  return inFlightTokens(one) <= inFlightTokens(other) ? one : other;
}

function inFlightTokens(station: Station): number {
  return station.inFlight.reduce((sum, batch) => sum + batchTokens(batch.entries), 0);
}
