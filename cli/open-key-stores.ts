/** The API keys of a gateway in a process of its own: read from the data directory, and from Redis before it where there is one. */

import { createKeyRing, type FindKey } from '../account/key-ring.ts';
import { systemClock } from '../runtime/clock.ts';
import type { Config } from '../runtime/config.ts';
import type { Logger, Metrics } from '../runtime/telemetry.ts';
import { openLmdb } from '../stores/open-lmdb.ts';
import { openRedis } from '../stores/open-redis.ts';
import { createLmdbRows } from '../stores/rows-lmdb.ts';
import { createRedisRows } from '../stores/rows-redis.ts';

interface OpenKeys {
  readonly findKey: FindKey;
  readonly close: () => Promise<void>;
}

type Watchers = { readonly logger: Logger; readonly metrics: Metrics };

/**
 * Nothing is opened before somebody sends a key, but for Redis, whose connection takes a moment: a gateway for callers without
 * keys needs no data directory. Redis may be away, now and at any time.
 */
export function openKeyStores(config: Config, watchers: Watchers): OpenKeys {
  let opened = config.REDIS_URL === undefined ? null : open(config, watchers);
  return {
    findKey: (id) => {
      opened ??= open(config, watchers);
      return opened.findKey(id);
    },
    close: async () => opened?.close(),
  };
}

function open({ TANDEM_DATA_DIR, REDIS_URL }: Config, watchers: Watchers): OpenKeys {
  const environment = openLmdb(TANDEM_DATA_DIR);
  const redis = REDIS_URL === undefined ? null : openRedis({ url: REDIS_URL, ...watchers });
  const stores = [...(redis === null ? [] : [createRedisRows(redis, watchers.logger)]), createLmdbRows(environment)];
  const close = async (): Promise<void> => {
    await redis?.close();
    await environment.close();
  };
  return { findKey: createKeyRing(stores, systemClock), close };
}
