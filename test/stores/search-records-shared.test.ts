/** Search records outlive a shared store that goes away, and a value there that is none of ours reads as absent. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TandemError } from '../../runtime/errors.ts';
import { createLogger } from '../../runtime/telemetry.ts';
import { SEARCH_RECORD_TTL_MS, type SearchRecordStore } from '../../stores/search-records.ts';
import { createFallbackSearchRecords } from '../../stores/search-records-fallback.ts';
import { createMemorySearchRecords } from '../../stores/search-records-memory.ts';
import { createRedisSearchRecords } from '../../stores/search-records-redis.ts';
import { connectedRedis } from '../helpers/connected-redis.ts';
import { manualClock } from '../helpers/manual-clock.ts';
import { hasNoRedis, type RedisServer, redisServer } from '../helpers/redis-server.ts';
import { sampleRecord } from '../helpers/sample-record.ts';

/** A store that fails as long as `problem.error` is set. */
function switchable(store: SearchRecordStore, problem: { error: Error | null }): SearchRecordStore {
  const unless = <T>(answer: () => Promise<T>): Promise<T> =>
    problem.error === null ? answer() : Promise.reject(problem.error);
  return { ...store, get: (id) => unless(() => store.get(id)), put: (record) => unless(() => store.put(record)) };
}

describe('search records in a shared store before a local one', () => {
  const open = () => {
    const clock = manualClock();
    const [shared, local] = [createMemorySearchRecords(clock), createMemorySearchRecords(clock)];
    const problem: { error: Error | null } = { error: null };
    return { local, problem, store: createFallbackSearchRecords(switchable(shared, problem), local) };
  };
  const AWAY = new TandemError('STORE_UNAVAILABLE', 'away');

  test('are put in the shared one alone while it is there', async () => {
    const { store, local } = open();
    await store.put(sampleRecord('s1'));
    expect(await store.get('s1')).toEqual(sampleRecord('s1'));
    expect(await local.get('s1')).toBeNull();
    expect(await store.get('s2')).toBeNull();
  });

  test('are kept and found here while it is away, and still found when it is back', async () => {
    const { store, problem } = open();
    problem.error = AWAY;
    await store.put(sampleRecord('s1'));
    expect(await store.get('s1')).toEqual(sampleRecord('s1'));
    problem.error = null;
    expect(await store.get('s1')).toEqual(sampleRecord('s1'));
  });

  test('fail with every other failure of it', async () => {
    const { store, problem } = open();
    problem.error = new Error('a defect');
    await expect(store.get('s1')).rejects.toThrow('a defect');
    await expect(store.put(sampleRecord('s1'))).rejects.toThrow('a defect');
  });
});

describe.skipIf(hasNoRedis)('search records in Redis', () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = redisServer();
    await server.start();
  });
  afterAll(() => server.remove());

  test('leave Redis by themselves after 24 hours', async () => {
    const connection = await connectedRedis(server);
    await createRedisSearchRecords(connection, manualClock(), createLogger('silent')).put(sampleRecord('s1'));
    const lifeMs = await connection.call((redis) => redis.pttl('tandem:r1:s1'));
    expect(lifeMs).toBeLessThanOrEqual(SEARCH_RECORD_TTL_MS);
    expect(lifeMs).toBeGreaterThan(SEARCH_RECORD_TTL_MS - 60_000);
  });

  test.each([
    ['empty', ''],
    ['of another program', 'something else'],
    ['cut short', 'TNDM\u0001\u0000\u0000\u0000{'],
  ])('read as absent when the value is %s, and the log says so', async (_what, value) => {
    const lines: string[] = [];
    const logger = createLogger('warn', { write: (line) => void lines.push(line) });
    const connection = await connectedRedis(server);
    await connection.call((redis) => redis.set('tandem:r1:s1', value));
    expect(await createRedisSearchRecords(connection, manualClock(), logger).get('s1')).toBeNull();
    expect(lines.map((line) => JSON.parse(line).msg)).toEqual(['a value in Redis is not a search record']);
  });
});
