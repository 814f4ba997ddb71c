/** Stands between the stores and Redis: calls end in time, and a breaker lets them fail at once while Redis is away. */

import { type CircuitBreakerPolicy, CircuitState, ConsecutiveBreaker, circuitBreaker, handleWhen } from 'cockatiel';
import type { Redis } from 'ioredis';
import { TandemError } from '../runtime/errors.ts';
import type { Logger, Metrics } from '../runtime/telemetry.ts';
import { redisAddress } from './redis-address.ts';
import { isRefusal, LateAnswer, withinTime } from './redis-answer.ts';
import { createRedisLog, type RedisLog } from './redis-log.ts';

/** Rejects with STORE_UNAVAILABLE, whose words hold no key, value or password. */
export type RedisCall = <T>(send: (redis: Redis) => Promise<T>) => Promise<T>;

export interface RedisGuard {
  readonly call: RedisCall;
  /** Answers when running commands have ended, within the time of one call; then the connection may be closed. */
  readonly end: () => Promise<void>;
}

export interface GuardSettings {
  /** Of the setting REDIS_URL. */
  readonly url: string;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Of one call, TIME_LIMIT_MS unless told. */
  readonly timeLimitMs?: number;
}

/** Waiting longer for a score saves nothing: scoring the pair takes no longer. */
export const TIME_LIMIT_MS = 25;
/** Calls in a row without an answer, after which Redis counts as away. */
const FAILURES_IN_A_ROW = 3;
/** While Redis is away it is asked this often; calls never wait for that. */
const PROBE_EVERY_MS = 500;

export function createRedisGuard(redis: Redis, settings: GuardSettings): RedisGuard {
  const { url, logger, metrics, timeLimitMs = TIME_LIMIT_MS } = settings;
  const address = redisAddress(url);
  const log = createRedisLog(address, logger);
  const breaker = createBreaker(log);
  const attempt: RedisCall = async (send) => {
    try {
      const answer = await breaker.execute(() => withinTime(send(redis), timeLimitMs));
      metrics.redisCalls.inc({ outcome: 'answered' });
      return answer;
    } catch (error) {
      metrics.redisCalls.inc({ outcome: outcomeOf(error) });
      if (isRefusal(error)) log.refused(error.message);
      // ioredis hangs the command with its arguments on the error, the password too: only the words go on.
      throw unavailable(`${address}: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  const stopProbing = probe(redis, breaker, attempt, log);
  return {
    call: async (send) => {
      // Without a connection a call fails at once anyway; the breaker counts answers that do not come, and connections that do not.
      if (breaker.state === CircuitState.Closed && redis.status === 'ready') return attempt(send);
      metrics.redisCalls.inc({ outcome: 'skipped' });
      throw unavailable(`${address} is away and was not asked`);
    },
    end: async () => {
      stopProbing();
      await withinTime(redis.quit(), timeLimitMs).catch(log.stillAway);
    },
  };
}

/** A refused command was answered: Redis is there. The probes alone decide when it is tried again, so there is no pause. */
function createBreaker(log: RedisLog): CircuitBreakerPolicy {
  const breaker = circuitBreaker(
    handleWhen((error) => !isRefusal(error)),
    { breaker: new ConsecutiveBreaker(FAILURES_IN_A_ROW), halfOpenAfter: 0 },
  );
  breaker.onBreak((reason) => log.away('error' in reason ? reason.error.message : 'it does not answer'));
  breaker.onReset(log.back);
  return breaker;
}

/** Asks when the connection comes or goes, and again and again while the breaker is open. Answers what stops it. */
function probe(redis: Redis, breaker: CircuitBreakerPolicy, attempt: RedisCall, log: RedisLog): () => void {
  const ask = (): Promise<unknown> => attempt((client) => client.ping()).catch(log.stillAway);
  const timer = setInterval(() => {
    if (breaker.state !== CircuitState.Closed) void ask();
  }, PROBE_EVERY_MS);
  timer.unref();
  redis.on('error', log.problem);
  redis.on('ready', log.connected);
  redis.on('close', log.disconnected);
  redis.on('close', ask);
  redis.on('ready', ask);
  return () => {
    clearInterval(timer);
    redis.off('close', ask);
    redis.off('ready', ask);
  };
}

function unavailable(what: string): TandemError {
  return new TandemError('STORE_UNAVAILABLE', `expected an answer of Redis, got none; ${what}`);
}

function outcomeOf(error: unknown): 'late' | 'refused' | 'lost' {
  if (isRefusal(error)) return 'refused';
  return error instanceof LateAnswer ? 'late' : 'lost';
}
