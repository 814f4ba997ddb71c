/** Changes what a member has chosen; a profile or place that does not exist is told as data, and then nothing changes. */

import type { memberKey, RowStore } from '../stores/rows.ts';
import { preferencesOf, putPreferences, type ViewerPreferences } from '../stores/viewer-preferences.ts';
import { type UserError, userError } from './user-error.ts';

/** Absent stays as it is. */
export type PreferencesChange = { readonly [name in keyof ViewerPreferences]?: ViewerPreferences[name] | undefined };

export interface KnownTargets {
  readonly isPerson: (id: string) => boolean;
  readonly isPlace: (id: string) => boolean;
}

export interface ChangedPreferences {
  /** Null when nothing was changed. */
  readonly preferences: ViewerPreferences | null;
  readonly userErrors: readonly UserError[];
}

export async function changePreferences(
  rows: RowStore,
  member: Parameters<typeof memberKey>[0],
  { allowProfileUse, profileId, homePlaceId }: PreferencesChange,
  known: KnownTargets,
): Promise<ChangedPreferences> {
  const userErrors = [
    ...problem('profileId', profileId, known.isPerson, 'no person has this id'),
    ...problem('homePlaceId', homePlaceId, known.isPlace, 'the gazetteer has no place of this id'),
  ];
  if (userErrors.length > 0) return { preferences: null, userErrors };
  const before = await preferencesOf(rows, member);
  const preferences: ViewerPreferences = {
    allowProfileUse: allowProfileUse ?? before.allowProfileUse,
    profileId: profileId === undefined ? before.profileId : profileId,
    homePlaceId: homePlaceId === undefined ? before.homePlaceId : homePlaceId,
  };
  await putPreferences(rows, member, preferences);
  return { preferences, userErrors: [] };
}

function problem(
  field: string,
  id: string | null | undefined,
  isKnown: (id: string) => boolean,
  message: string,
): readonly UserError[] {
  return typeof id !== 'string' || isKnown(id) ? [] : [userError('NOT_FOUND', [field], message)];
}
