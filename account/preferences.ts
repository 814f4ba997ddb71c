/** Changes what a member has chosen; a profile or place that does not exist is told as data, and then nothing changes. */

import type { memberKey, RowStore } from '../stores/rows.ts';
import { preferencesOf, putPreferences, type ViewerPreferences } from '../stores/viewer-preferences.ts';
import { type UserError, userError } from './user-error.ts';

/** Absent stays as it is. */
export type PreferencesChange = { readonly [name in keyof ViewerPreferences]?: ViewerPreferences[name] | undefined };

export interface KnownTargets {
  /** Whose profile it is; null for one that the member may not see, or that is none. */
  readonly profileOwner: (id: string) => Promise<'member' | 'other' | null>;
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
  const isPlace = typeof homePlaceId !== 'string' || known.isPlace(homePlaceId);
  const userErrors = [
    ...(typeof profileId === 'string' ? profileProblems(await known.profileOwner(profileId)) : []),
    ...(isPlace ? [] : [userError('NOT_FOUND', ['homePlaceId'], 'the gazetteer has no place of this id')]),
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

function profileProblems(owner: 'member' | 'other' | null): readonly UserError[] {
  if (owner === 'member') return [];
  if (owner === null) return [userError('NOT_FOUND', ['profileId'], 'no person has this id')];
  const message =
    'the source of this profile does not name the caller as its member; a member may name their own profile alone';
  return [userError('FORBIDDEN', ['profileId'], message)];
}
