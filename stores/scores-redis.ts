/** Scores in Redis, packed: one MGET or one pipeline a batch; Redis itself forgets what is over. */

import type { Clock } from '../runtime/clock.ts';
import type { RedisConnection } from './open-redis.ts';
import { packScores, scoreHash, secondsOf, unpackScores } from './packed-scores.ts';
import { lifetimeMs, type ScoreKey, type ScoreLifetime, type ScoreStore } from './scores.ts';

export interface RedisScoresOptions extends ScoreLifetime {
  readonly clock: Clock;
}

/** The number counts formats of key and value, so that versions of the program that differ never read each other's. */
const PREFIX = 'tandem:s1:';

/** Rejects with STORE_UNAVAILABLE while Redis is away. */
export function createRedisScores({ call }: RedisConnection, options: RedisScoresOptions): ScoreStore {
  const nowMs = (): number => options.clock.date().getTime();
  return {
    getMany: async (scope, keys) => {
      if (keys.length === 0) return [];
      const values = await call((redis) => redis.mgetBuffer(keys.map((key) => keyOf(scope, key))));
      const now = secondsOf(nowMs());
      return values.map((value) => unpackScores(value, now));
    },
    putMany: async (scope, entries) => {
      if (entries.length === 0) return;
      const now = nowMs();
      const commands = entries.map(({ key, scores }) => {
        const lifeMs = Math.round(lifetimeMs(options));
        return [keyOf(scope, key), packScores(scores, secondsOf(now + lifeMs)), 'PX', lifeMs] as const;
      });
      await call(async (redis) => {
        const pipeline = redis.pipeline();
        for (const command of commands) pipeline.set(...command);
        throwFirst(await pipeline.exec());
      });
    },
    close: async () => undefined,
  };
}

const keyOf = (scope: string, key: ScoreKey): string => PREFIX + scoreHash(scope, key).toString('base64url');

/** A pipeline itself never fails; its commands do. */
function throwFirst(answers: readonly (readonly [error: Error | null, answer: unknown])[] | null): void {
  const failed = answers?.find(([error]) => error !== null);
  if (failed !== undefined) throw failed[0];
}
