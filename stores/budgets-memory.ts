/** Budgets of one process: those that were used last, in memory. */

import { LRUCache } from 'lru-cache';
import type { Clock } from '../runtime/clock.ts';
import { type BudgetStore, takeFrom } from './budgets.ts';

/** A budget that is forgotten is full again; with so many callers at once that is the smaller harm. */
const MOST_BUDGETS = 100_000;

export function createMemoryBudgets(clock: Clock): BudgetStore {
  const fullAt = new LRUCache<string, number>({ max: MOST_BUDGETS });
  return {
    take: async (key, amount, budget) => {
      const { fullAtMs, ...taken } = takeFrom(fullAt.get(key) ?? 0, amount, budget, clock.nowMs());
      fullAt.set(key, fullAtMs);
      return taken;
    },
    close: async () => undefined,
  };
}
