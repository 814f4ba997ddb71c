/** Search records in memory, each for 24 hours; for tests. */

import type { Clock } from '../runtime/clock.ts';
import { isAskedBy, SEARCH_RECORD_TTL_MS, type SearchRecord, type SearchRecordStore } from './search-records.ts';

export function createMemorySearchRecords(clock: Clock): SearchRecordStore {
  const kept = new Map<string, { readonly expiresAtMs: number; readonly record: SearchRecord }>();
  const nowMs = (): number => clock.date().getTime();
  return {
    get: async (id) => {
      const entry = kept.get(id);
      return entry !== undefined && entry.expiresAtMs > nowMs() ? entry.record : null;
    },
    put: async (record) => {
      kept.set(record.id, { expiresAtMs: nowMs() + SEARCH_RECORD_TTL_MS, record });
      for (const [id, entry] of kept) if (entry.expiresAtMs <= nowMs()) kept.delete(id);
    },
    removeOf: async (askedBy, untilMs) => {
      const own = [...kept].filter(([, { record }]) => isAskedBy(record, askedBy, untilMs));
      for (const [id] of own) kept.delete(id);
      return own.length;
    },
    close: async () => {
      kept.clear();
    },
  };
}
