/** Budgets that several servers share, in Redis; while it is away each server counts for itself. */

import type { Redis } from 'ioredis';
import { type Budget, type BudgetStore, takeFrom } from './budgets.ts';
import type { RedisConnection } from './open-redis.ts';
import { whenAway } from './when-away.ts';

/** The number counts formats of the value: what was left, and when in milliseconds since 1970. */
const PREFIX = 'tandem:b2:';

/**
 * What `takeFrom` does, by the clock of Redis, so that the clocks of the servers need not agree; numbers keep every digit, as each
 * take goes on from the last. A value that was not put there by this, or of a later time, is that of a full budget.
 * ARGV: amount, capacity, amount a second. Answers what was there before.
 */
const TAKE = `
local amount, capacity, perSecond = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local left, at = string.match(redis.call('GET', KEYS[1]) or '', '^([%d.e+-]+) (%d+)$')
left, at = tonumber(left), tonumber(at)
local isKept = left ~= nil and at ~= nil and left >= 0 and left <= capacity and at <= now
local before = capacity
if isKept then before = math.min(capacity, left + ((now - at) * perSecond) / 1000) end
local wanted = math.min(amount, capacity)
if wanted <= before then
  local after = math.min(capacity, before - wanted)
  if after < capacity then
    redis.call('SET', KEYS[1], string.format('%.17g %.0f', after, now), 'PX', math.ceil((capacity - after) * 1000 / perSecond))
  else redis.call('DEL', KEYS[1]) end
end
return string.format('%.17g', before)`;

/** `local` stands in while Redis is away. Closing closes the connection. */
export function createRedisBudgets({ call, close }: RedisConnection, local: BudgetStore): BudgetStore {
  const take = async (key: string, amount: number, budget: Budget) => {
    const before = Number(await call((redis) => runTake(redis, key, amount, budget)));
    const { kept: _, ...taken } = takeFrom({ amount: before, atMs: 0 }, amount, budget, 0);
    return taken;
  };
  return {
    take: (key, amount, budget) => whenAway(take(key, amount, budget), () => local.take(key, amount, budget)),
    close,
  };
}

function runTake(redis: Redis, key: string, amount: number, { capacity, perSecond }: Budget): Promise<unknown> {
  return redis.eval(TAKE, 1, PREFIX + key, amount, capacity, perSecond);
}
