/** Batches of a pool that failed and wait for another try: those that are still wanted first. */

import { isSuspect } from './batch-recovery.ts';
import type { Batch } from './stations.ts';

export interface Retries {
  /**
   * Keeps what is still wanted. Suspects are followed to the poisonous item even when their callers have gone, or the next
   * caller would meet it again.
   */
  readonly push: (batch: Batch) => void;
  readonly hasWanted: () => boolean;
  /** The oldest one that somebody waits for, at a screen before anybody else; without what nobody wants, unless all of it is under suspicion. */
  readonly takeWanted: () => Batch | null;
  /** The oldest one. */
  readonly takeAny: () => Batch | null;
  readonly waiting: () => readonly Batch[];
  readonly takeAll: () => readonly Batch[];
}

/** Suspects that nobody waits for any more; what is over is forgotten and found again by its next caller. */
const MAX_ORPHANS = 32;

export function createRetries(): Retries {
  let waiting: readonly Batch[] = [];
  const take = (batch: Batch | undefined): Batch | null => {
    if (batch === undefined) return null;
    waiting = waiting.filter((other) => other !== batch);
    return batch;
  };
  return {
    push: (batch) => {
      if (isWanted(batch) || (isSuspect(batch) && waiting.length < MAX_ORPHANS)) waiting = [...waiting, batch];
    },
    hasWanted: () => waiting.some(isWanted),
    takeWanted: () => withoutUnwanted(take(waiting.find(isUrgent) ?? waiting.find(isWanted))),
    takeAny: () => take(waiting[0]),
    waiting: () => waiting,
    takeAll: () => {
      const all = waiting;
      waiting = [];
      return all;
    },
  };
}

function isUrgent({ entries }: Batch): boolean {
  return entries.some((entry) => entry.lane === 'interactive' && entry.isWanted());
}

function withoutUnwanted(batch: Batch | null): Batch | null {
  if (batch === null || isSuspect(batch)) return batch;
  return { ...batch, entries: batch.entries.filter((entry) => entry.isWanted()) };
}

function isWanted({ entries }: Batch): boolean {
  return entries.some((entry) => entry.isWanted());
}
