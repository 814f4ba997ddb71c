/** One score store in front of another: reads fill the first, writes go to both. */

import type { ScoreStore } from './scores.ts';

/** `front` is the fast one (memory), `back` the one that outlives the process or is shared. */
export function createCachedScores(front: ScoreStore, back: ScoreStore): ScoreStore {
  return {
    getMany: async (scope, keys) => {
      const found = [...(await front.getMany(scope, keys))];
      const missing = keys.flatMap((key, index) => (found[index] === null ? [{ key, index }] : []));
      if (missing.length === 0) return found;
      const read = await back.getMany(
        scope,
        missing.map(({ key }) => key),
      );
      const filled = missing.flatMap(({ key, index }, at) => {
        const scores = read[at] ?? null;
        found[index] = scores;
        return scores === null ? [] : [{ key, scores }];
      });
      // Nobody waits for it; what could not be kept in front is found behind it again.
      if (filled.length > 0) front.putMany(scope, filled).catch(() => undefined);
      return found;
    },
    putMany: async (scope, entries) => {
      await front.putMany(scope, entries);
      await back.putMany(scope, entries);
    },
    close: async () => {
      await front.close();
      await back.close();
    },
  };
}
