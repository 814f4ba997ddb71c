/** What a member has not looked at yet of what their saved searches told of, and the mark that they have. */

import { ARGUMENT_LIMITS } from '../runtime/limits.ts';
import { markResults, type ToldResult, toldWithout } from '../stores/alerts.ts';
import type { RowStore } from '../stores/rows.ts';
import { type SavedOutcome, savedSearch } from './saved-searches.ts';
import { userError } from './user-error.ts';

type Member = Parameters<typeof savedSearch>[1];

/** The newest finding first. `isVisible`: of documents to this member, now. */
export function newestFirst(
  results: readonly ToldResult[],
  isVisible: (documentId: string) => boolean,
): readonly ToldResult[] {
  const shown = results.filter(({ documentId }) => isVisible(documentId));
  return shown.sort((a, b) => Date.parse(b.foundAt) - Date.parse(a.foundAt) || (a.documentId < b.documentId ? -1 : 1));
}

/** `documentIds`: null marks all that there are. */
export async function markSeen(
  rows: RowStore,
  member: Member,
  id: string,
  documentIds: readonly string[] | null,
): Promise<SavedOutcome> {
  const saved = await savedSearch(rows, member, id);
  if (saved === null) return refused('NOT_FOUND', ['id'], 'this member has no saved search of this id');
  const most = ARGUMENT_LIMITS.listValues;
  if (documentIds !== null && documentIds.length > most)
    return refused('TOO_MANY', ['documentIds'], `documentIds may have ${most} entries, got ${documentIds.length}`);
  const open = (await toldWithout('alerts-seen', rows, member)).get(id) ?? [];
  const wanted = documentIds === null ? null : new Set(documentIds);
  const seen = open.filter(({ documentId }) => wanted === null || wanted.has(documentId));
  await markResults('alerts-seen', rows, member, id, seen);
  return { savedSearch: saved, userErrors: [] };
}

function refused(...error: Parameters<typeof userError>): SavedOutcome {
  return { savedSearch: null, userErrors: [userError(...error)] };
}
