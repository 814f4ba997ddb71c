/** What a serving process does beside its work: forgets erased members within seconds, and once a day the rows that are over. */
import type { SearchServices } from '../search/context.ts';
import { createErasureWatch } from '../search/forget-erased.ts';
import { removeExpired } from '../stores/row-lifetimes.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;

/** Call it often. A failure is told in the log, because serving goes on and the next call tries again. */
export function createHousekeeping(services: SearchServices): () => Promise<void> {
  const { clock, rows, logger } = services;
  const forgetErased = createErasureWatch(services);
  let nextMs = clock.nowMs() + DAY_MS;
  return async () => {
    try {
      await forgetErased();
      if (clock.nowMs() < nextMs) return;
      nextMs = clock.nowMs() + DAY_MS;
      await removeExpired(rows, clock.date().getTime());
    } catch (error) {
      logger.warn({ err: error }, 'rows of members could not be cleared away; trying again');
    }
  };
}
