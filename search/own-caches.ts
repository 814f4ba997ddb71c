/** The services of a search into which a profile was read, with caches of its own: nothing of it stays where other members' searches look. */
import { LRUCache } from 'lru-cache';
import type { ScoreStore } from '../stores/scores.ts';
import type { SearchContext } from './context.ts';

/** Texts and filters of one search: itself and its wider ones. */
const MAX_ENTRIES = 16;

const KEEPS_NOTHING: ScoreStore = {
  getMany: async (_scope, keys) => keys.map(() => null),
  putMany: async () => undefined,
  close: async () => undefined,
};

/** The context itself unless a profile was used. */
export function withOwnCaches<C extends SearchContext>(context: C, usesProfile: boolean | undefined): C {
  if (usesProfile !== true) return context;
  const { services } = context;
  const memory = {
    ...services.memory,
    embeddings: new LRUCache<string, Float32Array>({ max: MAX_ENTRIES }),
    cosines: new LRUCache<string, Float32Array>({ max: MAX_ENTRIES }),
    readings: new LRUCache<string, never>({ max: MAX_ENTRIES }),
    runningScores: new Map(),
  };
  return { ...context, services: { ...services, memory, scores: KEEPS_NOTHING, twinTexts: null } };
}
