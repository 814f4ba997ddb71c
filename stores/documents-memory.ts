/** Documents in memory, for tests. */

import { type DocumentStore, documentKeyName, type TandemDocument } from './documents.ts';

export function createMemoryDocuments(): DocumentStore {
  const documents = new Map<string, TandemDocument>();
  return {
    getMany: async (keys) => keys.map((key) => documents.get(documentKeyName(key)) ?? null),
    putMany: async (added) => {
      for (const document of added) documents.set(documentKeyName(document), document);
    },
    removeMany: async (keys) => {
      for (const key of keys) documents.delete(documentKeyName(key));
    },
    close: async () => {
      documents.clear();
    },
  };
}
