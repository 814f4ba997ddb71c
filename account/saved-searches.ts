/** Searches that a member keeps: made from a search of the last 24 hours, renamed, listed, deleted; with each goes its alert. */

import { type AlertState, putAlertState, removeAlert, unknownState } from '../stores/alerts.ts';
import type { RowStore } from '../stores/rows.ts';
import {
  type AlertFrequency,
  type SavedRecord,
  type SavedSearch,
  savedSearchesOf,
  savedSearchScope,
} from '../stores/saved-searches.ts';
import { textProblem, type UserError, userError } from './user-error.ts';

const LIMITS = { nameCharacters: 200, savedSearches: 100 } as const;

type Member = Parameters<typeof savedSearchScope>[0];

export type SavedOutcome =
  | { readonly savedSearch: SavedSearch; readonly userErrors: readonly [] }
  | { readonly savedSearch: null; readonly userErrors: readonly UserError[] };

export interface NewSavedSearch {
  readonly id: string;
  readonly name: string;
  readonly alert: AlertFrequency;
  readonly createdAt: string;
  /** Null when the search is unknown or older than 24 hours. */
  readonly record: SavedRecord | null;
  /** What was there when it was searched, which no alert tells of. */
  readonly state: AlertState | null;
}

export async function createSavedSearch(rows: RowStore, member: Member, made: NewSavedSearch): Promise<SavedOutcome> {
  const { record, state, ...named } = made;
  const name = textProblem(['name'], made.name, LIMITS.nameCharacters);
  if (name !== null) return refused(name);
  if (record === null)
    return refused(userError('NOT_FOUND', ['searchId'], 'no search of the last 24 hours has this id; search again'));
  const { length } = await savedSearchesOf(rows, member);
  if (length >= LIMITS.savedSearches) {
    const message = `a member may keep ${LIMITS.savedSearches} searches and has ${length}; delete one first`;
    return refused(userError('TOO_MANY', ['searchId'], message));
  }
  if (state !== null) await putAlertState(rows, member, made.id, state);
  return kept(rows, member, { ...named, name: made.name.trim(), record });
}

/** Null leaves name or alert as it is. An alert that is switched on tells of nothing that was there at `nowMs`, since 1970. */
export async function updateSavedSearch(
  rows: RowStore,
  member: Member,
  id: string,
  change: { readonly name: string | null; readonly alert: AlertFrequency | null },
  nowMs: number,
): Promise<SavedOutcome> {
  const known = await savedSearch(rows, member, id);
  if (known === null) return refused(notFound());
  const name = change.name === null ? null : textProblem(['name'], change.name, LIMITS.nameCharacters);
  if (name !== null) return refused(name);
  const isSwitchedOn = known.alert === 'NEVER' && (change.alert ?? 'NEVER') !== 'NEVER';
  if (isSwitchedOn) await putAlertState(rows, member, id, unknownState(nowMs));
  return kept(rows, member, {
    ...known,
    name: change.name?.trim() ?? known.name,
    alert: change.alert ?? known.alert,
  });
}

export async function deleteSavedSearch(rows: RowStore, member: Member, id: string): Promise<readonly UserError[]> {
  if (!(await rows.remove(savedSearchScope(member), id))) return [notFound()];
  await removeAlert(rows, member, id);
  return [];
}

/** Null for an id of nobody or of another member. */
export async function savedSearch(rows: RowStore, member: Member, id: string): Promise<SavedSearch | null> {
  return (await rows.get(savedSearchScope(member), id)) as SavedSearch | null;
}

async function kept(rows: RowStore, member: Member, saved: SavedSearch): Promise<SavedOutcome> {
  await rows.put(savedSearchScope(member), saved.id, saved);
  return { savedSearch: saved, userErrors: [] };
}

const refused = (error: UserError): SavedOutcome => ({ savedSearch: null, userErrors: [error] });

const notFound = (): UserError => userError('NOT_FOUND', ['id'], 'this member has no saved search of this id');
