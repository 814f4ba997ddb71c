/** Parsed documents that are kept by a key, bounded by the memory that they take: a short text can make a large tree. */

import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';

/** With its places in the text, which make up most of it; not below what the heap takes: test/runtime/document-cache.test.ts measures it. */
const NODE_BYTES = 400;
const CHARACTER_BYTES = 2;

export type DocumentCache = LRUCache<string, DocumentNode>;

export function createDocumentCache(maxBytes: number): DocumentCache {
  return new LRUCache({
    maxSize: maxBytes,
    sizeCalculation: (document, key) => documentBytes(document) + key.length * CHARACTER_BYTES,
  });
}

/** Estimated; the text is counted where places in it are. */
export function documentBytes(document: DocumentNode): number {
  return countNodes(document) * NODE_BYTES + (document.loc?.source.body.length ?? 0) * CHARACTER_BYTES;
}

/** Of a node, or of a list of them; anything else is none. */
function countNodes(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((count, item) => count + countNodes(item), 0);
  if (typeof value !== 'object' || value === null || !('kind' in value)) return 0;
  let count = 1;
  for (const [name, inner] of Object.entries(value)) if (name !== 'loc') count += countNodes(inner);
  return count;
}
