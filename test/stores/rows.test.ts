/** Rows of members: every driver keeps, lists, counts and forgets alike, and what came while a shared store was away is not lost. */
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { TandemError } from '../../runtime/errors.ts';
import { createLogger } from '../../runtime/telemetry.ts';
import { openLmdb } from '../../stores/open-lmdb.ts';
import { memberKey, type RowScope, type RowStore } from '../../stores/rows.ts';
import { createFallbackRows, createWholeRows } from '../../stores/rows-fallback.ts';
import { createLmdbRows } from '../../stores/rows-lmdb.ts';
import { createMemoryRows } from '../../stores/rows-memory.ts';
import { createRedisRows } from '../../stores/rows-redis.ts';
import { connectedRedis } from '../helpers/connected-redis.ts';
import { hasNoRedis, type RedisServer, redisServer } from '../helpers/redis-server.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

const scopeOf = (id: string, table: RowScope['table'] = 'events'): RowScope => ({
  table,
  owner: memberKey({ tenant: 't', id }),
});
const [ADA, BO] = [scopeOf('ada'), scopeOf('bo')];

function openLmdbRows(): RowStore {
  const folder = temporaryFolder();
  const environment = openLmdb(folder);
  onTestFinished(() => environment.close());
  return createLmdbRows(environment);
}

/** A store that fails as a whole while `problem.error` is set. */
function switchable(store: RowStore, problem: { error: Error | null }): RowStore {
  return new Proxy(store, {
    get: (target, name: keyof RowStore) =>
      problem.error === null ? target[name] : () => Promise.reject(problem.error),
  });
}

const redis: RedisServer | null = hasNoRedis ? null : redisServer();
beforeAll(() => redis?.start());
afterAll(() => redis?.remove());

const DRIVERS: readonly (readonly [string, () => RowStore | Promise<RowStore>])[] = [
  ['memory', createMemoryRows],
  ['lmdb', openLmdbRows],
  ['memory before lmdb', () => createFallbackRows(createMemoryRows(), openLmdbRows())],
  ...(redis === null
    ? []
    : ([['Redis', async () => createRedisRows(await connectedRedis(redis), createLogger('silent'))]] as const)),
];

describe.each(DRIVERS)('rows in %s', (_name, open) => {
  test('are read by their key, listed by their owner, and changed', async () => {
    const rows = await open();
    await rows.put(ADA, 'a', { text: 'é "x"', list: [1, null] });
    await rows.put(ADA, 'b', 2);
    await rows.put(BO, 'a', 3);
    await rows.put(scopeOf('ada', 'seen'), 'a', 4);
    expect(await rows.get(ADA, 'a')).toEqual({ text: 'é "x"', list: [1, null] });
    expect(await rows.get(ADA, 'c')).toBeNull();
    await rows.put(ADA, 'b', 5);
    const sorted = [...(await rows.list(ADA))].sort((one, other) => (one.key < other.key ? -1 : 1));
    expect(sorted).toEqual([
      { key: 'a', value: { text: 'é "x"', list: [1, null] } },
      { key: 'b', value: 5 },
    ]);
    expect([...(await rows.owners('events'))].sort()).toEqual([ADA.owner, BO.owner]);
  });

  test('of one key are new once, however many come together', async () => {
    const rows = await open();
    const outcomes = await Promise.all([1, 2, 3].map((value) => rows.putNew(ADA, 'a', value)));
    expect(outcomes.filter((isNew) => isNew)).toHaveLength(1);
    expect(await rows.putNew(ADA, 'a', 4)).toBe(false);
    expect(await rows.get(ADA, 'a')).not.toBe(4);
  });

  test('add up without losing any', async () => {
    const rows = await open();
    await Promise.all([1, 2, 4, -0.5].map((amount) => rows.add(ADA, 'sum', amount)));
    expect((await rows.list(ADA)).map(({ value }) => Number(value))).toEqual([6.5]);
  });

  test('are removed one by one or with all of their owner, and nobody else loses any', async () => {
    const rows = await open();
    for (const key of ['a', 'b', 'c']) await rows.put(ADA, key, 1);
    await rows.put(BO, 'a', 1);
    expect([await rows.remove(ADA, 'a'), await rows.remove(ADA, 'a')]).toEqual([true, false]);
    expect(await rows.clear(ADA)).toBe(2);
    expect(await rows.list(ADA)).toEqual([]);
    expect(await rows.owners('events')).toEqual([BO.owner]);
  });
});

