/** The worker process of one pool as a child: runs the worker, answers heartbeats with its memory, ends with its parent. */

import { rmdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { runWorker } from './run-worker.ts';
import { socketPathOf } from './worker-address.ts';
import { type FromWorker, toWorker, type WorkerOptions, workerOptions } from './worker-options.ts';

await startWorker(workerOptions.parse(JSON.parse(process.argv[2] ?? '{}')));

async function startWorker(options: WorkerOptions): Promise<void> {
  let drain = (): void => process.exit(0);
  // Before anything is awaited: a parent that dies while the models load must not leave a worker behind.
  listenToParent(options, () => drain());
  tell({ kind: 'warming' });
  try {
    const worker = await runWorker(options);
    drain = () => {
      drain = () => undefined;
      void worker.drain().then(() => process.exit(0));
    };
    await worker.ready;
    tell({ kind: 'ready' });
  } catch (error) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    tell({ kind: 'failed', message }, () => process.exit(1));
  }
}

/** A worker whose parent is gone serves nobody. Interrupts of the terminal go to the parent, which drains its workers. */
function listenToParent({ listen }: WorkerOptions, drain: () => void): void {
  process.on('disconnect', () => endAlone(listen));
  if (!process.connected) endAlone(listen);
  process.on('SIGTERM', drain);
  process.on('SIGINT', () => undefined);
  process.on('message', (message) => {
    const known = toWorker(message);
    if (known?.kind === 'ping') tell({ kind: 'pong', memoryBytes: process.memoryUsage.rss() });
    if (known?.kind === 'drain') drain();
  });
}

/** Nobody else removes the socket now, and the last worker of the parent removes the folder of the sockets. */
function endAlone(listen: string): void {
  const path = socketPathOf(listen) ?? '';
  try {
    rmSync(path, { force: true });
    rmdirSync(dirname(path));
  } catch {
    // Another worker still has its socket there.
  }
  process.exit(0);
}

/** `afterwards` runs in any case; a parent that left meanwhile is noticed by the disconnect handler. */
function tell(message: FromWorker, afterwards: () => void = () => undefined): void {
  if (process.connected) process.send?.(message, afterwards);
  else afterwards();
}
