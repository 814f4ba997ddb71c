/** Documents in memory, for tests. */

import type { DocumentKey, DocumentStore, TandemDocument } from './documents.ts';

const keyOf = ({ id, version }: DocumentKey): string => `${id}\u0000${version}`;

export function createMemoryDocuments(): DocumentStore {
  const documents = new Map<string, TandemDocument>();
  return {
    getMany: async (keys) => keys.map((key) => documents.get(keyOf(key)) ?? null),
    putMany: async (added) => {
      for (const document of added) documents.set(keyOf(document), document);
    },
    removeMany: async (keys) => {
      for (const key of keys) documents.delete(keyOf(key));
    },
    close: async () => {
      documents.clear();
    },
  };
}