describe.skipIf(redis === null)('a value in Redis that is no row', () => {
  test('is stood in for, is left out of lists, and is told in the log without a word of it', async () => {
    const lines: string[] = [];
    const connection = await connectedRedis(redis as RedisServer);
    const shared = createRedisRows(connection, createLogger('warn', { write: (line) => void lines.push(line) }));
    await shared.put(ADA, 'a', 1);
    await shared.put(ADA, 'b', 2);
    const [name = ''] = await connection.call((client) => client.keys('*'));
    await connection.call((client) => client.hset(name, 'a', 'private words'));
    await expect(shared.get(ADA, 'a')).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    expect(await shared.list(ADA)).toEqual([{ key: 'b', value: 2 }]);
    const local = createMemoryRows();
    await local.put(ADA, 'a', 3);
    expect(await createFallbackRows(shared, local).get(ADA, 'a')).toBe(3);
    expect(lines.map((line) => JSON.parse(line).table)).toEqual(['events', 'events', 'events']);
    expect(lines.join('')).not.toContain('private');
  });
});

describe('rows in a shared store before a local one', () => {
  const AWAY = new TandemError('STORE_UNAVAILABLE', 'away');
  const open = () => {
    const problem: { error: Error | null } = { error: null };
    const [shared, local] = [createMemoryRows(), createMemoryRows()];
    return { problem, shared, local, rows: createFallbackRows(switchable(shared, problem), local) };
  };

  test('of the time in which it was away are still there when it is back, and new only once', async () => {
    const { rows, problem } = open();
    problem.error = AWAY;
    expect(await rows.putNew(ADA, 'a', 1)).toBe(true);
    problem.error = null;
    expect(await rows.putNew(ADA, 'a', 2)).toBe(false);
    await rows.put(ADA, 'b', 3);
    expect((await rows.list(ADA)).map(({ key }) => key).sort()).toEqual(['a', 'b']);
    expect(await rows.remove(ADA, 'a')).toBe(true);
    expect(await rows.get(ADA, 'a')).toBeNull();
  });

  test('that were changed since do not come back as they were', async () => {
    const { rows, problem } = open();
    problem.error = AWAY;
    await rows.put(ADA, 'a', 'old');
    problem.error = null;
    await rows.put(ADA, 'a', 'new');
    expect(await rows.get(ADA, 'a')).toBe('new');
    expect(await rows.list(ADA)).toEqual([{ key: 'a', value: 'new' }]);
  });

  test('have sums that count both', async () => {
    const { rows, problem } = open();
    await rows.add(ADA, 'sum', 1);
    problem.error = AWAY;
    await rows.add(ADA, 'sum', 2);
    problem.error = null;
    expect(await rows.list(ADA)).toEqual([{ key: 'sum', value: 3 }]);
  });

  test('are not said to be erased while it is away', async () => {
    const { rows, problem } = open();
    problem.error = AWAY;
    await expect(rows.clear(ADA)).rejects.toThrow('away');
  });

  test('are all or none for work that does not go by a part of them', async () => {
    const { rows, shared, local, problem } = open();
    const whole = createWholeRows(switchable(shared, problem), local);
    await local.put(ADA, 'a', 1);
    await whole.put(ADA, 'b', 2);
    expect((await whole.list(ADA)).map(({ key }) => key).sort()).toEqual(['a', 'b']);
    expect(await whole.putNew(ADA, 'a', 3)).toBe(false);
    problem.error = AWAY;
    expect(await rows.get(ADA, 'c')).toBeNull();
    for (const call of [() => whole.get(ADA, 'a'), () => whole.list(ADA), () => whole.owners('events')])
      await expect(call()).rejects.toThrow('away');
    for (const call of [() => whole.put(ADA, 'c', 1), () => whole.putNew(ADA, 'c', 1)])
      await expect(call()).rejects.toThrow('away');
    expect(await local.get(ADA, 'c')).toBeNull();
  });

  test('fail with every other failure of it', async () => {
    const { rows, problem } = open();
    problem.error = new Error('a defect');
    await expect(rows.get(ADA, 'a')).rejects.toThrow('a defect');
  });
});
