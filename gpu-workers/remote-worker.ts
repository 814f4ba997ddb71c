/** One worker that runs by itself elsewhere: waits until it is ready, asks for its health, and leaves it alone when it fails. */

import { setTimeout as pause } from 'node:timers/promises';
import { TandemError } from '../runtime/errors.ts';
import type { PoolName } from '../runtime/pool-names.ts';
import { DEFAULT_PULSE, type Pulse, patientClient, startHeart } from './heart.ts';
import type { SupervisedWorker, WorkerEvents } from './supervised-worker.ts';
import { READY_PATH } from './worker-address.ts';
import { connectWorker, type WorkerClient } from './worker-client.ts';

export interface RemoteOptions {
  readonly pool: PoolName;
  readonly name: string;
  /** `http://host:port` or `unix:/path`. */
  readonly url: string;
}

/** Between two looks at one that is there and not ready yet. */
const LOOK_EVERY_MS = 100;
/** What a worker of each pool must have. */
const MODEL: Readonly<Record<PoolName, string>> = { ebr: 'encoder', slm: 'ranker' };

/** A server that cannot be reached, is of another pool or falls silent has ended for us; a later start finds it again. */
export function startRemoteWorker(
  { pool, name, url }: RemoteOptions,
  events: WorkerEvents,
  pulse: Pulse = DEFAULT_PULSE,
): SupervisedWorker {
  const ended = new AbortController();
  const end = (reason: string): void => {
    if (ended.signal.aborted) return;
    ended.abort();
    heart.stop();
    client.close();
    events.onExit(`${url}: ${reason}`);
  };
  const connection = connectWorker(name, url);
  const isHealthy = async (): Promise<boolean> => (await connection.look(READY_PATH, ended.signal)).status === 200;
  const ping = (): void => {
    // A beat without an answer counts as missed by itself.
    void isHealthy().then(
      (isReady) => isReady && heart.answered(),
      () => undefined,
    );
  };
  const heart = startHeart(ping, pulse, end);
  const client = patientClient(connection, heart);
  const worker = { pid: null as number | null };
  const greet = async (): Promise<void> => {
    // The supervisor has to know the worker before it hears of it.
    await pause(0);
    events.onWarming();
    while (!(await isHealthy())) await pause(LOOK_EVERY_MS, undefined, { signal: ended.signal });
    worker.pid = await acquaint(connection, pool, ended.signal);
    events.onReady();
  };
  greet().catch((error: unknown) => end(error instanceof Error ? error.message : String(error)));
  const drain = (timeoutMs: number): void => {
    setTimeout(() => end('did not answer in time'), timeoutMs).unref();
    const leave = (): void => end('drained');
    client.finish().then(leave, leave);
  };
  return {
    name,
    get pid() {
      return worker.pid;
    },
    client,
    isShared: true,
    watch: heart.beat,
    drain,
    kill: end,
  };
}

/** Its process id, where it tells one. Throws MODEL_INVALID when it does not serve the pool. */
async function acquaint(client: WorkerClient, pool: PoolName, signal: AbortSignal): Promise<number | null> {
  const { status } = await client.look(`/v2/models/${MODEL[pool]}/ready`, signal);
  if (status !== 200)
    throw new TandemError(
      'MODEL_INVALID',
      `expected the model "${MODEL[pool]}" of the pool ${pool} ready there, got ${status}; start tandem worker ${pool}`,
    );
  const { body } = await client.look('/v2', signal);
  return pidOf(body.toString());
}

/** Other servers of the protocol have no such field. */
function pidOf(metadata: string): number | null {
  const { pid } = JSON.parse(metadata) as { readonly pid?: unknown };
  return typeof pid === 'number' ? pid : null;
}
