/** Twin texts end, stay within their bytes, and are refused when they are not ours. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { TandemError } from '../../runtime/errors.ts';
import type { TwinText, TwinTextStore } from '../../stores/twin-texts.ts';
import { createCachedTwinTexts } from '../../stores/twin-texts-cached.ts';
import { createMemoryTwinTexts } from '../../stores/twin-texts-memory.ts';
import { createRedisTwinTexts } from '../../stores/twin-texts-redis.ts';
import { connectedRedis } from '../helpers/connected-redis.ts';
import { hasNoRedis, type RedisServer, redisServer } from '../helpers/redis-server.ts';

const TTL_MS = 60_000;
const twinOf = (text: string): TwinText => ({ normalised: text, searchedText: text, rewrittenText: text, facets: [] });

function clockAt(startMs: number) {
  let nowMs = startMs;
  return {
    nowMs: () => nowMs,
    date: () => new Date(nowMs),
    advance: (ms: number) => {
      nowMs += ms;
    },
  };
}

describe('twin texts in memory', () => {
  const clock = clockAt(Date.UTC(2026, 0, 15));
  const storeOf = (maxBytes: number, jitter = 0) =>
    createMemoryTwinTexts({ clock, ttlMs: TTL_MS, jitter: () => jitter, maxBytes });

  it('are read until their time is over, which jitter brings forward', async () => {
    const [plain, early] = [storeOf(10_000), storeOf(10_000, 1)];
    for (const store of [plain, early]) await store.put('key', [twinOf('chef')]);
    clock.advance(0.95 * TTL_MS);
    expect(await plain.get('key')).toEqual([twinOf('chef')]);
    expect(await early.get('key')).toEqual([]);
    clock.advance(0.06 * TTL_MS);
    expect(await plain.get('key')).toEqual([]);
  });

  it('stay within their bytes: the longest unused goes first, and what is larger than all is not kept', async () => {
    const store = storeOf(2_000);
    await store.put('first', [twinOf('chef')]);
    await store.put('second', [twinOf('nurse')]);
    await store.put('third', [twinOf('driver')]);
    await store.put('fourth', [twinOf('cook')]);
    expect(await store.get('first')).toEqual([]);
    expect(await store.get('fourth')).toEqual([twinOf('cook')]);
    await store.put('large', [twinOf('x'.repeat(2_000))]);
    expect(await store.get('large')).toEqual([]);
  });
});

describe('twin texts in memory before shared ones', () => {
  const front = () => createMemoryTwinTexts({ clock: clockAt(0), ttlMs: TTL_MS, jitter: () => 0, maxBytes: 10_000 });
  const back = (get: TwinTextStore['get']): TwinTextStore => ({
    get: vi.fn(get),
    put: vi.fn(async () => undefined),
    removeOf: async () => undefined,
    close: async () => undefined,
  });

  it('are asked for elsewhere once', async () => {
    const shared = back(async () => [twinOf('chef')]);
    const store = createCachedTwinTexts(front(), shared);
    expect([await store.get('key'), await store.get('key')]).toEqual([[twinOf('chef')], [twinOf('chef')]]);
    expect(shared.get).toHaveBeenCalledTimes(1);
  });

  it('are those of this server while the shared ones are away; no other failure is hidden', async () => {
    const away = back(() => Promise.reject(new TandemError('STORE_UNAVAILABLE', 'away')));
    const store = createCachedTwinTexts(front(), { ...away, put: away.get as unknown as TwinTextStore['put'] });
    expect(await store.get('key')).toEqual([]);
    await store.put('key', [twinOf('chef')]);
    expect(await store.get('key')).toEqual([twinOf('chef')]);
    const broken = createCachedTwinTexts(
      front(),
      back(() => Promise.reject(new Error('a defect'))),
    );
    await expect(broken.get('key')).rejects.toThrow('a defect');
  });
});

describe.skipIf(hasNoRedis)('twin texts in Redis', () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = redisServer();
    await server.start();
  });
  afterAll(() => server.remove());

  it('are read by another server and leave Redis by themselves', async () => {
    const connection = await connectedRedis(server);
    const options = { ttlMs: TTL_MS, jitter: () => 0.5, clock: clockAt(Date.now()) };
    await createRedisTwinTexts(connection, options).put('key', [twinOf('chef')]);
    expect(await createRedisTwinTexts(connection, options).get('key')).toEqual([twinOf('chef')]);
    const [key = ''] = await connection.call((redis) => redis.keys('*'));
    expect(key).toBe('tandem:t1:key');
    const lifeMs = await connection.call((redis) => redis.pttl(key));
    expect(lifeMs).toBeGreaterThan(0.9 * TTL_MS);
    expect(lifeMs).toBeLessThanOrEqual(0.95 * TTL_MS);
  });

  it.each([
    ['no JSON', 'chef'],
    ['of another program', '{"score":1}'],
    ['without facets', '{"endMs":9e15,"twins":[{"normalised":"a","searchedText":"a","rewrittenText":"a"}]}'],
    ['over', '{"endMs":1,"twins":[]}'],
  ])('read as absent when a value is %s', async (_what, value) => {
    const connection = await connectedRedis(server);
    const store = createRedisTwinTexts(connection, { ttlMs: TTL_MS, jitter: () => 0, clock: clockAt(Date.now()) });
    await connection.call((redis) => redis.set('tandem:t1:key', value));
    expect(await store.get('key')).toEqual([]);
  });
});
