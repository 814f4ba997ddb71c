/** Rows in Redis: a hash a scope; Redis itself forgets none (stores/row-lifetimes.ts does), so it has to be one that keeps what it is given. */

import { TandemError } from '../runtime/errors.ts';
import type { Logger } from '../runtime/telemetry.ts';
import type { RedisConnection } from './open-redis.ts';
import { namesFrom } from './redis-names.ts';
import type { RowScope, RowStore } from './rows.ts';

/** The number counts formats of the value, so that versions of the program that differ never read each other's. */
const PREFIX = 'tandem:m1:';

/**
 * Rejects with STORE_UNAVAILABLE while Redis is away, and where a value is none of ours, so that another store stands in; of a
 * list such a value is left out. The log tells the table, and nothing of the value.
 */
export function createRedisRows({ call }: RedisConnection, logger: Pick<Logger, 'warn'>): RowStore {
  const read = ({ table }: RowScope, text: string): unknown => {
    const value = parsed(text);
    if (value === null) logger.warn({ table }, 'a value in Redis is not a row');
    return value;
  };
  return {
    get: async (scope, key) => {
      const text = await call((redis) => redis.hget(hashOf(scope), key));
      if (text === null) return null;
      const value = read(scope, text);
      if (value === null) throw new TandemError('STORE_UNAVAILABLE', `a row of ${scope.table} in Redis is not JSON`);
      return value;
    },
    list: async (scope) => {
      const fields = await call((redis) => redis.hgetall(hashOf(scope)));
      const rows = Object.entries(fields).map(([key, text]) => ({ key, value: read(scope, text) }));
      return rows.filter(({ value }) => value !== null);
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

/** Null for what is not JSON; nobody puts null itself. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
