/** Scores in Redis cost one command a batch, end at different times, and are refused when they are not ours. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../runtime/clock.ts';
import { TandemError } from '../../runtime/errors.ts';
import type { RedisConnection } from '../../stores/open-redis.ts';
import { createOptionalScores } from '../../stores/scores-optional.ts';
import { createRedisScores } from '../../stores/scores-redis.ts';
import { connectedRedis } from '../helpers/connected-redis.ts';
import { hasNoRedis, type RedisServer, redisServer } from '../helpers/redis-server.ts';

const TTL_MS = 60_000;
const keyOf = (documentId: string) => ({ documentId, documentVersion: 'v1' });
const entryOf = (documentId: string) => ({ key: keyOf(documentId), scores: Float32Array.of(0.5, 0.25) });

describe.skipIf(hasNoRedis)('scores in Redis', () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = redisServer();
    await server.start();
  });
  afterAll(() => server.remove());

  const storeOn = (connection: RedisConnection, jitter = () => 0) =>
    createRedisScores(connection, { ttlMs: TTL_MS, jitter, clock: systemClock });
  const keysOf = (connection: RedisConnection) => connection.call((redis) => redis.keys('*'));

  test('are read with one MGET a batch and written with one pipeline', async () => {
    const connection = await connectedRedis(server);
    const store = storeOn(connection);
    await connection.call((redis) => redis.config('RESETSTAT'));
    const ids = Array.from({ length: 250 }, (_, index) => `j${index}`);
    await store.putMany('scope', ids.map(entryOf));
    expect(await store.getMany('scope', ids.map(keyOf))).toEqual(ids.map(() => Float32Array.of(0.5, 0.25)));
    const stats = await connection.call((redis) => redis.info('commandstats'));
    expect(stats).toMatch(/cmdstat_mget:calls=1,/);
    expect(stats).toMatch(/cmdstat_set:calls=250,/);
    expect(stats).not.toMatch(/cmdstat_get:/);
  });

  test('ask nothing for an empty batch', async () => {
    const store = storeOn(await connectedRedis(server));
    await store.putMany('scope', []);
    expect(await store.getMany('scope', [])).toEqual([]);
  });

  test('that were written together leave Redis at different times, the earliest after nine tenths', async () => {
    const connection = await connectedRedis(server);
    const shares = [0, 1];
    await storeOn(connection, () => shares.shift() ?? 0).putMany('scope', [entryOf('late'), entryOf('early')]);
    const lives = await Promise.all(
      (await keysOf(connection)).map((key) => connection.call((redis) => redis.pttl(key))),
    );
    const [early = 0, late = 0] = lives.sort((a, b) => a - b);
    expect(late).toBeLessThanOrEqual(TTL_MS);
    expect(late).toBeGreaterThan(0.9 * TTL_MS + 1);
    expect(early).toBeLessThanOrEqual(0.9 * TTL_MS);
    expect(early).toBeGreaterThan(0);
  });

  test.each([
    ['empty', Buffer.alloc(0)],
    ['cut short', Buffer.from([255, 255, 255, 255, 1])],
    ['of another program', Buffer.from('{"score":1,"of":"something else"}')],
    ['with a number that is no p', Buffer.from([255, 255, 255, 255, 0, 0x44])],
    ['not a number', Buffer.from([255, 255, 255, 255, 0, 0x7e])],
  ])('read as absent when a value is %s', async (_what, value) => {
    const connection = await connectedRedis(server);
    const store = storeOn(connection);
    await store.putMany('scope', [entryOf('broken')]);
    const [key = ''] = await keysOf(connection);
    await store.putMany('scope', [entryOf('whole')]);
    await connection.call((redis) => redis.set(key, value));
    expect(await store.getMany('scope', [keyOf('broken'), keyOf('whole')])).toEqual([null, Float32Array.of(0.5, 0.25)]);
  });

  test('read as absent when the key holds another type', async () => {
    const connection = await connectedRedis(server);
    const store = storeOn(connection);
    await store.putMany('scope', [entryOf('j1')]);
    const [key = ''] = await keysOf(connection);
    await connection.call(async (redis) => [await redis.del(key), await redis.lpush(key, 'x')]);
    expect(await store.getMany('scope', [keyOf('j1')])).toEqual([null]);
  });

  test('have a short key that tells nothing of query and tenant', async () => {
    const connection = await connectedRedis(server);
    await storeOn(connection).putMany('tenant acme, text payroll', [entryOf('j1')]);
    expect(await keysOf(connection)).toEqual([expect.stringMatching(/^tandem:s1:[\w-]{22}$/)]);
  });

  test('that Redis refuses to keep are refused to the caller, not lost in silence', async () => {
    const connection = await connectedRedis(server);
    await connection.call((redis) => redis.config('SET', 'maxmemory', '1'));
    const put = storeOn(connection).putMany('scope', [entryOf('j1')]);
    await expect(put).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE', message: expect.stringContaining('OOM') });
    await connection.call((redis) => redis.config('SET', 'maxmemory', '0'));
  });
});

describe('a score store that may be away', () => {
  const failing = (error: Error) => ({
    getMany: () => Promise.reject(error),
    putMany: () => Promise.reject(error),
    close: async () => undefined,
  });

  test('has none and takes none meanwhile', async () => {
    const store = createOptionalScores(failing(new TandemError('STORE_UNAVAILABLE', 'away')));
    expect(await store.getMany('scope', [keyOf('j1'), keyOf('j2')])).toEqual([null, null]);
    await store.putMany('scope', [entryOf('j1')]);
  });

  test('hides no other failure', async () => {
    const store = createOptionalScores(failing(new Error('a defect')));
    await expect(store.getMany('scope', [keyOf('j1')])).rejects.toThrow('a defect');
    await expect(store.putMany('scope', [entryOf('j1')])).rejects.toThrow('a defect');
  });
});
