/** How long rows stay, and what removes them: decision 19. Saved searches, alerts and preferences stay until their member removes them. */
import { DAY_MS } from '../runtime/clock.ts';
import type { ActivityEvent } from './activity.ts';
import { ALERT_TABLES, savedIdOf } from './alerts.ts';
import { forgetUnpopular } from './popularity.ts';
import type { Row, RowStore, RowTable } from './rows.ts';

interface Lifetime {
  readonly table: RowTable;
  readonly days: number;
  /** Milliseconds since 1970 from which on it counts. */
  readonly since: (row: Row) => number;
}

const LIFETIMES: readonly Lifetime[] = [
  { table: 'events', days: 400, since: ({ value }) => Date.parse((value as ActivityEvent).occurredAt) },
  { table: 'seen', days: 400, since: ({ value }) => Number(value) },
  { table: 'alerts', days: 90, since: ({ value }) => Date.parse((value as { readonly foundAt: string }).foundAt) },
  { table: 'alerts-seen', days: 90, since: ({ value }) => Date.parse(String(value)) },
  { table: 'alerts-sent', days: 90, since: ({ value }) => Date.parse(String(value)) },
  // Search records, the last that an erasure is told for, live a day.
  { table: 'erasures', days: 2, since: ({ value }) => Number(value) },
];

/** Owner after owner, so that nobody is held up; the same again does nothing. Answers how many rows went. */
export async function removeExpired(rows: RowStore, nowMs: number): Promise<number> {
  let removed = 0;
  for (const { table, days, since } of LIFETIMES) {
    for (const owner of await rows.owners(table)) {
      const scope = { table, owner };
      const over = (await rows.list(scope)).filter((row) => since(row) < nowMs - days * DAY_MS);
      for (const { key } of over) if (await rows.remove(scope, key)) removed++;
    }
  }
  return removed + (await removeUnnamed(rows)) + (await removeUnsaved(rows)) + (await forgetUnpopular(rows, nowMs));
}

/** Alerts of saved searches that are there no more: a run that was killed may leave some behind an erasure. */
async function removeUnsaved(rows: RowStore): Promise<number> {
  let removed = 0;
  for (const table of ALERT_TABLES) {
    for (const owner of await rows.owners(table)) {
      // Listed before the saved searches: an alert of one that is saved meanwhile stays.
      const alerts = await rows.list({ table, owner });
      const saved = new Set((await rows.list({ table: 'saved-searches', owner })).map(({ key }) => key));
      for (const { key } of alerts) {
        if (!saved.has(savedIdOf(key)) && (await rows.remove({ table, owner }, key))) removed++;
      }
    }
  }
  return removed;
}

/** Searches that no event of their member names any more. */
async function removeUnnamed(rows: RowStore): Promise<number> {
  let removed = 0;
  for (const owner of await rows.owners('searches')) {
    // Listed before the events: a search that an event brings meanwhile stays.
    const searches = await rows.list({ table: 'searches', owner });
    const events = await rows.list({ table: 'events', owner });
    const named = new Set(events.map(({ value }) => (value as ActivityEvent).searchId));
    for (const { key } of searches) {
      if (!named.has(key) && (await rows.remove({ table: 'searches', owner }, key))) removed++;
    }
  }
  return removed;
}
