/** How the workers of a pool come to be: child processes with a socket each, or servers elsewhere, by the setting. */

import { rm } from 'node:fs/promises';
import type { PoolName } from '../runtime/pool-names.ts';
import type { Logger } from '../runtime/telemetry.ts';
import type { Pulse } from './heart.ts';
import { startRemoteWorker } from './remote-worker.ts';
import type { Launch } from './supervised-worker.ts';
import { socketAddress } from './worker-address.ts';
import { type ProcessOptions, startWorkerProcess } from './worker-process.ts';

export interface ChildrenOptions {
  readonly pool: PoolName;
  /** Everything that is equal for all workers. */
  readonly worker: Omit<ProcessOptions, 'pool' | 'name' | 'listen'>;
  /** Folder for the sockets; its path must be short (a socket path has at most 107 bytes). */
  readonly socketDir: string;
  readonly logger: Logger;
  readonly pulse?: Pulse;
}

export function launchChildren({ pool, worker, socketDir, logger, pulse }: ChildrenOptions): Launch {
  return ({ name, start }, events) => {
    const socketPath = `${socketDir}/${name}.${start}`;
    const onExit = (reason: string): void => {
      // SIGKILL leaves the socket file behind.
      rm(socketPath, { force: true }).catch((err: unknown) => logger.debug({ err }, 'socket file stays'));
      events.onExit(reason);
    };
    const options = { ...worker, pool, name, listen: socketAddress(socketPath) };
    return startWorkerProcess(options, { ...events, onExit }, logger, pulse);
  };
}

/** One worker an address, at the place of its index. */
export function launchRemote(pool: PoolName, urls: readonly string[], pulse?: Pulse): Launch {
  return ({ index, name }, events) => startRemoteWorker({ pool, name, url: urls[index] ?? '' }, events, pulse);
}
