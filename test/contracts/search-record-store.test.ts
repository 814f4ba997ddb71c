/** What every store of search records does, on each driver. */
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../runtime/clock.ts';
import { projectPath } from '../../runtime/project-root.ts';
import { createLogger } from '../../runtime/telemetry.ts';
import { openLmdb } from '../../stores/open-lmdb.ts';
import { packRecord, unpackRecord } from '../../stores/packed-search-record.ts';
import type { SearchRecord, SearchRecordStore } from '../../stores/search-records.ts';
import { SEARCH_RECORD_TTL_MS } from '../../stores/search-records.ts';
import { createLmdbSearchRecords } from '../../stores/search-records-lmdb.ts';
import { createMemorySearchRecords } from '../../stores/search-records-memory.ts';
import { createRedisSearchRecords } from '../../stores/search-records-redis.ts';
import { connectedRedis } from '../helpers/connected-redis.ts';
import { type ManualClock, manualClock } from '../helpers/manual-clock.ts';
import { hasNoRedis, redisServer } from '../helpers/redis-server.ts';
import { sampleRecord } from '../helpers/sample-record.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

type Work = (store: SearchRecordStore, clock: ManualClock) => Promise<void>;

const server = redisServer();
beforeAll(() => (hasNoRedis ? undefined : server.start()));
afterAll(() => server.remove());

async function withRedis(work: Work): Promise<void> {
  const clock = manualClock();
  await work(createRedisSearchRecords(await connectedRedis(server), clock, createLogger('silent')), clock);
}

const DRIVERS: Readonly<Record<string, (work: Work) => Promise<void>>> = {
  memory: (work) => {
    const clock = manualClock();
    return work(createMemorySearchRecords(clock), clock);
  },
  lmdb: async (work) => {
    const clock = manualClock();
    const environment = openLmdb(temporaryFolder());
    await work(createLmdbSearchRecords(environment, clock), clock);
    await environment.close();
  },
  ...(hasNoRedis ? {} : { redis: withRedis }),
};

describe.each(Object.entries(DRIVERS))('search records in %s', (_name, withStore) => {
  test('come back as they were put', () =>
    withStore(async (store) => {
      await store.put(sampleRecord('s1'));
      expect(await store.get('s1')).toEqual(sampleRecord('s1'));
      expect(await store.get('s2')).toBeNull();
    }));

  test('come back with every row, ranked or not', () =>
    withStore(async (store) => {
      const row = fc.record({
        documentId: fc.string({ unit: 'grapheme-ascii' }).map((text) => `j${text}`),
        documentVersion: fc.constantFrom('v1', 'v2'),
        retrievalScore: fc.oneof(fc.constantFrom(0, 0.5), fc.double({ min: 0, max: 1, noNaN: true })),
        score: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
        rankScore: fc.option(fc.constantFrom(0.25, 0.9)),
        stage: fc.constantFrom('CROSS_ENCODER' as const, 'PACKED' as const, null),
        isCached: fc.boolean(),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(row, { maxLength: 6 }), async (results) => {
          await store.put({ ...sampleRecord('s1'), results });
          expect((await store.get('s1'))?.results).toEqual(results);
        }),
        { numRuns: 40 },
      );
    }));

  test('are there for 24 hours and not longer', () =>
    withStore(async (store, clock) => {
      await store.put(sampleRecord('s1'));
      clock.advance(SEARCH_RECORD_TTL_MS - 1);
      expect(await store.get('s1')).not.toBeNull();
      clock.advance(1);
      expect(await store.get('s1')).toBeNull();
    }));

  test('that are written again live from then on', () =>
    withStore(async (store, clock) => {
      await store.put(sampleRecord('s1'));
      clock.advance(SEARCH_RECORD_TTL_MS - 1);
      await store.put({ ...sampleRecord('s1'), totalCount: 2 });
      clock.advance(2);
      await store.put(sampleRecord('s2'));
      expect((await store.get('s1'))?.totalCount).toBe(2);
    }));

  test('of a member go together, but for those that were asked later', () =>
    withStore(async (store) => {
      const asked = (id: string, askedBy: string, submittedAt: string) =>
        store.put({ ...sampleRecord(id), askedBy, submittedAt });
      await asked('mine', 'ada', '2026-01-01T00:00:00Z');
      await asked('later', 'ada', '2026-01-01T00:00:02Z');
      await asked('theirs', 'bo', '2026-01-01T00:00:00Z');
      await store.put(sampleRecord('nobody'));
      expect(await store.removeOf('ada', Date.parse('2026-01-01T00:00:01Z'))).toBe(1);
      expect(await store.get('mine')).toBeNull();
      for (const id of ['later', 'theirs', 'nobody']) expect((await store.get(id))?.id).toBe(id);
    }));
});

