/** Picks and chances for generated training data, over the repeatable numbers of the runtime. */

import { seededRandom } from '../runtime/random.ts';

export interface Random {
  /** 0 ≤ number < 1. */
  next(): number;
  pick<T>(list: readonly T[]): T;
  chance(share: number): boolean;
}

export function createRandom(seed: number): Random {
  const next = seededRandom(seed);
  return {
    next,
    chance: (share) => next() < share,
    pick: (list) => {
      const picked = list[Math.floor(next() * list.length)];
      if (picked === undefined) throw new Error('expected a list with entries to pick from, got an empty one');
      return picked;
    },
  };
}
