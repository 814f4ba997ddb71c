/** Search records in lmdb, each for 24 hours and all within a number of bytes; writing one clears some that are over. */

import type { Clock } from '../runtime/clock.ts';
import type { LmdbEnvironment } from './open-lmdb.ts';
import { packRecord, unpackRecord } from './packed-search-record.ts';
import { isAskedBy, SEARCH_RECORD_TTL_MS, type SearchRecordStore } from './search-records.ts';

type ExpiryKey = [expiresAtMs: number, id: string];

/** More than one a write, so that what is over goes faster than new records come. */
const SWEPT_PER_WRITE = 16;
/** Room for some two thousand searches with the longest result lists, and for many more with usual ones. */
const MAX_RECORD_BYTES = 512 * 1024 * 1024;
const TOTAL = 'total';

/** When all records together have more than `maxBytes`, the oldest go before their time. */
export function createLmdbSearchRecords(
  environment: LmdbEnvironment,
  clock: Clock,
  maxBytes: number = MAX_RECORD_BYTES,
): SearchRecordStore {
  const table = environment.openDB<Buffer, string>({
    name: 'packed-search-records',
    encoding: 'binary',
    compression: true,
  });
  /** Bytes of each record, the first to expire first; and their sum. */
  const expiries = environment.openDB<number, ExpiryKey>({ name: 'packed-search-record-expiries' });
  const sums = environment.openDB<number, string>({ name: 'packed-search-record-bytes' });
  const remove = (key: ExpiryKey): void => {
    sums.put(TOTAL, (sums.get(TOTAL) ?? 0) - (expiries.get(key) ?? 0));
    expiries.remove(key);
    table.remove(key[1]);
  };
  const sweep = (nowMs: number): void => {
    for (const key of [...expiries.getKeys({ end: [nowMs, ''], limit: SWEPT_PER_WRITE })]) remove(key);
    while ((sums.get(TOTAL) ?? 0) > maxBytes) {
      const [oldest] = [...expiries.getKeys({ limit: 1 })];
      if (oldest === undefined) return;
      remove(oldest);
    }
  };
  /** All reads of one turn see one state: what another process wrote since the first of them is there only after this. */
  const getAfresh = (id: string): Buffer | undefined => {
    table.resetReadTxn();
    return table.get(id);
  };
  return {
    get: async (id) => {
      const bytes = table.get(id) ?? getAfresh(id);
      if (bytes === undefined) return null;
      const kept = unpackRecord(bytes);
      return kept.expiresAtMs > clock.date().getTime() ? kept.record : null;
    },
    put: async (record) => {
      const nowMs = clock.date().getTime();
      const expiresAtMs = nowMs + SEARCH_RECORD_TTL_MS;
      const bytes = packRecord({ expiresAtMs, record });
      await table.transaction(() => {
        const before = table.get(record.id);
        if (before !== undefined) remove([unpackRecord(before).expiresAtMs, record.id]);
        table.put(record.id, bytes);
        expiries.put([expiresAtMs, record.id], bytes.length);
        sums.put(TOTAL, (sums.get(TOTAL) ?? 0) + bytes.length);
        sweep(nowMs);
      });
    },
    removeOf: (askedBy, untilMs) =>
      table.transaction(() => {
        let removed = 0;
        for (const key of [...expiries.getKeys()]) {
          const bytes = table.get(key[1]);
          if (bytes === undefined || !isAskedBy(unpackRecord(bytes).record, askedBy, untilMs)) continue;
          remove(key);
          removed++;
        }
        return removed;
      }),
    close: async () => {
      await table.committed;
    },
  };
}
