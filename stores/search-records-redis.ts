/** Search records in Redis, packed; Redis itself forgets them after 24 hours. */

import type { Clock } from '../runtime/clock.ts';
import type { Logger } from '../runtime/telemetry.ts';
import type { RedisConnection } from './open-redis.ts';
import { type KeptRecord, packRecord, unpackRecord } from './packed-search-record.ts';
import { namesFrom } from './redis-names.ts';
import { isAskedBy, SEARCH_RECORD_TTL_MS, type SearchRecordStore } from './search-records.ts';

/** The number counts formats of the value, so that versions of the program that differ never read each other's. */
const PREFIX = 'tandem:r1:';

/** Rejects with STORE_UNAVAILABLE while Redis is away. A value that is no record is told in the log and reads as absent. */
export function createRedisSearchRecords({ call }: RedisConnection, clock: Clock, logger: Logger): SearchRecordStore {
  const nowMs = (): number => clock.date().getTime();
  return {
    get: async (id) => {
      const bytes = await call((redis) => redis.getBuffer(PREFIX + id));
      const kept = bytes === null ? null : readRecord(bytes, logger);
      return kept !== null && kept.expiresAtMs > nowMs() ? kept.record : null;
    },
    put: async (record) => {
      const bytes = packRecord({ expiresAtMs: nowMs() + SEARCH_RECORD_TTL_MS, record });
      await call((redis) => redis.set(PREFIX + record.id, bytes, 'PX', SEARCH_RECORD_TTL_MS));
    },
    removeOf: async (askedBy, untilMs) => {
      let removed = 0;
      for await (const name of namesFrom(PREFIX, call)) {
        const bytes = await call((redis) => redis.getBuffer(name));
        const kept = bytes === null ? null : readRecord(bytes, logger);
        if (kept !== null && isAskedBy(kept.record, askedBy, untilMs))
          removed += await call((redis) => redis.del(name));
      }
      return removed;
    },
    close: async () => undefined,
  };
}

function readRecord(bytes: Buffer, logger: Logger): KeptRecord | null {
  try {
    return unpackRecord(bytes);
  } catch (error) {
    logger.warn({ err: error }, 'a value in Redis is not a search record');
    return null;
  }
}
