/** Budgets of one process: those that were used last, in memory. */

import { LRUCache } from 'lru-cache';
import type { Clock } from '../runtime/clock.ts';
import { type BudgetStore, type Left, takeFrom } from './budgets.ts';

/** A budget that is forgotten is full again; with so many callers at once that is the smaller harm. */
const MOST_BUDGETS = 100_000;

export function createMemoryBudgets(clock: Clock): BudgetStore {
  const budgets = new LRUCache<string, Left>({ max: MOST_BUDGETS });
  return {
    take: async (key, amount, budget) => {
      const { kept, ...taken } = takeFrom(budgets.get(key) ?? null, amount, budget, clock.nowMs());
      budgets.set(key, kept);
      return taken;
    },
    close: async () => undefined,
  };
}
