/** All names in Redis that begin so; a name may come twice, as the server says of SCAN. */
import type { RedisConnection } from './open-redis.ts';

const SCANNED_AT_ONCE = '500';

/** Rejects with STORE_UNAVAILABLE while Redis is away. `start` has none of the signs * ? [ ] of patterns. */
export async function* namesFrom(start: string, call: RedisConnection['call']): AsyncGenerator<string> {
  let cursor = '0';
  do {
    const [next, names] = await call((redis) => redis.scan(cursor, 'MATCH', `${start}*`, 'COUNT', SCANNED_AT_ONCE));
    yield* names;
    cursor = next;
  } while (cursor !== '0');
}
