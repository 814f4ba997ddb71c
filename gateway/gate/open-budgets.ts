/** Opens the budgets of callers: in memory, and in Redis before it when servers share one. */

import { systemClock } from '../../runtime/clock.ts';
import type { BudgetStore } from '../../stores/budgets.ts';
import { createMemoryBudgets } from '../../stores/budgets-memory.ts';
import { createRedisBudgets } from '../../stores/budgets-redis.ts';
import { openRedis } from '../../stores/open-redis.ts';

/** Over a connection of its own, so that nobody's budget waits behind pages of scores. `url`: of the setting REDIS_URL. */
export function openBudgets(
  url: string | undefined,
  watchers: Omit<Parameters<typeof openRedis>[0], 'url'>,
): BudgetStore {
  const local = createMemoryBudgets(systemClock);
  return url === undefined ? local : createRedisBudgets(openRedis({ url, ...watchers }), local);
}
