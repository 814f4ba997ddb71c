/** What an event may name: searches, as training joins them to its queries, and documents of the index or of the search's own list. */
import { foldText } from '../models/text.ts';
import { stableId } from '../runtime/ids.ts';
import type { ActivitySearch } from '../stores/activity.ts';
import { employerWithId } from './company.ts';
import type { SearchContext } from './context.ts';
import { locate } from './documents.ts';
import { searchRecordOf } from './records.ts';
import { isStillShown } from './still-shown.ts';

/** Null for a search that is unknown, older than 24 hours, or of another tenant. */
export async function searchOfEvents(id: string, context: SearchContext): Promise<ActivitySearch | null> {
  const record = await searchRecordOf(id, context);
  if (record === null) return null;
  const { vertical, text } = record;
  return { searchId: id, vertical, qid: stableId(vertical, foldText(text)), text };
}

/** A document that was taken out of the index is known as long as the search that found it. */
export async function isKnownDocument(id: string, searchId: string | null, context: SearchContext): Promise<boolean> {
  if (locate(id, context) !== null || employerWithId(id, context) !== null) return true;
  const record = searchId === null ? null : await searchRecordOf(searchId, context);
  return (
    record?.results.some((result) => result.documentId === id && isStillShown(result, record.vertical, context)) ??
    false
  );
}
