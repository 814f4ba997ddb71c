/** Budgets of callers, counted by one process and by Redis alike: they refill with time, and nobody gets what another got. */

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BudgetStore, type Left, takeFrom } from '../../stores/budgets.ts';
import { createMemoryBudgets } from '../../stores/budgets-memory.ts';
import { createRedisBudgets } from '../../stores/budgets-redis.ts';
import { connectedRedis } from '../helpers/connected-redis.ts';
import { hasNoRedis, redisServer } from '../helpers/redis-server.ts';

const TEN = { perSecond: 1, capacity: 10 };

/** A clock that stands until it is moved. */
function standingClock() {
  let nowMs = 1_000_000;
  return { nowMs: () => nowMs, date: () => new Date(nowMs), pass: (ms: number) => (nowMs += ms) };
}

const clock = standingClock();
const server = redisServer();
const kinds: readonly (readonly [name: string, open: () => Promise<BudgetStore>])[] = [
  ['memory', async () => createMemoryBudgets(clock)],
  ...(hasNoRedis
    ? []
    : [['Redis', async () => createRedisBudgets(await connectedRedis(server), createMemoryBudgets(clock))] as const]),
];
beforeAll(() => (hasNoRedis ? undefined : server.start()));
afterAll(() => server.remove());

describe.each(kinds)('in %s', (_name, open) => {
  it('takes while there is some, then tells how long to wait', async () => {
    const budgets = await open();
    expect(await budgets.take('a', 4, TEN)).toMatchObject({ isGranted: true, retryAfterMs: 0 });
    expect((await budgets.take('a', 6, TEN)).remaining).toBeLessThan(0.5);
    const refused = await budgets.take('a', 5, TEN);
    expect(refused.isGranted).toBe(false);
    expect(refused.retryAfterMs).toBeGreaterThan(4_000);
    expect(refused.retryAfterMs).toBeLessThanOrEqual(5_000);
  });

  it('gives back, never more than it holds', async () => {
    const budgets = await open();
    await budgets.take('b', 8, TEN);
    expect((await budgets.take('b', -5, TEN)).remaining).toBeCloseTo(7, 0);
    expect((await budgets.take('b', -100, TEN)).remaining).toBe(10);
    expect((await budgets.take('b', 10, TEN)).isGranted).toBe(true);
  });

  it('grants exactly the capacity to many at once, counts down by one, and others have theirs', async () => {
    const budgets = await open();
    const takers = await Promise.all(
      Array.from({ length: 90 }, () => budgets.take('c', 1, { perSecond: 0.006, capacity: 60 })),
    );
    const granted = takers.filter(({ isGranted }) => isGranted);
    expect(granted.map(({ remaining }) => Math.floor(remaining))).toEqual(
      Array.from({ length: 60 }, (_, at) => 59 - at),
    );
    expect((await budgets.take('d', 10, TEN)).isGranted).toBe(true);
  });

  it('takes what is more than it holds from a full budget', async () => {
    const budgets = await open();
    expect((await budgets.take('e', 50, TEN)).isGranted).toBe(true);
    expect((await budgets.take('e', 50, TEN)).isGranted).toBe(false);
  });
});

it('counts whole at any time of the clock', () => {
  const moment = fc.double({ min: 0, max: 2e12, noNaN: true });
  fc.assert(
    fc.property(moment, fc.integer({ min: 1, max: 100 }), (nowMs, perSecond) => {
      const capacity = 10 * perSecond;
      let kept: Left | null = null;
      for (let left = capacity - 1; left >= 0; left -= 1) {
        const taken = takeFrom(kept, 1, { perSecond, capacity }, nowMs);
        expect([taken.isGranted, taken.remaining]).toEqual([true, left]);
        kept = taken.kept;
      }
      expect(takeFrom(kept, 1, { perSecond, capacity }, nowMs).isGranted).toBe(false);
    }),
  );
});

it('refills with time', async () => {
  const budgets = createMemoryBudgets(clock);
  await budgets.take('a', 10, TEN);
  expect((await budgets.take('a', 3, TEN)).retryAfterMs).toBe(3_000);
  clock.pass(3_000);
  expect(await budgets.take('a', 3, TEN)).toEqual({ isGranted: true, remaining: 0, retryAfterMs: 0, fullInMs: 10_000 });
  clock.pass(60_000);
  expect(takeFrom(null, 0, TEN, clock.nowMs()).remaining).toBe(10);
});

it.skipIf(hasNoRedis)('counts by itself while Redis is away', async () => {
  const away = redisServer();
  await away.start();
  const budgets = createRedisBudgets(await connectedRedis(away), createMemoryBudgets(clock));
  await away.remove();
  const takers = [];
  for (let index = 0; index < 12; index += 1) takers.push(await budgets.take('a', 1, TEN));
  expect(takers.filter(({ isGranted }) => isGranted)).toHaveLength(10);
});

it
  .skipIf(hasNoRedis)
  .each(['none of ours', 'nan', '1e300', '', '1e400 5', '-1e3 5', '+ 5', '5 99999999999999', '5 5 5'])(
  'counts anew where Redis has %j',
  async (value) => {
    const connection = await connectedRedis(server);
    const budgets = createRedisBudgets(connection, createMemoryBudgets(clock));
    await connection.call((redis) => redis.set('tandem:b2:a', value));
    expect(await budgets.take('a', 4, TEN)).toMatchObject({ isGranted: true, remaining: 6 });
    expect((await budgets.take('a', 7, TEN)).isGranted).toBe(false);
  },
);
