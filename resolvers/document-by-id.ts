/** Documents behind ids and edges, of the kind that a contract promises. */

import { TandemError } from '../runtime/errors.ts';
import type { SearchContext } from '../search/context.ts';
import { documentAt, documentOf } from '../search/documents.ts';
import type { SearchEdge } from '../search/types.ts';
import type { JobDocument, PersonDocument, TandemDocument } from '../stores/documents.ts';

export async function jobWithId(id: string, context: SearchContext): Promise<JobDocument | null> {
  const found = await documentOf(id, context);
  return found?.kind === 'job' ? found : null;
}

export async function personWithId(id: string, context: SearchContext): Promise<PersonDocument | null> {
  const found = await documentOf(id, context);
  return found?.kind === 'person' ? found : null;
}

/** The text that was ranked, also when the document was ingested again meanwhile. */
export async function jobOf(edge: SearchEdge, context: SearchContext): Promise<JobDocument> {
  const found = await documentAt(edge.documentId, edge.documentVersion, context);
  return found?.kind === 'job' ? found : throwMissing(edge, found);
}

export async function personOf(edge: SearchEdge, context: SearchContext): Promise<PersonDocument> {
  const found = await documentAt(edge.documentId, edge.documentVersion, context);
  return found?.kind === 'person' ? found : throwMissing(edge, found);
}

/** An index names only documents that are stored, so this is a defect and not an answer. */
function throwMissing(edge: SearchEdge, found: TandemDocument | null): never {
  const got = found ? `a ${found.kind}` : 'nothing';
  throw new TandemError(
    'INTERNAL',
    `expected the document ${edge.documentId} in version ${edge.documentVersion}, got ${got}`,
  );
}
