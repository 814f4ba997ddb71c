/** The one connection of a process to Redis; made also when Redis is away, and used when it comes. */

import { Redis } from 'ioredis';
import { socketPath } from './redis-address.ts';
import { createRedisGuard, type GuardSettings, type RedisCall } from './redis-guard.ts';

export interface RedisConnection {
  /** Rejects with STORE_UNAVAILABLE after 25 ms, or at once while Redis is away. */
  readonly call: RedisCall;
  /** Lets running commands end, for as long as a call may take. */
  readonly close: () => Promise<void>;
}

const FIRST_PAUSE_MS = 50;
/** With the silence it is the longest until Redis is used again after it came back: three quarters of a second. */
const LONGEST_PAUSE_MS = 250;
/** A connection that a frozen server or a cut line left behind is made again after this silence. */
const SILENCE_MS = 500;

/** The address may lead elsewhere by now, while this connection stays with a server that became a replica. */
const followsAnother = (error: Error): boolean => error.message.startsWith('READONLY');

/** Many commands of one moment are refused together, and each asked the library to leave the same connection. */
function leaveOnce() {
  let isLeaving = false;
  return {
    reconnectOnError: (error: Error): boolean => {
      if (isLeaving || !followsAnother(error)) return false;
      isLeaving = true;
      return true;
    },
    onceClosed: (): void => {
      isLeaving = false;
    },
  };
}

/** Nothing waits for Redis: a command that cannot be sent fails, and its caller goes on without. Decision 11 says why `commandTimeout` is not among them. */
const OPTIONS = {
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  autoResendUnfulfilledCommands: false,
  connectTimeout: SILENCE_MS,
  socketTimeout: SILENCE_MS,
  retryStrategy: (attempt: number) => Math.min(FIRST_PAUSE_MS * 2 ** (attempt - 1), LONGEST_PAUSE_MS),
};

export function openRedis(settings: GuardSettings): RedisConnection {
  const { reconnectOnError, onceClosed } = leaveOnce();
  const redis = new Redis(socketPath(settings.url) ?? settings.url, { ...OPTIONS, reconnectOnError });
  redis.on('close', onceClosed);
  const guard = createRedisGuard(redis, settings);
  return {
    call: guard.call,
    close: async () => {
      await guard.end();
      redis.disconnect();
    },
  };
}
