/** Sorts by pay and by distance: what is compared with what, and what comes last. */
import { describe, expect, it } from 'vitest';
import type { JobFilter } from '../../../search/filters.ts';
import { runSearch } from '../../../search/search.ts';
import type { JobSort } from '../../../search/types.ts';
import type { JobDocument, Salary } from '../../../stores/documents.ts';
import { memorySnapshot } from '../../helpers/memory-index.ts';
import { testJobs } from '../../helpers/test-corpus.ts';
import { createTestSearch, jobRequest, testFacts } from '../../helpers/test-search.ts';

const pay = (annualMaximum: number, currency: string): Salary => ({
  minimum: null,
  maximum: annualMaximum,
  currency,
  period: 'YEAR',
  annualMinimum: null,
  annualMaximum,
});

const PAYS: readonly (Salary | null)[] = [
  pay(9_000_000, 'JPY'),
  null,
  pay(40_000, 'USD'),
  pay(90_000, 'EUR'),
  pay(120_000, 'USD'),
  pay(8_000_000, 'JPY'),
  pay(55_000, 'USD'),
];

async function sorted(sort: JobSort, filter: JobFilter = {}): Promise<readonly JobDocument[]> {
  const test = await createTestSearch();
  const jobs = testJobs(testFacts()).map((job, index) => ({ ...job, salary: PAYS[index] ?? null }));
  test.indexes.publish(memorySnapshot('jobs', jobs, testFacts(), 'jobs-2'));
  const page = await runSearch(jobRequest(null, { sort, filter, first: 100 }), test.context());
  return page.edges.flatMap((edge) => jobs.find((job) => job.id === edge.documentId) ?? []);
}

const statedOf = (jobs: readonly JobDocument[]) =>
  jobs.map(({ salary }) => (salary === null ? '-' : `${salary.currency} ${salary.annualMaximum}`));

describe('sorted by pay', () => {
  it('each currency is a block of its own, the most frequent first, and what is unstated comes last', async () => {
    const stated = statedOf(await sorted('SALARY_HIGH_TO_LOW'));
    expect(stated.slice(0, 6)).toEqual([
      'USD 120000',
      'USD 55000',
      'USD 40000',
      'JPY 9000000',
      'JPY 8000000',
      'EUR 90000',
    ]);
    expect(new Set(stated.slice(6))).toEqual(new Set(['-']));
    expect(stated).toHaveLength(20);
  });

  it('the currency of the pay filter comes first', async () => {
    const stated = statedOf(await sorted('SALARY_HIGH_TO_LOW', { salary: { currency: 'EUR' } }));
    expect(stated.slice(0, 3)).toEqual(['EUR 90000', 'USD 120000', 'USD 55000']);
  });
});

describe('sorted by distance', () => {
  const townsOf = (jobs: readonly JobDocument[]) => [...new Set(jobs.map((job) => job.locations[0]?.name))];
  const everywhere = (latitude: number, longitude: number) => ({ point: { latitude, longitude }, radiusKm: 20_000 });

  it('the nearest come first', async () => {
    const fromParis = { locations: [everywhere(48.86, 2.35)] };
    expect(townsOf(await sorted('DISTANCE', fromParis))).toEqual([
      'Lyon, France',
      'Leeds, UK',
      'Berlin, Germany',
      'Austin, TX',
    ]);
  });

  it('of several places the nearest one counts, named or as a point', async () => {
    const filter = { locations: [{ text: 'Austin, TX' }, everywhere(53.8, -1.55)] };
    expect(
      townsOf(await sorted('DISTANCE', filter))
        .slice(0, 2)
        .sort(),
    ).toEqual(['Austin, TX', 'Leeds, UK']);
  });

  it('is refused without a place, and for a place that has no position', async () => {
    const refused = { code: 'BAD_USER_INPUT', message: expect.stringMatching(/^sort DISTANCE needs .*got none$/) };
    await expect(sorted('DISTANCE')).rejects.toMatchObject(refused);
    await expect(sorted('DISTANCE', { locations: [{ text: 'no such town' }] })).rejects.toMatchObject(refused);
  });
});
