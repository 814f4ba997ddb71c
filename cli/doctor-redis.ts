/** What `tandem doctor` finds of Redis: whether it answers, over a connection of its own that waits longer than a search would. */

import { Redis } from 'ioredis';
import type { Config } from '../runtime/config.ts';
import { redisAddress, socketPath } from '../stores/redis-address.ts';
import { type Finding, failed, ok } from './doctor-findings.ts';

const TIME_LIMIT_MS = 1_000;

const OPTIONS = {
  lazyConnect: true,
  maxRetriesPerRequest: 0,
  connectTimeout: TIME_LIMIT_MS,
  commandTimeout: TIME_LIMIT_MS,
  retryStrategy: () => null,
};

/** Nothing where no Redis is configured. */
export async function checkRedis({ REDIS_URL: url }: Config): Promise<readonly Finding[]> {
  if (url === undefined) return [];
  const address = redisAddress(url);
  const problem = await problemOfRedis(url);
  if (problem === null) return [ok('redis', `${address} answers`)];
  const advice = 'start it or correct REDIS_URL; until then searches are answered without it';
  return [failed('redis', `${address} does not answer (${problem})`, advice)];
}

/** Only the words of an error: ioredis hangs the command with its arguments on it, the password too. */
async function problemOfRedis(url: string): Promise<string | null> {
  const redis = new Redis(socketPath(url) ?? url, OPTIONS);
  // A connection that fails says why here; the command only hears that it is closed.
  const causes: Error[] = [];
  redis.on('error', (error: Error) => causes.push(error));
  try {
    await redis.ping();
    return null;
  } catch (error) {
    const [cause = error] = causes;
    return cause instanceof Error ? cause.message : String(cause);
  } finally {
    redis.disconnect();
  }
}
