/** Searches that members keep by a name, with all of their records but the result lists. */

import { memberKey, type RowScope, type RowStore } from './rows.ts';
import type { SearchRecord } from './search-records.ts';

export type AlertFrequency = 'NEVER' | 'INSTANT' | 'DAILY' | 'WEEKLY';

/** How the search was asked and read; results go with the record itself, after 24 hours. */
export type SavedRecord = Omit<SearchRecord, 'results'>;

export interface SavedSearch {
  readonly id: string;
  readonly name: string;
  readonly alert: AlertFrequency;
  readonly createdAt: string;
  readonly record: SavedRecord;
}

type Member = Parameters<typeof memberKey>[0];

export const savedSearchScope = (member: Member): RowScope => ({ table: 'saved-searches', owner: memberKey(member) });

/** Those of one member, the newest first. */
export async function savedSearchesOf(rows: RowStore, member: Member): Promise<readonly SavedSearch[]> {
  const saved = (await rows.list(savedSearchScope(member))).map(({ value }) => value as SavedSearch);
  return saved.sort((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt) || (a.id < b.id ? -1 : 1));
}
