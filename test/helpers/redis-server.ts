/** A real redis-server for one test file or benchmark, on a socket of its own; who needs one says so when it is not installed. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export interface RedisServer {
  readonly url: string;
  /** Path of the socket. */
  readonly socket: string;
  /** Starts it again after `kill`, empty. */
  readonly start: () => Promise<void>;
  readonly kill: () => Promise<void>;
  readonly freeze: () => void;
  readonly thaw: () => void;
  /** For the end of the test file. */
  readonly remove: () => Promise<void>;
}

/** Use with `describe.skipIf`. */
export const hasNoRedis = spawnSync('redis-server', ['--version']).status !== 0;
if (hasNoRedis) console.warn('skipped: tests against Redis, because redis-server is not installed');

const START_MS = 10_000;
const POLL_MS = 10;

async function untilThere(socket: string, triesLeft: number): Promise<void> {
  if (existsSync(socket)) return;
  if (triesLeft <= 0) throw new Error(`redis-server did not open ${socket} in ${START_MS} ms`);
  await pause(POLL_MS);
  await untilThere(socket, triesLeft - 1);
}

/** Not started yet. `options` are of redis-server, such as --requirepass. */
export function redisServer(...options: readonly string[]): RedisServer {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-redis-'));
  const socket = join(folder, 'redis.sock');
  let running: ChildProcess | null = null;
  const kill = async (): Promise<void> => {
    if (running === null) return;
    const ended = once(running, 'exit');
    running.kill('SIGKILL');
    await ended;
    running = null;
    rmSync(socket, { force: true });
  };
  const start = async (): Promise<void> => {
    const settings = ['--port', '0', '--unixsocket', socket, '--save', '', '--dir', folder, ...options];
    running = spawn('redis-server', settings, { stdio: 'ignore' });
    await untilThere(socket, START_MS / POLL_MS);
  };
  return {
    url: `unix://${socket}`,
    socket,
    start,
    kill,
    freeze: () => running?.kill('SIGSTOP'),
    thaw: () => running?.kill('SIGCONT'),
    remove: async () => {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
