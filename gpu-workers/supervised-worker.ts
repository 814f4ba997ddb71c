/** What a supervisor sees of one worker, whether it is a child process or a server elsewhere: states out, drain and kill in. */

import type { WorkerClient } from './worker-client.ts';

export interface WorkerEvents {
  /** It is there and loads its models. */
  readonly onWarming: () => void;
  /** Listening and warm. */
  readonly onReady: () => void;
  /** Resident memory, with each heartbeat of a child process. */
  readonly onMemory: (bytes: number) => void;
  /** Once, last; `reason` says what ended it. */
  readonly onExit: (reason: string) => void;
}

export interface SupervisedWorker {
  readonly name: string;
  /** Null while it is not known. */
  readonly pid: number | null;
  readonly client: WorkerClient;
  /** Other processes send it work too, so that it may have died of theirs. */
  readonly isShared: boolean;
  /** From now on it must answer heartbeats; before, only its start is timed. */
  readonly watch: () => void;
  /** Lets it answer what it was sent; it is killed when that takes longer. */
  readonly drain: (timeoutMs: number) => void;
  /** Ends the process; a server elsewhere is only left alone. */
  readonly kill: (reason: string) => void;
}

/** Where in the pool a worker stands: `index` from 0, `start` counts what was started there before, from 1. */
export interface Place {
  readonly index: number;
  readonly name: string;
  readonly start: number;
}

/** Starts the worker of a place. Events come later, never before it returns. */
export type Launch = (place: Place, events: WorkerEvents) => SupervisedWorker;
