/** What requests cost their payer: both budgets at once, the rest given back, 429 when one is used up. */

import { describe, expect, it, vi } from 'vitest';
import { charge } from '../../../gateway/gate/charge.ts';
import { HttpError } from '../../../gateway/http/http.ts';
import { createMemoryBudgets } from '../../../stores/budgets-memory.ts';

const clock = { nowMs: () => 1_000, date: () => new Date(1_000) };
const budget = (perSecond: number) => ({ perSecond, capacity: perSecond * 10 });
const payer = (requests = 5, points = 100) => ({
  id: 'a',
  isKnown: true,
  requests: budget(requests),
  points: budget(points),
});

async function refused(work: Promise<unknown>): Promise<HttpError> {
  const error = await work.catch((reason: unknown) => reason);
  if (error instanceof HttpError) return error;
  throw new Error(`expected a refusal, got ${String(error)}`);
}

describe('a request', () => {
  it('tells what it cost and gives the rest back', async () => {
    const budgets = createMemoryBudgets(clock);
    const { settle } = await charge(payer(), 300, budgets);
    expect(await settle(120)).toEqual({ requested: 300, actual: 120, limit: 1_000, remaining: 880, restoreRate: 100 });
  });

  it('never costs more than was asked for', async () => {
    const { settle } = await charge(payer(), 10, createMemoryBudgets(clock));
    expect(await settle(50)).toMatchObject({ requested: 10, actual: 10, remaining: 990 });
  });

  it('tells callers with a key what they may still send, others nothing', async () => {
    const budgets = createMemoryBudgets(clock);
    const { headers } = await charge(payer(), 1, budgets);
    expect(headers).toEqual({ 'ratelimit-limit': '50', 'ratelimit-remaining': '49', 'ratelimit-reset': '1' });
    expect((await charge({ ...payer(), isKnown: false }, 1, budgets)).headers).toEqual({});
  });
});

describe('who has used a budget up', () => {
  it('of requests is told when to come back', async () => {
    const budgets = createMemoryBudgets(clock);
    for (let index = 0; index < 50; index += 1) await charge(payer(), 0, budgets);
    const error = await refused(charge(payer(), 100, budgets));
    expect(error).toMatchObject({ status: 429, code: 'RATE_LIMITED', details: { limit: 5, retryAfterMs: 200 } });
    expect(error.headers).toEqual({
      'retry-after': '1',
      'ratelimit-limit': '50',
      'ratelimit-remaining': '0',
      'ratelimit-reset': '10',
    });
    expect((await budgets.take('points:a', 1_000, budget(100))).isGranted).toBe(true);
  });

  it('of requests and of points is refused at once: no departure gives a request back', async () => {
    const budgets = createMemoryBudgets(clock);
    await charge(payer(), 1_000, budgets);
    for (let index = 1; index < 50; index += 1) await charge(payer(), 0, budgets);
    const take = vi.spyOn(budgets, 'take');
    await refused(charge(payer(), 100, budgets));
    expect(take.mock.calls.map(([key]) => key)).toEqual(['requests:a', 'points:a']);
  });

  it('of points too, and others go on', async () => {
    const budgets = createMemoryBudgets(clock);
    await charge(payer(), 950, budgets);
    expect((await refused(charge(payer(), 100, budgets))).details).toEqual({ limit: 100, retryAfterMs: 500 });
    await expect(charge({ ...payer(), id: 'b' }, 100, budgets)).resolves.toBeDefined();
  });
});
