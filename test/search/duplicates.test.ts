/** Postings that differ in numbers only: shown once, counted each, and told. */
import { describe, expect, it } from 'vitest';
import { withVersion } from '../../ingest/normalise-parts.ts';
import { runSearch } from '../../search/search.ts';
import type { JobSearchRequest, SearchPage } from '../../search/types.ts';
import type { JobDocument } from '../../stores/documents.ts';
import { fakePools } from '../helpers/fake-pools.ts';
import { memorySnapshot } from '../helpers/memory-index.ts';
import { testJobs } from '../helpers/test-corpus.ts';
import { createTestSearch, jobRequest, type TestSearch, testFacts } from '../helpers/test-search.ts';

/** The job posted again, a day later, as a feed would bring it. */
function again(job: JobDocument, id: string, changes: Partial<JobDocument> = {}): JobDocument {
  const postedAt = new Date(Date.parse(job.postedAt ?? '') + 86_400_000).toISOString();
  const description = job.description.replace(/number \d+/, 'number 9,876');
  return withVersion<JobDocument>({ ...job, id, postedAt, description, ...changes });
}

async function searchOf(twins: (job: JobDocument) => readonly JobDocument[]): Promise<TestSearch> {
  const [first, ...others] = testJobs(testFacts());
  if (first === undefined) throw new Error('the test has no jobs');
  const jobs = [first, ...others, ...twins(first)];
  const snapshot = memorySnapshot('jobs', jobs, testFacts(), 'jobs-2');
  const test = await createTestSearch({ pools: await fakePools([{ snapshot, documents: jobs }]) });
  await test.services.documents.putMany(jobs);
  test.indexes.publish(snapshot);
  return test;
}

const page = (test: TestSearch, changes: Partial<JobSearchRequest> = {}): Promise<SearchPage> =>
  runSearch(jobRequest(null, { first: 100, ...changes }), test.context());
const foldedIn = ({ notices }: SearchPage): number =>
  notices.reduce((sum, notice) => sum + (notice.kind === 'DuplicatesFoldedNotice' ? notice.foldedCount : 0), 0);

describe('a job that was posted again', () => {
  it('is shown once, the first in the order, and counted as often as it was posted', async () => {
    const test = await searchOf((job) => [again(job, 'twin-1'), again(job, 'twin-2')]);
    const found = await page(test, { facets: ['COMPANY'] });
    expect(found.edges).toHaveLength(20);
    expect(found.totalCount).toBe(22);
    expect(found.facets[0]?.values.reduce((sum, { count }) => sum + count, 0)).toBe(22);
    expect(found.edges.filter(({ documentId }) => documentId.startsWith('twin'))).toHaveLength(1);
    expect(foldedIn(found)).toBe(2);
  });

  it('is shown when the one that stood for it does not pass the filter', async () => {
    const test = await searchOf((job) => [again(job, 'twin')]);
    const [first] = test.jobs;
    const found = await page(test, { filter: { excludeJobIds: [first?.id ?? ''] } });
    expect(found.edges.map(({ documentId }) => documentId)).toContain('twin');
    expect(foldedIn(found)).toBe(0);
  });

  it.each([
    ['another title', { title: 'Head Nurse' }],
    ['another employer', { company: { id: 'cx', name: 'Elsewhere' } }],
    ['no place', { locations: [] }],
    ['another text', { description: 'You teach children to swim.' }],
  ] as const)('with %s is another job', async (_, changes) => {
    const found = await page(await searchOf((job) => [again(job, 'twin', changes)]));
    expect(found.edges).toHaveLength(21);
    expect(foldedIn(found)).toBe(0);
  });

  it('takes no place of another on pages that are ranked', async () => {
    const test = await searchOf((job) => [again(job, 'twin')]);
    const found = await page(test, { text: 'registered nurse' });
    const nurses = found.edges.map(({ documentId }) => documentId);
    expect(new Set(nurses).size).toBe(nurses.length);
    expect(foldedIn(found)).toBe(1);
  });

  it('is not folded while the texts cannot be read, and the search goes on', async () => {
    const test = await searchOf((job) => [again(job, 'twin')]);
    const broken = { ...test.services.documents, getMany: () => Promise.reject(new Error('the store is away')) };
    const found = await runSearch(
      jobRequest(null, { first: 100 }),
      test.context({ services: { ...test.services, documents: broken } }),
    );
    expect(found.edges).toHaveLength(21);
    expect((await page(test, { sort: 'NEWEST' })).edges).toHaveLength(20);
  });
});
