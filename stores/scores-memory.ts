/** Scores in memory as half floats, the most recently used by bytes; alone in tests, in front of another store in the program. */

import { LRUCache } from 'lru-cache';
import type { Clock } from '../runtime/clock.ts';
import { decodeHalfs, encodeHalfs } from './half-floats.ts';
import { lifetimeMs, type ScoreKey, type ScoreLifetime, type ScoreStore } from './scores.ts';

export interface MemoryScoresOptions extends ScoreLifetime {
  readonly clock: Clock;
  readonly maxBytes: number;
}

interface Kept {
  readonly endMs: number;
  readonly halfs: Uint16Array;
}

/** Key, entry and the cache's own bookkeeping, estimated. */
const BYTES_PER_ENTRY = 300;

export function createMemoryScores(options: MemoryScoresOptions): ScoreStore {
  const cache = new LRUCache<string, Kept>({
    maxSize: options.maxBytes,
    sizeCalculation: ({ halfs }) => BYTES_PER_ENTRY + halfs.byteLength,
  });
  const keyOf = (scope: string, key: ScoreKey): string => `${scope}\u0000${key.documentId}\u0000${key.documentVersion}`;
  const nowMs = (): number => options.clock.date().getTime();
  return {
    getMany: async (scope, keys) => {
      const now = nowMs();
      return keys.map((key) => {
        const kept = cache.get(keyOf(scope, key));
        return kept !== undefined && kept.endMs > now ? decodeHalfs(kept.halfs) : null;
      });
    },
    putMany: async (scope, entries) => {
      const now = nowMs();
      for (const { key, scores } of entries) {
        cache.set(keyOf(scope, key), { endMs: now + lifetimeMs(options), halfs: encodeHalfs(scores) });
      }
    },
    close: async () => {
      cache.clear();
    },
  };
}
