/** The record of a search without its result list: for 24 hours, and for a member who saved it as long as it is saved. */
import { savedSearchesOf } from '../stores/saved-searches.ts';
import type { SearchContext } from './context.ts';
import { keptPrivate } from './private-record.ts';
import { isReadableBy, type KeptSearch, searchRecordOf } from './records.ts';

type LastingRecord = Omit<KeptSearch, 'results'>;

/** Null when the id is unknown to the caller. */
export async function lastingRecordOf(searchId: string, context: SearchContext): Promise<LastingRecord | null> {
  const record = await searchRecordOf(searchId, context);
  if (record !== null) return record;
  const saved = await savedSearchesOf(context.services.rows, context.caller);
  const found = saved.find((each) => each.record.id === searchId)?.record as LastingRecord | undefined;
  return found !== undefined && isReadableBy(context.caller, found) ? keptPrivate(found) : null;
}
