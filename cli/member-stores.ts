/** Opens the rows of members for commands: each store by itself, and Redis with the patience of somebody who wants everything. */

import { setTimeout as pause } from 'node:timers/promises';
import type { Config } from '../runtime/config.ts';
import { TandemError } from '../runtime/errors.ts';
import { createLogger, createMetrics } from '../runtime/telemetry.ts';
import { openLmdb } from '../stores/open-lmdb.ts';
import { openRedis, type RedisConnection } from '../stores/open-redis.ts';
import type { RowStore } from '../stores/rows.ts';
import { createLmdbRows } from '../stores/rows-lmdb.ts';
import { createRedisRows } from '../stores/rows-redis.ts';

export interface MemberStores {
  /** Of the data directory, and of Redis where REDIS_URL is set; what is in one is not in the other. */
  readonly stores: readonly RowStore[];
  readonly close: () => Promise<void>;
}

const PATIENCE_MS = 10_000;
const RETRY_MS = 50;

/** Rejects with STORE_UNAVAILABLE when a Redis that is configured does not answer. */
export async function openMemberStores(config: Config): Promise<MemberStores> {
  const { REDIS_URL: url } = config;
  const settings = {
    logger: createLogger(config.TANDEM_LOG_LEVEL),
    metrics: createMetrics(),
    timeLimitMs: PATIENCE_MS,
  };
  const redis = url === undefined ? null : openRedis({ url, ...settings });
  const environment = openLmdb(config.TANDEM_DATA_DIR);
  const close = async (): Promise<void> => {
    await redis?.close();
    await environment.close();
  };
  try {
    if (redis !== null) await untilThere(redis, PATIENCE_MS / RETRY_MS);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    stores: [createLmdbRows(environment), ...(redis === null ? [] : [createRedisRows(redis, settings.logger)])],
    close,
  };
}

/** A connection is made in the background, and until then calls fail at once. */
async function untilThere(redis: RedisConnection, triesLeft: number): Promise<void> {
  try {
    await redis.call((client) => client.ping());
  } catch (error) {
    if (!(error instanceof TandemError) || triesLeft <= 1) throw error;
    await pause(RETRY_MS);
    await untilThere(redis, triesLeft - 1);
  }
}
