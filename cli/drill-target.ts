/** The process that a drill strikes: of this machine, and what it was said to be. */

import { readFileSync } from 'node:fs';
import { getGlobalDispatcher } from 'undici';
import { askReadiness } from '../gateway/calls/remote-status.ts';
import { badInput } from '../runtime/errors.ts';
import type { PoolName } from '../runtime/pool-names.ts';

export type DrillName = 'redis' | 'worker' | 'subgraph';

export interface DrillTarget {
  readonly pid: number;
  /** For people: what runs there. */
  readonly what: string;
}

/** What stands in the command line of such a process. */
const COMMANDS: Readonly<Record<DrillName, RegExp>> = {
  redis: /redis|valkey/i,
  worker: /worker/,
  subgraph: /subgraph/,
};

/** A worker's process number would be somebody else's on another machine. Throws BAD_USER_INPUT. */
export function ownServer(url: string): string {
  const isHere = URL.canParse(url) && ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname);
  if (isHere) return url.replace(/\/+$/, '');
  throw badInput(`--url must be a server on this machine such as http://127.0.0.1:4000, got ${url}`);
}

/** The first worker of the pool that is ready. Throws BAD_USER_INPUT when the server tells none. */
export async function readyWorker(url: string, pool: PoolName, token?: string): Promise<DrillTarget> {
  const { workers } = await askReadiness(url, getGlobalDispatcher(), token);
  const worker = workers.find((each) => each.pool === pool && each.state === 'ready' && each.pid !== null);
  if (worker?.pid != null) return knownProcess('worker', worker.pid);
  throw badInput(
    `expected ${url}/readyz to name a ready worker of ${pool}, got ${JSON.stringify(workers)}; a server in production tells its workers to the scope admin alone: set TANDEM_TOKEN to a key or token that has it`,
  );
}

/** Throws BAD_USER_INPUT when no such process runs, or when it is clearly another program. */
export function knownProcess(name: DrillName, pid: number): DrillTarget {
  if (!isRunning(pid)) throw badInput(`expected a process ${pid} of this user on this machine, found none`);
  const command = commandOf(pid);
  if (command !== null && !COMMANDS[name].test(command))
    throw badInput(`expected process ${pid} to be a ${name}, got "${command}"; nothing was done to it`);
  return { pid, what: command ?? `a ${name}` };
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    if (['ESRCH', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}

/** Null where the system has no /proc, such as macOS. */
function commandOf(pid: number): string | null {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim().slice(0, 80);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
