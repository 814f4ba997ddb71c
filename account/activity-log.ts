/** The activity log as training/activity_log.py reads it: events as reported, and the searches that they name. */

import type { RowStore } from '../stores/rows.ts';

/** File name to table; nothing in either says whose an event is. */
const FILES = { 'activity-events.jsonl': 'events', 'activity-searches.jsonl': 'searches' } as const;

export type LogFile = keyof typeof FILES;
export const LOG_FILES = Object.keys(FILES) as readonly LogFile[];

/** Lines of JSON, owner after owner; several members may name the same search. */
export async function* logLines(file: LogFile, stores: readonly RowStore[]): AsyncGenerator<string> {
  const table = FILES[file];
  for (const rows of stores) {
    for (const owner of await rows.owners(table)) {
      for (const { value } of await rows.list({ table, owner })) yield `${JSON.stringify(value)}\n`;
    }
  }
}
