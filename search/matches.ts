/** Opens a match: the search, the document and the row of the result list that its id names. */
import type { RecordedResult } from '../stores/search-records.ts';
import type { SearchContext } from './context.ts';
import { type MatchKey, openMatch } from './match-ids.ts';
import { type KeptSearch, searchRecordOf } from './records.ts';
import { isStillShown } from './still-shown.ts';

export interface OpenedMatch extends MatchKey {
  readonly record: KeptSearch;
  readonly result: RecordedResult;
}

/** Null for an id that was not made here, or whose search is gone. */
export async function openedMatch(matchId: string, context: SearchContext): Promise<OpenedMatch | null> {
  const key = openMatch(matchId, context.services.signer);
  const record = key && (await searchRecordOf(key.searchId, context));
  if (key === null || record === null) return null;
  const result = resultsById(record).get(key.document.id);
  return result === undefined || !isStillShown(result, record.vertical, context) ? null : { ...key, record, result };
}

const indexed = new WeakMap<KeptSearch, ReadonlyMap<string, RecordedResult>>();

/** A page asks for up to a hundred rows of a list of thousands. */
function resultsById(record: KeptSearch): ReadonlyMap<string, RecordedResult> {
  const known = indexed.get(record) ?? new Map(record.results.map((result) => [result.documentId, result]));
  indexed.set(record, known);
  return known;
}
