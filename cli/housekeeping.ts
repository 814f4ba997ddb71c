/** What a serving process does beside its work: forgets erased members within seconds, and once a day the rows that are over. */
import { DAY_MS } from '../runtime/clock.ts';
import type { SearchServices } from '../search/context.ts';
import { createErasureWatch } from '../search/forget-erased.ts';
import { removeExpired } from '../stores/row-lifetimes.ts';
import type { RowStore } from '../stores/rows.ts';

/** Call it often. What no other row names is only told by all rows, so `wholeRows` fails while any are away. A failure is told in the log, because serving goes on and the next call tries again. */
export function createHousekeeping(services: SearchServices, wholeRows: RowStore): () => Promise<void> {
  const { clock, logger } = services;
  const forgetErased = createErasureWatch(services);
  let nextMs = clock.nowMs() + DAY_MS;
  return async () => {
    try {
      await forgetErased();
      if (clock.nowMs() < nextMs) return;
      nextMs = clock.nowMs() + DAY_MS;
      await removeExpired(wholeRows, clock.date().getTime());
    } catch (error) {
      logger.warn({ err: error }, 'rows of members could not be cleared away; trying again');
    }
  };
}
