/** Whose own profile a document is: only who feeds profiles can say, so that nobody takes another's for their own. */
import { hasScope } from '../runtime/caller.ts';
import { stableId } from '../runtime/ids.ts';
import type { SearchContext } from './context.ts';
import { documentOf } from './documents.ts';

/** Null for an id of no person, and for a profile that the caller may not see. An administrator may act for any. */
export async function profileOwner(id: string, context: SearchContext): Promise<'member' | 'other' | null> {
  const found = await documentOf(id, context);
  if (found?.kind !== 'person') return null;
  const { caller } = context;
  return found.owner === stableId(caller.id) || hasScope(caller, 'admin') ? 'member' : 'other';
}
