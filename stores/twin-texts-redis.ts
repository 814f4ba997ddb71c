/** Twin texts in Redis: one value a meaning; Redis itself forgets what is over. */
import type { Clock } from '../runtime/clock.ts';
import type { RedisConnection } from './open-redis.ts';
import { namesFrom } from './redis-names.ts';
import { lifetimeMs, type ScoreLifetime } from './scores.ts';
import { isTypedBy, packTwins, type TwinTextStore, unpackTwins } from './twin-texts.ts';

export interface RedisTwinTextsOptions extends ScoreLifetime {
  readonly clock: Clock;
}

/** The number counts formats of key and value, so that versions of the program that differ never read each other's. */
const PREFIX = 'tandem:t1:';

/** Rejects with STORE_UNAVAILABLE while Redis is away. Of two servers that put at once one is heard, which costs a hit later. */
export function createRedisTwinTexts({ call }: RedisConnection, options: RedisTwinTextsOptions): TwinTextStore {
  const nowMs = (): number => options.clock.date().getTime();
  return {
    get: async (key) => unpackTwins(await call((redis) => redis.get(PREFIX + key)), nowMs()),
    put: async (key, twins) => {
      const lifeMs = Math.round(lifetimeMs(options));
      const value = packTwins({ endMs: nowMs() + lifeMs, twins });
      await call((redis) => redis.set(PREFIX + key, value, 'PX', lifeMs));
    },
    removeOf: async (askedBy) => {
      for await (const name of namesFrom(PREFIX, call)) {
        if (isTypedBy(await call((redis) => redis.get(name)), askedBy)) await call((redis) => redis.del(name));
      }
    },
    close: async () => undefined,
  };
}
