/** One run of one alert: is it due, what is new and fits, and telling each document once, whatever happens on the way and whoever else runs it. */

import { type Clock, DAY_MS } from '../runtime/clock.ts';
import {
  type AlertSearch,
  type AlertState,
  alertState,
  newDocuments,
  putAlertState,
  removeAlert,
  stateAfter,
  tellResult,
  unknownState,
} from '../stores/alerts.ts';
import type { memberKey, RowStore } from '../stores/rows.ts';
import { type AlertFrequency, type SavedSearch, savedSearchScope } from '../stores/saved-searches.ts';

/** From one run to the next at least; null for never. */
const PERIOD_MS: Readonly<Record<AlertFrequency, number | null>> = {
  NEVER: null,
  INSTANT: 0,
  DAILY: DAY_MS,
  WEEKLY: 7 * DAY_MS,
};

export interface Alert {
  readonly member: Parameters<typeof memberKey>[0];
  readonly saved: SavedSearch;
}

export interface AlertPlaces {
  /** Rejects while anything of it is away: a row that only seems not to be there would be told of again. */
  readonly rows: RowStore;
  readonly clock: Pick<Clock, 'date'>;
  /** Null when its member may not search any more. */
  readonly search: (alert: Alert, signal: AbortSignal) => Promise<AlertSearch | null>;
  /** Whether found documents go to a webhook. */
  readonly hasWebhook: boolean;
  /** Aborted when the process ends. */
  readonly signal: AbortSignal;
}

export interface AlertRun {
  /** How many documents. */
  readonly told: number;
  /** How many new documents the next run has to read. */
  readonly waiting: number;
}

/** Of an alert that was saved by a release that kept no state, everything dated since the search is new. */
export async function stateOf({ member, saved }: Alert, rows: RowStore): Promise<AlertState> {
  return (await alertState(rows, member, saved.id)) ?? unknownState(Date.parse(saved.record.submittedAt));
}

/** What a run could not read is read as soon as may be; else an index that has not changed has nothing new. `nowMs`: since 1970. */
export function isDue({ alert }: SavedSearch, state: AlertState, indexVersion: string, nowMs: number): boolean {
  const periodMs = PERIOD_MS[alert];
  if (periodMs === null) return false;
  if ((state.waiting ?? []).length > 0) return true;
  if (state.indexVersion === indexVersion) return false;
  return state.lastRunAt === null || nowMs - Date.parse(state.lastRunAt) >= periodMs;
}

/**
 * Null when nobody may hear of it. What is told is kept before the state, so a run that ends in the middle is done again and
 * tells the rest. What was read until the signal was aborted may lack something, so it tells nothing then.
 */
export async function runAlert(alert: Alert, state: AlertState, places: AlertPlaces): Promise<AlertRun | null> {
  const { rows, clock, hasWebhook, signal } = places;
  const { member, saved } = alert;
  const startedAt = clock.date();
  const found = await places.search(alert, signal);
  if (found === null) return null;
  const { fitting, unread } = await found.read(newDocuments(state, found.list));
  signal.throwIfAborted();
  let told = 0;
  for (const documentId of fitting) {
    const result = { documentId, foundAt: startedAt.toISOString(), awaitsWebhook: hasWebhook };
    if (await tellResult(rows, member, saved.id, result)) told++;
  }
  const after = stateAfter(found.list, startedAt.getTime(), startedAt.toISOString(), unread);
  await putAlertState(rows, member, saved.id, after);
  if ((await rows.get(savedSearchScope(member), saved.id)) !== null) return { told, waiting: unread.length };
  // Deleted or erased meanwhile.
  await removeAlert(rows, member, saved.id);
  return null;
}
