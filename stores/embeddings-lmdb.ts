/** Vectors of documents in lmdb while an ingest runs. */

import type { Vertical } from './documents.ts';
import type { EmbeddingKey, EmbeddingStore } from './embeddings.ts';
import type { LmdbEnvironment } from './open-lmdb.ts';

type Key = [encoderVersion: string, documentVersion: string];

const keyOf = (key: EmbeddingKey): Key => [key.encoderVersion, key.documentVersion];

export function createLmdbEmbeddings(environment: LmdbEnvironment, vertical: Vertical): EmbeddingStore {
  const table = environment.openDB<Buffer, Key>({ name: `embeddings-${vertical}`, encoding: 'binary' });
  return {
    get: (key) => {
      const bytes = table.get(keyOf(key));
      // Copied: the bytes belong to lmdb and need not lie on an even address, where half floats do.
      return bytes === undefined ? null : new Uint8Array(bytes);
    },
    putMany: async (entries) => {
      await table.transaction(() => {
        for (const { key, vector } of entries) {
          table.put(keyOf(key), Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength));
        }
      });
    },
    clear: () => table.clearAsync(),
  };
}
