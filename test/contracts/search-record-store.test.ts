/** What every store of search records does, on each driver. */
import { describe, expect, test } from 'vitest';
import { openLmdb } from '../../stores/open-lmdb.ts';
import type { SearchRecord, SearchRecordStore } from '../../stores/search-records.ts';
import { SEARCH_RECORD_TTL_MS } from '../../stores/search-records.ts';
import { createLmdbSearchRecords } from '../../stores/search-records-lmdb.ts';
import { createMemorySearchRecords } from '../../stores/search-records-memory.ts';
import { type ManualClock, manualClock } from '../helpers/manual-clock.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

type Work = (store: SearchRecordStore, clock: ManualClock) => Promise<void>;

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
};

function sampleRecord(id: string): SearchRecord {
  return {
    id,
    vertical: 'jobs',
    text: 'night nurse',
    correctedText: null,
    submittedAt: '2026-01-01T00:00:00Z',
    indexVersion: 'i1',
    modelVersion: 'm1',
    request: { first: 20 },
    understanding: { facets: [{ field: 'title', value: 'nurse' }] },
    coverage: null,
    notices: [],
    trace: null,
    totalCount: 1,
    facets: [],
    results: [
      {
        documentId: 'j1',
        documentVersion: 'v1',
        retrievalScore: 0.5,
        score: 0.9,
        rankScore: 0.9,
        stage: 'CROSS_ENCODER',
        isCached: false,
      },
    ],
  };
}

describe.each(Object.entries(DRIVERS))('search records in %s', (_name, withStore) => {
  test('come back as they were put', () =>
    withStore(async (store) => {
      await store.put(sampleRecord('s1'));
      expect(await store.get('s1')).toEqual(sampleRecord('s1'));
      expect(await store.get('s2')).toBeNull();
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
});

test('records that are over leave the disk when new ones come', async () => {
  const clock = manualClock();
  const environment = openLmdb(temporaryFolder());
  const store = createLmdbSearchRecords(environment, clock);
  for (let index = 0; index < 40; index += 1) await store.put(sampleRecord(`old${index}`));
  clock.advance(SEARCH_RECORD_TTL_MS + 1);
  for (let index = 0; index < 3; index += 1) await store.put(sampleRecord(`new${index}`));
  const table = environment.openDB({ name: 'search-records' });
  expect([...table.getKeys()]).toEqual(['new0', 'new1', 'new2']);
  await environment.close();
});
