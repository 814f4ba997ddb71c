/** Facet counts: over all matches, each without its own filter, equal to counting by hand. */
import { describe, expect, it } from 'vitest';
import type { Pools } from '../../gpu-workers/pools.ts';
import { TandemError } from '../../runtime/errors.ts';
import type { JobFilter } from '../../search/filters.ts';
import { runSearch } from '../../search/search.ts';
import type { FacetValue, SearchPage } from '../../search/types.ts';
import { ROLES } from '../helpers/test-corpus.ts';
import { createTestSearch, jobRequest, type TestSearch } from '../helpers/test-search.ts';

const valuesOf = (page: SearchPage, field: string): readonly FacetValue[] =>
  page.facets.find((facet) => facet.field === field)?.values ?? [];
const countsOf = (page: SearchPage, field: string): Record<string, number> =>
  Object.fromEntries(valuesOf(page, field).map(({ value, count }) => [value, count]));

/** Counts over the jobs that are found for a text which every document matches. */
function countByHand(test: TestSearch, keep: (job: TestSearch['jobs'][number]) => boolean): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const job of test.jobs)
    if (keep(job)) counts[job.workplaceType ?? ''] = (counts[job.workplaceType ?? ''] ?? 0) + 1;
  return counts;
}

const search = (test: TestSearch, filter: JobFilter): Promise<SearchPage> =>
  runSearch(jobRequest('opening number', { filter, first: 1, facets: ['WORKPLACE_TYPE', 'COMPANY'] }), test.context());

describe('a facet', () => {
  it('counts all matches, not the page', async () => {
    const test = await createTestSearch({ copies: 2 });
    const page = await search(test, {});
    expect(countsOf(page, 'WORKPLACE_TYPE')).toEqual(countByHand(test, () => true));
    expect(page.totalCount).toBe(40);
  });

  it('ignores its own filter and marks what is selected', async () => {
    const test = await createTestSearch({ copies: 2 });
    const page = await search(test, { workplaceTypes: ['REMOTE'] });
    expect(countsOf(page, 'WORKPLACE_TYPE')).toEqual(countByHand(test, () => true));
    expect(
      valuesOf(page, 'WORKPLACE_TYPE')
        .filter(({ selected }) => selected)
        .map(({ value }) => value),
    ).toEqual(['REMOTE']);
    expect(page.totalCount).toBe(test.jobs.filter((job) => job.workplaceType === 'REMOTE').length);
  });

  it('obeys the filters of other fields', async () => {
    const test = await createTestSearch({ copies: 2 });
    const employer = test.jobs[0]?.company?.id ?? '';
    const page = await search(test, { companyIds: [employer], workplaceTypes: ['REMOTE'] });
    expect(countsOf(page, 'WORKPLACE_TYPE')).toEqual(countByHand(test, (job) => job.company?.id === employer));
    expect(Object.keys(countsOf(page, 'COMPANY')).length).toBeGreaterThan(1);
  });

  it('has readable labels and keeps a selected value beyond the limit', async () => {
    const test = await createTestSearch();
    const page = await runSearch(
      jobRequest('opening number', {
        facets: ['WORKPLACE_TYPE', 'COMPANY', 'LOCATION'],
        facetLimit: 1,
        filter: { workplaceTypes: ['HYBRID'] },
      }),
      test.context(),
    );
    expect(valuesOf(page, 'WORKPLACE_TYPE').map(({ label }) => label)).toContain('Hybrid');
    expect(valuesOf(page, 'COMPANY')).toHaveLength(1);
    expect(test.jobs.map((job) => job.company?.name)).toContain(valuesOf(page, 'COMPANY')[0]?.label);
    expect(valuesOf(page, 'LOCATION')[0]?.value).toMatch(/^geo:/);
  });

  it('counts a selected value as often as its filter finds it, however long ranking takes', async () => {
    const test = await createTestSearch({ copies: 2 });
    const late = async (): Promise<never> => {
      throw new TandemError('DEADLINE_EXCEEDED', 'ranking has used the time');
    };
    const { nearest } = test.pools;
    const pools: Pools = {
      ...test.pools,
      nearest: (...asked) => (test.pools.scoreCalls.length > 0 ? late() : nearest(...asked)),
    };
    for (const { title, duties } of ROLES) {
      test.pools.scoreCalls.length = 0;
      const request = jobRequest(`${title} ${duties}`, {
        filter: { workplaceTypes: ['REMOTE'] },
        facets: ['WORKPLACE_TYPE'],
      });
      const page = await runSearch(request, test.context({ services: { ...test.services, pools } }));
      const [selected] = valuesOf(page, 'WORKPLACE_TYPE').filter((value) => value.selected);
      expect(selected?.count).toBe(page.totalCount);
      expect(page.coverage.degraded).toBe(false);
    }
  });

  it('whose own count by meaning did not come makes the page degraded', async () => {
    const test = await createTestSearch({ copies: 2 });
    const { nearest } = test.pools;
    const pools: Pools = {
      ...test.pools,
      nearest: async (request, options) => {
        if (request.filter === null) throw new TandemError('DEADLINE_EXCEEDED', 'the test lets it be late');
        return nearest(request, options);
      },
    };
    const request = jobRequest('chef', { filter: { workplaceTypes: ['REMOTE'] }, facets: ['WORKPLACE_TYPE'] });
    const page = await runSearch(request, test.context({ services: { ...test.services, pools } }));
    expect(page.coverage).toMatchObject({ retrieval: 1, degraded: true, reasons: ['RETRIEVAL_PARTIAL'] });
  });
});
