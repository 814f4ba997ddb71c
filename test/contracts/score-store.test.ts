/** What every score store does, on each driver. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openLmdb } from '../../stores/open-lmdb.ts';
import type { ScoreStore } from '../../stores/scores.ts';
import { createCachedScores } from '../../stores/scores-cached.ts';
import { createLmdbScores } from '../../stores/scores-lmdb.ts';
import { createMemoryScores } from '../../stores/scores-memory.ts';
import { createRedisScores } from '../../stores/scores-redis.ts';
import { connectedRedis } from '../helpers/connected-redis.ts';
import { type ManualClock, manualClock } from '../helpers/manual-clock.ts';
import { hasNoRedis, redisServer } from '../helpers/redis-server.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

type Work = (store: ScoreStore, clock: ManualClock) => Promise<void>;

const TTL_MS = 60_000;
const LIFETIME = { ttlMs: TTL_MS, jitter: () => 0 };

async function withLmdb(maxEntries: number, work: Work): Promise<void> {
  const clock = manualClock();
  const environment = openLmdb(temporaryFolder());
  const store = createLmdbScores(environment, { ...LIFETIME, clock, maxEntries });
  await work(store, clock);
  await store.close();
  await environment.close();
}

const server = redisServer();
beforeAll(() => (hasNoRedis ? undefined : server.start()));
afterAll(() => server.remove());

async function withRedis(work: Work): Promise<void> {
  const clock = manualClock();
  await work(createRedisScores(await connectedRedis(server), { ...LIFETIME, clock }), clock);
}

const DRIVERS: Readonly<Record<string, (work: Work) => Promise<void>>> = {
  memory: (work) => {
    const clock = manualClock();
    return work(createMemoryScores({ ...LIFETIME, clock, maxBytes: 1_000_000 }), clock);
  },
  lmdb: (work) => withLmdb(1_000, work),
  'memory before lmdb': (work) =>
    withLmdb(1_000, (back, clock) =>
      work(createCachedScores(createMemoryScores({ ...LIFETIME, clock, maxBytes: 1_000_000 }), back), clock),
    ),
  ...(hasNoRedis ? {} : { redis: withRedis }),
};

const keyOf = (documentId: string, documentVersion = 'v1') => ({ documentId, documentVersion });
const HALF_STEP = 2 ** -11;

describe.each(Object.entries(DRIVERS))('scores in %s', (_name, withStore) => {
  test('come back for their key with the precision of half floats', () =>
    withStore(async (store) => {
      const scores = Float32Array.of(0.123456, 0.9, 1);
      await store.putMany('scope', [{ key: keyOf('j1'), scores }]);
      const [found, none] = await store.getMany('scope', [keyOf('j1'), keyOf('j2')]);
      expect(none).toBeNull();
      expect(found).toHaveLength(3);
      for (const [index, score] of scores.entries())
        expect(Math.abs((found?.[index] ?? 0) - score)).toBeLessThan(HALF_STEP);
    }));

  test('of another scope or document version are not found', () =>
    withStore(async (store) => {
      await store.putMany('scope', [{ key: keyOf('j1'), scores: Float32Array.of(0.5) }]);
      expect(await store.getMany('other', [keyOf('j1')])).toEqual([null]);
      expect(await store.getMany('scope', [keyOf('j1', 'v2')])).toEqual([null]);
    }));

  test('end after their time to live', () =>
    withStore(async (store, clock) => {
      await store.putMany('scope', [{ key: keyOf('j1'), scores: Float32Array.of(0.5) }]);
      clock.advance(TTL_MS - 2_000);
      expect((await store.getMany('scope', [keyOf('j1')]))[0]).not.toBeNull();
      clock.advance(TTL_MS + 2_000);
      expect(await store.getMany('scope', [keyOf('j1')])).toEqual([null]);
    }));
});

test('scores written together end at different times', async () => {
  const clock = manualClock();
  const shares = [0, 1];
  const store = createMemoryScores({ ttlMs: TTL_MS, jitter: () => shares.shift() ?? 0, clock, maxBytes: 10_000 });
  const scores = Float32Array.of(0.5);
  await store.putMany('scope', [
    { key: keyOf('late'), scores },
    { key: keyOf('early'), scores },
  ]);
  clock.advance(TTL_MS - 1);
  const [late, early] = await store.getMany('scope', [keyOf('late'), keyOf('early')]);
  expect(late).toEqual(scores);
  expect(early).toBeNull();
});

test('memory keeps the most recently used scores within its bytes', async () => {
  const store = createMemoryScores({ ...LIFETIME, clock: manualClock(), maxBytes: 700 });
  const scores = Float32Array.of(0.5);
  for (const id of ['j1', 'j2']) await store.putMany('scope', [{ key: keyOf(id), scores }]);
  await store.getMany('scope', [keyOf('j1')]);
  await store.putMany('scope', [{ key: keyOf('j3'), scores }]);
  expect(await store.getMany('scope', [keyOf('j1'), keyOf('j2'), keyOf('j3')])).toEqual([scores, null, scores]);
});

test('a score that only the store behind has is read from there once', async () => {
  const clock = manualClock();
  const back = createMemoryScores({ ...LIFETIME, clock, maxBytes: 10_000 });
  await back.putMany('scope', [{ key: keyOf('j1'), scores: Float32Array.of(0.25) }]);
  const asked: number[] = [];
  const counting: ScoreStore = {
    ...back,
    getMany: (scope, keys) => {
      asked.push(keys.length);
      return back.getMany(scope, keys);
    },
  };
  const store = createCachedScores(createMemoryScores({ ...LIFETIME, clock, maxBytes: 10_000 }), counting);
  for (let round = 0; round < 2; round += 1) {
    expect(await store.getMany('scope', [keyOf('j1')])).toEqual([Float32Array.of(0.25)]);
  }
  expect(asked).toEqual([1]);
});

test('the table on disk stays near its limit and loses what is over', () =>
  withLmdb(50, async (store, clock) => {
    const put = (from: number, to: number) =>
      store.putMany(
        'scope',
        Array.from({ length: to - from }, (_, index) => ({
          key: keyOf(`j${from + index}`),
          scores: Float32Array.of(0.5),
        })),
      );
    for (let round = 0; round < 20; round += 1) await put(round * 20, round * 20 + 20);
    const keys = Array.from({ length: 400 }, (_, index) => keyOf(`j${index}`));
    const held = (await store.getMany('scope', keys)).filter((scores) => scores !== null).length;
    expect(held).toBeLessThanOrEqual(90);
    expect(held).toBeGreaterThan(0);
    clock.advance(2 * TTL_MS);
    await put(1_000, 1_001);
    expect((await store.getMany('scope', keys)).every((scores) => scores === null)).toBe(true);
  }));
