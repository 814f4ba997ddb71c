/** Vectors of documents in memory while an ingest runs; for tests and for builds that start from nothing. */

import type { EmbeddingKey, EmbeddingStore } from './embeddings.ts';

const keyOf = (key: EmbeddingKey): string => `${key.encoderVersion}\u0000${key.documentVersion}`;

export function createMemoryEmbeddings(): EmbeddingStore {
  const vectors = new Map<string, Uint8Array>();
  return {
    get: (key) => vectors.get(keyOf(key)) ?? null,
    putMany: async (entries) => {
      for (const { key, vector } of entries) vectors.set(keyOf(key), vector);
    },
    clear: async () => {
      vectors.clear();
    },
  };
}
