/** Documents by id for one request: all that is asked in one tick is one multi-get. */
import DataLoader from 'dataloader';
import { type DocumentKey, type TandemDocument, VERTICALS } from '../stores/documents.ts';
import type { IndexSnapshot } from '../stores/index-snapshots.ts';
import { hiddenPeople } from '../stores/profile-visibility.ts';
import type { SearchContext } from './context.ts';
import { seesHidden } from './people-access.ts';

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

/** Where a document lies in the newest index versions; null too for a profile that this caller may not see. */
export function locate(
  documentId: string,
  { services, caller }: SearchContext,
): { readonly snapshot: IndexSnapshot; readonly position: number } | null {
  for (const vertical of VERTICALS) {
    const snapshot = services.indexes.current(vertical);
    const position = snapshot.positionOf(documentId);
    if (position === undefined) continue;
    const isShown = seesHidden(caller) || hiddenPeople(snapshot)?.[position] !== 1;
    return isShown ? { snapshot, position } : null;
  }
  return null;
}
