/** How a search was read, as the record keeps it. */
import type { SearchContext } from '../context.ts';
import { lastingRecordOf } from '../lasting-record.ts';
import type { Understanding } from '../types.ts';

/** Null when the search is gone. */
export async function understandingOf(searchId: string, context: SearchContext): Promise<Understanding | null> {
  return (await lastingRecordOf(searchId, context))?.understanding ?? null;
}
