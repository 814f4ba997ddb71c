/** Documents in lmdb, compressed, under their id and version. */

import type { DocumentKey, DocumentStore, TandemDocument } from './documents.ts';
import type { LmdbEnvironment } from './open-lmdb.ts';

type Key = [id: string, version: string];

const keyOf = ({ id, version }: DocumentKey): Key => [id, version];

export function createLmdbDocuments(environment: LmdbEnvironment): DocumentStore {
  const table = environment.openDB<TandemDocument, Key>({ name: 'documents', encoding: 'json', compression: true });
  return {
    getMany: async (keys) => {
      const found = await table.getMany(keys.map(keyOf));
      return found.map((document) => document ?? null);
    },
    putMany: async (documents) => {
      await table.transaction(() => {
        for (const document of documents) table.put(keyOf(document), document);
      });
    },
    removeMany: async (keys) => {
      await table.transaction(() => {
        for (const key of keys) table.remove(keyOf(key));
      });
    },
    close: async () => {
      await table.committed;
    },
  };
}
