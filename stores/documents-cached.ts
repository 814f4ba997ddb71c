/** The most recently read documents in memory, in front of another document store. */

import { LRUCache } from 'lru-cache';
import { type DocumentStore, documentKeyName, type TandemDocument } from './documents.ts';

/** Strings cost up to two bytes a character; a document's objects and numbers are covered by the flat part. */
function bytesOf(document: TandemDocument): number {
  const texts =
    document.kind === 'job'
      ? document.description.length
      : document.work.reduce((sum, work) => sum + (work.summary?.length ?? 0), document.summary?.length ?? 0);
  return 2_000 + 2 * texts;
}

/** Keeps at most `maxBytes` (estimated). A document never changes under its key, so that nothing has to be invalidated. */
export function createCachedDocuments(inner: DocumentStore, maxBytes: number): DocumentStore {
  const cache = new LRUCache<string, TandemDocument>({ maxSize: maxBytes, sizeCalculation: bytesOf });
  return {
    getMany: async (keys) => {
      const found = keys.map((key) => cache.get(documentKeyName(key)) ?? null);
      const missing = keys.flatMap((key, index) => (found[index] === null ? [{ key, index }] : []));
      if (missing.length === 0) return found;
      const read = await inner.getMany(missing.map(({ key }) => key));
      missing.forEach(({ key, index }, at) => {
        const document = read[at] ?? null;
        found[index] = document;
        if (document !== null) cache.set(documentKeyName(key), document);
      });
      return found;
    },
    putMany: (documents) => inner.putMany(documents),
    removeMany: async (keys) => {
      for (const key of keys) cache.delete(documentKeyName(key));
      await inner.removeMany(keys);
    },
    close: async () => {
      cache.clear();
      await inner.close();
    },
  };
}
