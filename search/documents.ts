/** Documents by id for one request: all that is asked in one tick is one multi-get. */
import DataLoader from 'dataloader';
import { type DocumentKey, type TandemDocument, VERTICALS } from '../stores/documents.ts';
import type { IndexSnapshot } from '../stores/index-snapshots.ts';
import type { SearchContext } from './context.ts';
import { visibleMask } from './visible-documents.ts';

type DocumentLoader = DataLoader<DocumentKey, TandemDocument | null, string>;

function documentLoader(context: SearchContext): DocumentLoader {
  const known = context.memo.get('documentLoader') as DocumentLoader | undefined;
  if (known !== undefined) return known;
  const { documents } = context.services;
  const loader: DocumentLoader = new DataLoader((keys) => documents.getMany(keys), {
    cacheKeyFn: ({ id, version }) => `${id}\u0000${version}`,
  });
  context.memo.set('documentLoader', loader);
  return loader;
}

/** The content that a search has read; null when the store no longer has it. */
export function documentAt(id: string, version: string, context: SearchContext): Promise<TandemDocument | null> {
  return documentLoader(context).load({ id, version });
}

/** The newest content, of whichever kind; null for an id that no index has. */
export async function documentOf(documentId: string, context: SearchContext): Promise<TandemDocument | null> {
  const found = locate(documentId, context);
  return found === null ? null : documentAt(documentId, found.snapshot.documentVersions[found.position] ?? '', context);
}

/** Where a document lies in the newest index versions; null too for one that this caller may not see. */
export function locate(
  documentId: string,
  context: SearchContext,
): { readonly snapshot: IndexSnapshot; readonly position: number } | null {
  for (const vertical of VERTICALS) {
    const snapshot = context.services.indexes.current(vertical);
    const position = snapshot.positionOf(documentId);
    if (position === undefined) continue;
    const mask = visibleMask(snapshot, context);
    return mask === null || mask[position] === 1 ? { snapshot, position } : null;
  }
  return null;
}
