/** What `tandem doctor` finds of Redis: whether it answers, over a connection of its own that waits longer than a search would. */

import { Redis } from 'ioredis';
import type { Config } from '../runtime/config.ts';
import { redisAddress, socketPath } from '../stores/redis-address.ts';
import { TIME_LIMIT_MS } from '../stores/redis-guard.ts';
import { type Finding, failed, ok, warn } from './doctor-findings.ts';

const PATIENCE_MS = 1_000;

const OPTIONS = {
  lazyConnect: true,
  maxRetriesPerRequest: 0,
  connectTimeout: PATIENCE_MS,
  commandTimeout: PATIENCE_MS,
  retryStrategy: () => null,
};

/** Nothing where no Redis is configured. */
export async function checkRedis({ REDIS_URL: url }: Config): Promise<readonly Finding[]> {
  if (url === undefined) return [];
  const address = redisAddress(url);
  const answer = await askRedis(url);
  if ('problem' in answer) {
    const advice = 'start it or correct REDIS_URL; until then searches are answered without it';
    return [failed('redis', `${address} does not answer (${answer.problem})`, advice)];
  }
  return [ok('redis', `${address} answers`), ...doubtsOf(answer)];
}

interface RedisAnswer {
  readonly tookMs: number;
  /** As Redis names it, such as noeviction; empty where it does not tell. */
  readonly policy: string;
}

/** Searches go on in each of these cases, but Redis helps less than it could. */
function doubtsOf({ tookMs, policy }: RedisAnswer): readonly Finding[] {
  const doubts: readonly (readonly [isDoubtful: boolean, what: string, found: string, advice: string])[] = [
    [
      tookMs > TIME_LIMIT_MS,
      'redis time',
      `an answer took ${tookMs.toFixed(0)} ms; searches wait ${TIME_LIMIT_MS} ms`,
      'run it nearer, or ask again when this machine is less busy',
    ],
    [
      policy.startsWith('allkeys'),
      'redis memory',
      `maxmemory-policy ${policy} lets it forget events and saved searches of members`,
      'set maxmemory-policy volatile-lru: what can be computed again has an expiry',
    ],
  ];
  return doubts.filter(([isDoubtful]) => isDoubtful).map(([, what, found, advice]) => warn(what, found, advice));
}

/** Only the words of an error: ioredis hangs the command with its arguments on it, the password too. */
async function askRedis(url: string): Promise<RedisAnswer | { readonly problem: string }> {
  const redis = new Redis(socketPath(url) ?? url, OPTIONS);
  // A connection that fails says why here; the command only hears that it is closed.
  const causes: Error[] = [];
  redis.on('error', (error: Error) => causes.push(error));
  try {
    const memory = await redis.info('memory');
    const startMs = performance.now();
    await redis.ping();
    return { tookMs: performance.now() - startMs, policy: /maxmemory_policy:(\S+)/.exec(memory)?.[1] ?? '' };
  } catch (error) {
    const [cause = error] = causes;
    return { problem: cause instanceof Error ? cause.message : String(cause) };
  } finally {
    redis.disconnect();
  }
}
