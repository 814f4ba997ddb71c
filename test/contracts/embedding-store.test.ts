/** What every store of embeddings does, on each driver. */
import { describe, expect, test } from 'vitest';
import type { EmbeddingStore } from '../../stores/embeddings.ts';
import { createLmdbEmbeddings } from '../../stores/embeddings-lmdb.ts';
import { createMemoryEmbeddings } from '../../stores/embeddings-memory.ts';
import { openLmdb } from '../../stores/open-lmdb.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

const DRIVERS: Readonly<Record<string, (work: (store: EmbeddingStore) => Promise<void>) => Promise<void>>> = {
  memory: (work) => work(createMemoryEmbeddings()),
  lmdb: async (work) => {
    const environment = openLmdb(temporaryFolder());
    await work(createLmdbEmbeddings(environment, 'jobs'));
    await environment.close();
  },
};

const keyOf = (encoderVersion: string, documentVersion: string) => ({ encoderVersion, documentVersion });

describe.each(Object.entries(DRIVERS))('embeddings in %s', (_name, withStore) => {
  test('come back bit for bit for their encoder and document', () =>
    withStore(async (store) => {
      const vector = Uint8Array.of(1, 0xff, 0x3c);
      await store.putMany([{ key: keyOf('e1', 'v1'), vector }]);
      expect(store.get(keyOf('e1', 'v1'))).toEqual(vector);
      expect(store.get(keyOf('e2', 'v1'))).toBeNull();
      expect(store.get(keyOf('e1', 'v2'))).toBeNull();
    }));

  test('are gone after clearing', () =>
    withStore(async (store) => {
      await store.putMany([{ key: keyOf('e1', 'v1'), vector: Uint8Array.of(1) }]);
      await store.clear();
      expect(store.get(keyOf('e1', 'v1'))).toBeNull();
    }));
});
