/** One worker as a child process: starts it, follows its states, feels its pulse, ends it. */

import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { projectPath } from '../runtime/project-root.ts';
import type { Logger } from '../runtime/telemetry.ts';
import { socketAddress } from './worker-address.ts';
import { connectWorker, type WorkerClient } from './worker-client.ts';
import { fromWorker, type ToWorker, type WorkerOptions } from './worker-options.ts';

export interface Pulse {
  /** Between two heartbeats. */
  readonly intervalMs: number;
  /** Heartbeats without an answer after which the process is taken for hung. */
  readonly maxMissed: number;
  /** Time for loading and proving the models. */
  readonly startTimeoutMs: number;
}

/** Three missed beats of a second: a batch keeps a worker silent for tenths of one, and several times that where other programs want the processor too. */
export const DEFAULT_PULSE: Pulse = { intervalMs: 1_000, maxMissed: 3, startTimeoutMs: 60_000 };
/** While an index is loaded, so many times the missed heartbeats are waited for. */
const PATIENCE = 10;

export interface WorkerEvents {
  /** The process runs and loads its models. */
  readonly onWarming: () => void;
  /** Listening and warm. */
  readonly onReady: () => void;
  /** Once, last; `reason` says what ended it. */
  readonly onExit: (reason: string) => void;
}

export interface WorkerProcess {
  readonly name: string;
  readonly pid: number | null;
  readonly client: WorkerClient;
  /** From now on it must answer heartbeats; before, only its start is timed. */
  readonly watch: () => void;
  /** Lets it finish what it computes; SIGKILL when it does not end in time. */
  readonly drain: (timeoutMs: number) => void;
  /** SIGKILL. */
  readonly kill: (reason: string) => void;
}

export function startWorkerProcess(
  options: WorkerOptions,
  events: WorkerEvents,
  logger: Logger,
  pulse: Pulse = DEFAULT_PULSE,
): WorkerProcess {
  const child = spawnWorker(options);
  let reason: string | null = null;
  const kill = (why: string): void => {
    reason ??= why;
    child.kill('SIGKILL');
  };
  const heart = startHeart(child, pulse, kill);
  const client = patientClient(connectWorker(options.name, socketAddress(options.socketPath)), heart);
  child.on('message', (message) => {
    const known = fromWorker(message);
    if (known?.kind === 'pong') heart.answered();
    if (known?.kind === 'warming') events.onWarming();
    if (known?.kind === 'ready') events.onReady();
    if (known?.kind === 'failed') logger.error({ worker: options.name }, known.message);
  });
  // A process that cannot start has no exit event.
  child.on('error', (error) => kill(`cannot run: ${error.message}`));
  const gone = onceOnly((how: string) => {
    heart.stop();
    client.close();
    events.onExit(reason ?? how);
  });
  child.on('exit', (code, signal) => gone(signal === null ? `exit code ${code}` : `signal ${signal}`));
  if (child.pid === undefined) child.on('error', (error) => gone(`cannot run: ${error.message}`));
  const drain = (timeoutMs: number): void => {
    reason ??= 'drained';
    send(child, { kind: 'drain' });
    setTimeout(() => kill('did not end in time'), timeoutMs).unref();
  };
  return { name: options.name, pid: child.pid ?? null, client, watch: heart.beat, drain, kill };
}

/** Sources need tsx registered in the child; the build runs as it is. */
function spawnWorker(options: WorkerOptions): ChildProcess {
  const isSource = import.meta.url.endsWith('.ts');
  const worker = new URL(isSource ? './worker.ts' : './worker.js', import.meta.url);
  const entry = isSource ? projectPath('gpu-workers', 'worker-entry.mjs') : fileURLToPath(worker);
  const parameters = [...(isSource ? [worker.href] : []), JSON.stringify(options)];
  // Its standard output goes to our standard error, because ours may be a command's answer.
  return fork(entry, parameters, { execArgv: [], stdio: ['ignore', 2, 2, 'ipc'] });
}

interface Heart {
  readonly beat: () => void;
  readonly answered: () => void;
  /** Counts work under way that keeps a healthy process from answering. */
  readonly busy: (change: 1 | -1) => void;
  readonly stop: () => void;
}

/** Missed beats are counted, not timed: when this process itself was blocked, one late tick counts one beat. */
function startHeart(child: ChildProcess, pulse: Pulse, kill: (reason: string) => void): Heart {
  let missed = 0;
  let loads = 0;
  let timer = setTimeout(() => kill(`not ready after ${pulse.startTimeoutMs} ms`), pulse.startTimeoutMs);
  return {
    beat: () => {
      clearTimeout(timer);
      timer = setInterval(() => {
        if (missed >= pulse.maxMissed * (loads > 0 ? PATIENCE : 1)) kill(`${missed} heartbeats missed`);
        missed += 1;
        send(child, { kind: 'ping' });
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

/** Loading an index turns all its vectors into codes in one go, which may take longer than a heartbeat. */
function patientClient(client: WorkerClient, heart: Heart): WorkerClient {
  return {
    ...client,
    load: async (...request) => {
      heart.busy(1);
      await client.load(...request).finally(() => heart.busy(-1));
    },
  };
}

/** A worker that is just ending cannot be written to; its exit event follows. */
function send(child: ChildProcess, message: ToWorker): void {
  if (child.connected) child.send(message, () => undefined);
}

function onceOnly(act: (how: string) => void): (how: string) => void {
  let isDone = false;
  return (how) => {
    if (isDone) return;
    isDone = true;
    act(how);
  };
}
