/** Rows in Redis: a hash a scope; Redis itself forgets none (stores/row-lifetimes.ts does), so it has to be one that keeps what it is given. */

import type { RedisConnection } from './open-redis.ts';
import { namesFrom } from './redis-names.ts';
import type { RowScope, RowStore } from './rows.ts';

/** The number counts formats of the value, so that versions of the program that differ never read each other's. */
const PREFIX = 'tandem:m1:';

/** Rejects with STORE_UNAVAILABLE while Redis is away. */
export function createRedisRows({ call }: RedisConnection): RowStore {
  return {
    get: async (scope, key) => {
      const text = await call((redis) => redis.hget(hashOf(scope), key));
      return text === null ? null : JSON.parse(text);
    },
    list: async (scope) => {
      const fields = await call((redis) => redis.hgetall(hashOf(scope)));
      return Object.entries(fields).map(([key, text]) => ({ key, value: JSON.parse(text) as unknown }));
    },
    put: async (scope, key, value) => {
      await call((redis) => redis.hset(hashOf(scope), key, JSON.stringify(value)));
    },
    putNew: async (scope, key, value) =>
      (await call((redis) => redis.hsetnx(hashOf(scope), key, JSON.stringify(value)))) === 1,
    remove: async (scope, key) => (await call((redis) => redis.hdel(hashOf(scope), key))) === 1,
    add: async (scope, key, amount) => {
      await call((redis) => redis.hincrbyfloat(hashOf(scope), key, amount));
    },
    clear: async (scope) => {
      const size = await call((redis) => redis.hlen(hashOf(scope)));
      await call((redis) => redis.del(hashOf(scope)));
      return size;
    },
    owners: async (table) => {
      const start = hashOf({ table, owner: '' });
      const owners = new Set<string>();
      for await (const name of namesFrom(start, call)) owners.add(name.slice(start.length));
      return [...owners];
    },
    close: async () => undefined,
  };
}

function hashOf({ table, owner }: RowScope): string {
  return `${PREFIX}${table}:${owner}`;
}
