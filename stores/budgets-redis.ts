/** Budgets that several servers share, in Redis; while it is away each server counts for itself. */

import type { Redis } from 'ioredis';
import { type Budget, type BudgetStore, ROUNDING_MS, takeFrom } from './budgets.ts';
import type { RedisConnection } from './open-redis.ts';
import { whenAway } from './when-away.ts';

/** The number counts formats of the value. */
const PREFIX = 'tandem:b1:';

/**
 * What `takeFrom` does, by the clock of Redis, so that the clocks of the servers need not agree. What is no time, or a later one
 * than any budget is full at, was not put there by this: then the budget is full.
 */
const TAKE = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local before = tonumber(redis.call('GET', KEYS[1]) or '0') or 0
if not (before <= now + tonumber(ARGV[2]) + ${ROUNDING_MS}) then before = 0 end
local from = math.max(before, now)
local wanted = math.max(now, from + tonumber(ARGV[1]))
if wanted - now <= tonumber(ARGV[2]) + ${ROUNDING_MS} then
  if wanted > now then redis.call('SET', KEYS[1], string.format('%.3f', wanted), 'PX', math.ceil(wanted - now)) else redis.call('DEL', KEYS[1]) end
end
return { string.format('%.3f', before), string.format('%.0f', now) }`;

/** `local` stands in while Redis is away. Closing closes the connection. */
export function createRedisBudgets({ call, close }: RedisConnection, local: BudgetStore): BudgetStore {
  const take = async (key: string, amount: number, budget: Budget) => {
    const [before = 0, nowMs = 0] = (await call((redis) => runTake(redis, key, amount, budget))).map(Number);
    const { fullAtMs: _, ...taken } = takeFrom(before, amount, budget, nowMs);
    return taken;
  };
  return {
    take: (key, amount, budget) => whenAway(take(key, amount, budget), () => local.take(key, amount, budget)),
    close,
  };
}

async function runTake(redis: Redis, key: string, amount: number, budget: Budget): Promise<readonly string[]> {
  const msOf = (amounts: number): string => String((amounts * 1_000) / budget.perSecond);
  const wanted = msOf(Math.min(amount, budget.capacity));
  return (await redis.eval(TAKE, 1, PREFIX + key, wanted, msOf(budget.capacity))) as readonly string[];
}
