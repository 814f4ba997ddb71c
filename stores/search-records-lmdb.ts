/** Search records in lmdb, each for 24 hours; writing one clears some that are over. */

import type { Clock } from '../runtime/clock.ts';
import type { LmdbEnvironment } from './open-lmdb.ts';
import { SEARCH_RECORD_TTL_MS, type SearchRecord, type SearchRecordStore } from './search-records.ts';

interface Kept {
  readonly expiresAtMs: number;
  readonly record: SearchRecord;
}

type ExpiryKey = [expiresAtMs: number, id: string];

/** More than one a write, so that what is over goes faster than new records come. */
const SWEPT_PER_WRITE = 16;

export function createLmdbSearchRecords(environment: LmdbEnvironment, clock: Clock): SearchRecordStore {
  const table = environment.openDB<Kept, string>({ name: 'search-records', encoding: 'json', compression: true });
  const expiries = environment.openDB<boolean, ExpiryKey>({ name: 'search-record-expiries' });
  const sweep = (nowMs: number): void => {
    for (const key of [...expiries.getKeys({ start: [0, ''], end: [nowMs, ''], limit: SWEPT_PER_WRITE })]) {
      // The record may have been written again since, with a later end.
      if ((table.get(key[1])?.expiresAtMs ?? 0) <= nowMs) table.remove(key[1]);
      expiries.remove(key);
    }
  };
  return {
    get: async (id) => {
      const kept = table.get(id);
      return kept !== undefined && kept.expiresAtMs > clock.date().getTime() ? kept.record : null;
    },
    put: async (record) => {
      const nowMs = clock.date().getTime();
      const expiresAtMs = nowMs + SEARCH_RECORD_TTL_MS;
      await table.transaction(() => {
        table.put(record.id, { expiresAtMs, record });
        expiries.put([expiresAtMs, record.id], true);
        sweep(nowMs);
      });
    },
    close: async () => {
      await table.committed;
    },
  };
}