test('records that are over leave the disk when new ones come', async () => {
  const clock = manualClock();
  const environment = openLmdb(temporaryFolder());
  const store = createLmdbSearchRecords(environment, clock);
  for (let index = 0; index < 40; index += 1) await store.put(sampleRecord(`old${index}`));
  clock.advance(SEARCH_RECORD_TTL_MS + 1);
  for (let index = 0; index < 3; index += 1) await store.put(sampleRecord(`new${index}`));
  const table = environment.openDB({ name: 'packed-search-records', encoding: 'binary' });
  expect([...table.getKeys()]).toEqual(['new0', 'new1', 'new2']);
  await environment.close();
});

test('a record that another process has written is read at once, even where something was read just before', async () => {
  const folder = temporaryFolder();
  const environment = openLmdb(folder);
  const store = createLmdbSearchRecords(environment, systemClock);
  const record = { ...sampleRecord('s1'), submittedAt: new Date().toISOString() };
  const program = projectPath('test', 'helpers', 'put-record.ts');
  // Waits in the same turn, as a request does that comes in behind another one.
  const before = store.get('s0');
  execFileSync(process.execPath, ['--import', 'tsx', program, folder, JSON.stringify(record)]);
  const after = store.get('s1');
  expect([await before, await after]).toEqual([null, record]);
  await environment.close();
});

/** Result lists as long as they get, with ids and scores of the usual form. */
function longRecord(id: string): SearchRecord {
  const [result] = sampleRecord(id).results;
  if (result === undefined) return sampleRecord(id);
  const results = Array.from({ length: 5_000 }, (_, row) => ({
    ...result,
    documentId: `j${Buffer.from(`document ${String(row).padStart(6, '0')}`)
      .toString('base64url')
      .slice(0, 20)}`,
    documentVersion: Buffer.from(`version ${row}`.padEnd(12)).toString('base64url'),
    retrievalScore: Math.fround(1 / (row + 3)),
    score: row < 200 ? 0.3 : null,
    rankScore: row < 200 ? 0.3 : null,
    stage: row < 200 ? ('CROSS_ENCODER' as const) : null,
  }));
  return { ...sampleRecord(id), results };
}

test('a list of 5,000 rows takes a third of its JSON', () => {
  const record = longRecord('s1');
  const packed = packRecord({ expiresAtMs: 0, record });
  expect(packed.length).toBeLessThan(JSON.stringify(record).length / 3);
  expect(unpackRecord(packed)).toEqual({ expiresAtMs: 0, record });
});

test('the oldest records go when all together have more bytes than they may', async () => {
  const clock = manualClock();
  const environment = openLmdb(temporaryFolder());
  const { length } = packRecord({ expiresAtMs: 0, record: longRecord('s0') });
  const store = createLmdbSearchRecords(environment, clock, 2.5 * length);
  for (let index = 0; index < 6; index += 1) {
    await store.put(longRecord(`s${index}`));
    clock.advance(1);
  }
  await store.put(longRecord('s5'));
  const kept: string[] = [];
  for (let index = 0; index < 6; index += 1) if ((await store.get(`s${index}`)) !== null) kept.push(`s${index}`);
  expect(kept).toEqual(['s4', 's5']);
  await environment.close();
});
