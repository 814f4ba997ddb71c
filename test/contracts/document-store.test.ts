/** What every document store does, on each driver. */
import { describe, expect, test } from 'vitest';
import type { DocumentStore } from '../../stores/documents.ts';
import { createCachedDocuments } from '../../stores/documents-cached.ts';
import { createLmdbDocuments } from '../../stores/documents-lmdb.ts';
import { createMemoryDocuments } from '../../stores/documents-memory.ts';
import { openLmdb } from '../../stores/open-lmdb.ts';
import { sampleJob, samplePerson } from '../helpers/sample-documents.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

async function withLmdb(work: (store: DocumentStore) => Promise<void>): Promise<void> {
  const environment = openLmdb(temporaryFolder());
  const store = createLmdbDocuments(environment);
  await work(store);
  await store.close();
  await environment.close();
}

const DRIVERS: Readonly<Record<string, (work: (store: DocumentStore) => Promise<void>) => Promise<void>>> = {
  memory: (work) => work(createMemoryDocuments()),
  lmdb: withLmdb,
  'cached lmdb': (work) => withLmdb((store) => work(createCachedDocuments(store, 100_000))),
  'cache that holds nothing': (work) => work(createCachedDocuments(createMemoryDocuments(), 1)),
};

describe.each(Object.entries(DRIVERS))('documents in %s', (_name, withStore) => {
  test('come back as they were put, in the order asked, with null for what is not there', () =>
    withStore(async (store) => {
      const [job, person] = [sampleJob(), samplePerson()];
      await store.putMany([job, person]);
      const keys = [person, { id: 'none', version: 'v1' }, job, { id: job.id, version: 'v2' }];
      expect(await store.getMany(keys)).toEqual([person, null, job, null]);
      expect(await store.getMany(keys)).toEqual([person, null, job, null]);
    }));

  test('of two versions stay apart', () =>
    withStore(async (store) => {
      const [first, second] = [sampleJob(), sampleJob({ version: 'v2', title: 'Day Nurse' })];
      await store.putMany([first]);
      await store.putMany([second]);
      expect(await store.getMany([first, second])).toEqual([first, second]);
    }));

  test('are gone after their removal, also when they were read before', () =>
    withStore(async (store) => {
      const job = sampleJob();
      await store.putMany([job]);
      await store.getMany([job]);
      await store.removeMany([job, { id: 'none', version: 'v1' }]);
      expect(await store.getMany([job])).toEqual([null]);
    }));

  test('are none when no key is asked', () =>
    withStore(async (store) => {
      expect(await store.getMany([])).toEqual([]);
    }));
});

test('a document that was read once is not read from the store again', async () => {
  const inner = createMemoryDocuments();
  const asked: number[] = [];
  const counting: DocumentStore = {
    ...inner,
    getMany: (keys) => {
      asked.push(keys.length);
      return inner.getMany(keys);
    },
  };
  const [job, person] = [sampleJob(), samplePerson()];
  await inner.putMany([job, person]);
  const cached = createCachedDocuments(counting, 100_000);
  await cached.getMany([job]);
  expect(await cached.getMany([job, person])).toEqual([job, person]);
  await cached.getMany([person, job]);
  expect(asked).toEqual([1, 1]);
});

test('documents outlive the process that put them', async () => {
  const folder = temporaryFolder();
  const first = openLmdb(folder);
  await createLmdbDocuments(first).putMany([sampleJob()]);
  await first.close();
  const second = openLmdb(folder);
  expect(await createLmdbDocuments(second).getMany([sampleJob()])).toEqual([sampleJob()]);
  await second.close();
});
