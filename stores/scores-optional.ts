/** Scores of a store that may be away: meanwhile it has none and takes none. */

import type { ScoreStore } from './scores.ts';
import { whenAway } from './when-away.ts';

/** To stand in front of another store with `createCachedScores`; alone it would hide that scores get lost. */
export function createOptionalScores(store: ScoreStore): ScoreStore {
  return {
    getMany: (scope, keys) => whenAway(store.getMany(scope, keys), () => keys.map(() => null)),
    putMany: (scope, entries) => whenAway(store.putMany(scope, entries), () => undefined),
    close: store.close,
  };
}
