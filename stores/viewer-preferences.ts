/** What a member has chosen, as it is kept. */

import { memberKey, type RowScope, type RowStore } from './rows.ts';

export interface ViewerPreferences {
  /** Searches may use the member's own profile and home place, for "jobs like my current one" and "near me". */
  readonly allowProfileUse: boolean;
  /** Id of the person document that is the member. */
  readonly profileId: string | null;
  /** Id of a place of the gazetteer. */
  readonly homePlaceId: string | null;
}

/** Of a member who has chosen nothing: nothing is used that was not allowed. */
const UNCHOSEN: ViewerPreferences = { allowProfileUse: false, profileId: null, homePlaceId: null };

type Member = Parameters<typeof memberKey>[0];

const KEY = 'all';
const scopeOf = (member: Member): RowScope => ({ table: 'preferences', owner: memberKey(member) });

export async function preferencesOf(rows: RowStore, member: Member): Promise<ViewerPreferences> {
  return { ...UNCHOSEN, ...((await rows.get(scopeOf(member), KEY)) as Partial<ViewerPreferences> | null) };
}

export async function putPreferences(rows: RowStore, member: Member, preferences: ViewerPreferences): Promise<void> {
  await rows.put(scopeOf(member), KEY, preferences);
}
