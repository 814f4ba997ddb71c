/** Twin texts in memory, the most recently used by bytes; alone, or in front of those that several servers share. */
import { LRUCache } from 'lru-cache';
import type { Clock } from '../runtime/clock.ts';
import { lifetimeMs, type ScoreLifetime } from './scores.ts';
import { isTypedBy, packTwins, type TwinTextStore, unpackTwins } from './twin-texts.ts';

export interface MemoryTwinTextsOptions extends ScoreLifetime {
  readonly clock: Clock;
  readonly maxBytes: number;
}

/** Key and the cache's own bookkeeping, estimated. */
const BYTES_PER_ENTRY = 300;
/** V8 keeps a text with letters outside Latin-1 in two bytes each. */
const BYTES_PER_LETTER = 2;

export function createMemoryTwinTexts(options: MemoryTwinTextsOptions): TwinTextStore {
  const { clock, maxBytes } = options;
  const cache = new LRUCache<string, string>({
    maxSize: maxBytes,
    sizeCalculation: ({ length }) => BYTES_PER_ENTRY + BYTES_PER_LETTER * length,
  });
  const nowMs = (): number => clock.date().getTime();
  return {
    get: async (key) => unpackTwins(cache.get(key), nowMs()),
    put: async (key, twins) => {
      cache.set(key, packTwins({ endMs: nowMs() + lifetimeMs(options), twins }));
    },
    removeOf: async (askedBy) => {
      for (const [key, value] of [...cache.entries()]) if (isTypedBy(value, askedBy)) cache.delete(key);
    },
    close: async () => {
      cache.clear();
    },
  };
}
