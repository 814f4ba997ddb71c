/** The pulse of one worker: asks at an interval, counts what stays unanswered, and gives the worker up. */

import type { WorkerClient } from './worker-client.ts';

export interface Pulse {
  /** Between two heartbeats. */
  readonly intervalMs: number;
  /** Heartbeats without an answer after which the worker is taken for hung. */
  readonly maxMissed: number;
  /** Time for loading and proving the models. */
  readonly startTimeoutMs: number;
}

/** Three missed beats of a second: a batch keeps a worker silent for tenths of one, and several times that where other programs want the processor too. */
export const DEFAULT_PULSE: Pulse = { intervalMs: 1_000, maxMissed: 3, startTimeoutMs: 60_000 };
/** While an index is loaded, so many times the missed heartbeats are waited for; who freezes just then is found out that much later. */
const PATIENCE = 2;

export interface Heart {
  readonly beat: () => void;
  readonly answered: () => void;
  /** Counts work under way that keeps a healthy worker from answering. */
  readonly busy: (change: 1 | -1) => void;
  readonly stop: () => void;
}

/** Missed beats are counted, not timed: when this process itself was blocked, one late tick counts one beat. */
export function startHeart(ping: () => void, pulse: Pulse, giveUp: (reason: string) => void): Heart {
  let missed = 0;
  let loads = 0;
  let timer = setTimeout(() => giveUp(`not ready after ${pulse.startTimeoutMs} ms`), pulse.startTimeoutMs);
  return {
    beat: () => {
      clearTimeout(timer);
      timer = setInterval(() => {
        if (missed >= pulse.maxMissed * (loads > 0 ? PATIENCE : 1)) giveUp(`${missed} heartbeats missed`);
        missed += 1;
        ping();
      }, pulse.intervalMs);
    },
    answered: () => {
      missed = 0;
    },
    busy: (change) => {
      loads += change;
    },
    stop: () => clearTimeout(timer),
  };
}

/** Loading a large index reads its attributes in one go, which may take longer than a heartbeat. */
export function patientClient(client: WorkerClient, heart: Heart): WorkerClient {
  return {
    ...client,
    load: async (...request) => {
      heart.busy(1);
      await client.load(...request).finally(() => heart.busy(-1));
    },
  };
}
