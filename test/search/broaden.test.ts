/** Broadening: only when asked and needed, behind what matches as asked, and never what was excluded. */
import { describe, expect, it } from 'vitest';
import { runSearch } from '../../search/search.ts';
import type { JobSearchRequest, SearchPage } from '../../search/types.ts';
import { createTestSearch, jobRequest, type TestSearch } from '../helpers/test-search.ts';

const run = (test: TestSearch, text: string | null, changes: Partial<JobSearchRequest> = {}): Promise<SearchPage> =>
  runSearch(jobRequest(text, { first: 100, ...changes }), test.context());
const idsOf = (page: SearchPage): readonly string[] => page.edges.map((edge) => edge.documentId);
const fromOf = ({ notices }: SearchPage): number | null =>
  notices.reduce<number | null>(
    (from, notice) => (notice.kind === 'BroadenedNotice' ? notice.fromPosition : from),
    null,
  );

describe('a search that may be broadened', () => {
  const inLyon = { filter: { locations: [{ text: 'Lyon' }] } };

  it('goes on with other places behind the few matches, whose count and facets stay', async () => {
    const test = await createTestSearch();
    const changes = { ...inLyon, facets: ['LOCATION', 'COMPANY'] } as const;
    const strict = await run(test, null, changes);
    const wide = await run(test, null, { ...changes, broaden: true });
    const from = fromOf(wide) ?? 0;
    expect(strict.edges.length).toBeLessThan(10);
    expect(from).toBe(strict.edges.length + 1);
    expect(idsOf(wide).slice(0, from - 1)).toEqual(idsOf(strict));
    expect(wide.edges).toHaveLength(20);
    expect(new Set(idsOf(wide)).size).toBe(20);
    expect([wide.totalCount, wide.facets]).toEqual([strict.totalCount, strict.facets]);
  });

  it('is as it was when it has enough, or when nobody asked', async () => {
    const test = await createTestSearch({ copies: 2 });
    expect(fromOf(await run(test, null, inLyon))).toBeNull();
    const enough = await run(test, null, { ...inLyon, broaden: true });
    expect([enough.totalCount, enough.edges.length, fromOf(enough)]).toEqual([10, 10, null]);
  });

  it('begins at the first position when nothing matches as asked', async () => {
    const test = await createTestSearch();
    const wide = await run(test, null, { filter: { locations: [{ text: 'Marseille' }] }, broaden: true });
    expect([wide.totalCount, fromOf(wide)]).toEqual([0, 1]);
    expect(wide.edges.length).toBeGreaterThan(0);
  });

  it('asks for the region, then the country, before it asks for everywhere', async () => {
    const test = await createTestSearch({ copies: 2 });
    const wide = await run(test, null, { filter: { locations: [{ text: 'Villeurbanne' }] }, broaden: true });
    const lyon = test.jobs.filter((job) => job.locations[0]?.name === 'Lyon, France').map((job) => job.id);
    expect([...idsOf(wide)].sort()).toEqual([...lyon].sort());
  });

  it('keeps what the filter excludes and says besides its places', async () => {
    const test = await createTestSearch();
    const [first] = test.jobs;
    const filter = {
      ...inLyon.filter,
      workplaceTypes: ['REMOTE' as const],
      excludeCompanyIds: [first?.company?.id ?? ''],
    };
    const wide = await run(test, null, { filter, broaden: true });
    const shown = test.jobs.filter((job) => idsOf(wide).includes(job.id));
    expect(shown.length).toBeGreaterThan(0);
    expect(shown.every((job) => job.workplaceType === 'REMOTE' && job.company?.id !== first?.company?.id)).toBe(true);
  });

  it('ranks both parts and pages through them as one list', async () => {
    const test = await createTestSearch();
    const request = { ...inLyon, broaden: true };
    const whole = await run(test, 'registered nurse', request);
    const first = await run(test, 'registered nurse', { ...request, first: 1 });
    const after = first.edges[0]?.cursor ?? null;
    const rest = await run(test, 'registered nurse', { ...request, after });
    expect(fromOf(rest)).toBe(fromOf(whole));
    expect([...idsOf(first), ...idsOf(rest)]).toEqual(idsOf(whole));
    expect(whole.edges.length).toBeGreaterThan(whole.totalCount);
  });
});

describe('a place that nobody knows', () => {
  it('finds nothing and is told, beside places that are known it is told alone', async () => {
    const test = await createTestSearch();
    const none = await run(test, null, { filter: { locations: [{ text: 'Xyzzyville' }] } });
    expect(none.totalCount).toBe(0);
    expect(none.notices).toMatchObject([{ code: 'PART_IGNORED', ignoredText: 'Xyzzyville' }]);
    const some = await run(test, null, { filter: { locations: [{ text: 'Lyon' }, { placeId: 'city:0' }] } });
    expect(some.totalCount).toBe(5);
    expect(some.notices).toMatchObject([{ code: 'PART_IGNORED', ignoredText: 'city:0' }]);
  });
});
