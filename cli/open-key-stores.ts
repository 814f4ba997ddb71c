/** Opens what a gateway in a process of its own reads API keys from: the data directory, and Redis before it where there is one. */

import type { Config } from '../runtime/config.ts';
import type { Logger, Metrics } from '../runtime/telemetry.ts';
import { openLmdb } from '../stores/open-lmdb.ts';
import { openRedis } from '../stores/open-redis.ts';
import type { RowStore } from '../stores/rows.ts';
import { createLmdbRows } from '../stores/rows-lmdb.ts';
import { createRedisRows } from '../stores/rows-redis.ts';

export interface KeyStores {
  readonly stores: readonly RowStore[];
  readonly close: () => Promise<void>;
}

/** Redis may be away, now and at any time. */
export function openKeyStores(
  { TANDEM_DATA_DIR, REDIS_URL }: Config,
  watchers: { readonly logger: Logger; readonly metrics: Metrics },
): KeyStores {
  const environment = openLmdb(TANDEM_DATA_DIR);
  const redis = REDIS_URL === undefined ? null : openRedis({ url: REDIS_URL, ...watchers });
  const stores = [...(redis === null ? [] : [createRedisRows(redis)]), createLmdbRows(environment)];
  const close = async (): Promise<void> => {
    await redis?.close();
    await environment.close();
  };
  return { stores, close };
}
