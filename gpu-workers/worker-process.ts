/** One worker as a child process: starts it, follows its states, feels its pulse, ends it. */

import type { ChildProcess } from 'node:child_process';
import type { Logger } from '../runtime/telemetry.ts';
import { forkModule } from './fork-module.ts';
import { DEFAULT_PULSE, type Pulse, patientClient, startHeart } from './heart.ts';
import type { SupervisedWorker, WorkerEvents } from './supervised-worker.ts';
import { connectWorker } from './worker-client.ts';
import { fromWorker, type ToWorker, type WorkerOptions } from './worker-options.ts';

export interface ProcessOptions extends WorkerOptions {
  /** Of the JavaScript heap: a process that needs more ends as one that crashed. */
  readonly maxHeapMb: number;
}

export function startWorkerProcess(
  { maxHeapMb, ...options }: ProcessOptions,
  events: WorkerEvents,
  logger: Logger,
  pulse: Pulse = DEFAULT_PULSE,
): SupervisedWorker {
  const child = spawnWorker(options, maxHeapMb);
  let reason: string | null = null;
  const kill = (why: string): void => {
    reason ??= why;
    child.kill('SIGKILL');
  };
  const heart = startHeart(() => send(child, { kind: 'ping' }), pulse, kill);
  const client = patientClient(connectWorker(options.name, options.listen), heart);
  child.on('message', (message) => {
    const known = fromWorker(message);
    if (known?.kind === 'pong') {
      heart.answered();
      events.onMemory(known.memoryBytes);
    }
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
    setTimeout(() => kill('did not end in time'), timeoutMs).unref();
    const ask = (): void => send(child, { kind: 'drain' });
    client.finish().then(ask, ask);
  };
  return { name: options.name, pid: child.pid ?? null, client, isShared: false, watch: heart.beat, drain, kill };
}

function spawnWorker(options: WorkerOptions, maxHeapMb: number): ChildProcess {
  // Its standard output goes to our standard error, because ours may be a command's answer.
  return forkModule('worker', JSON.stringify(options), {
    execArgv: [`--max-old-space-size=${maxHeapMb}`],
    stdio: ['ignore', 2, 2, 'ipc'],
  });
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
