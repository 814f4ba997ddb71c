/** Pages: one list cut into pieces, cursors that fit one search only, records that end. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openMatch, sealCursor } from '../../search/match-ids.ts';
import { runSearch } from '../../search/search.ts';
import type { JobSearchRequest, SearchPage } from '../../search/types.ts';
import { scoredItems } from '../helpers/fake-pools.ts';
import { createTestSearch, jobRequest, type TestSearch } from '../helpers/test-search.ts';

const HOUR_MS = 3_600_000;

/** All pages of the given sizes (repeated) until there is no next one. */
async function pagesOf(
  test: TestSearch,
  request: JobSearchRequest,
  sizes: readonly number[],
): Promise<readonly SearchPage[]> {
  const pages: SearchPage[] = [];
  let after: string | null = null;
  do {
    const first = sizes[pages.length % sizes.length] ?? 1;
    pages.push(await runSearch({ ...request, first, after }, test.context()));
    after = pages.at(-1)?.edges.at(-1)?.cursor ?? null;
  } while (pages.at(-1)?.hasNextPage === true);
  return pages;
}

const idsOf = (pages: readonly SearchPage[]): readonly string[] =>
  pages.flatMap((page) => page.edges.map((edge) => edge.documentId));

describe('pages', () => {
  it('of any sizes put together are the one list, with rising positions', async () => {
    const test = await createTestSearch({ copies: 2 });
    const request = jobRequest('opening number');
    const whole = await runSearch({ ...request, first: 100 }, test.context());
    expect(whole.edges).toHaveLength(40);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 4 }), async (sizes) => {
        const pages = await pagesOf(test, request, sizes);
        expect(idsOf(pages)).toEqual(idsOf([whole]));
        expect(pages.flatMap((page) => page.edges.map((edge) => edge.position))).toEqual(
          whole.edges.map((edge) => edge.position),
        );
        expect(pages.map((page) => page.hasPreviousPage)).toEqual(pages.map((_, index) => index > 0));
        expect(new Set(pages.map((page) => page.totalCount)).size).toBe(1);
      }),
      { numRuns: 20 },
    );
  });

  it('after the first are read from the record: nothing is embedded, searched or scored', async () => {
    const test = await createTestSearch({ copies: 2 });
    const first = await runSearch(jobRequest('chef', { first: 3 }), test.context());
    const before = [test.pools.embedCalls.length, test.pools.nearestCalls.length, scoredItems(test.pools)];
    const next = await runSearch(
      jobRequest('chef', { first: 3, after: first.edges[2]?.cursor ?? null }),
      test.context(),
    );
    expect(next.searchId).toBe(first.searchId);
    expect(next.edges[0]?.position).toBe(4);
    expect(next.coverage).toEqual(first.coverage);
    expect([test.pools.embedCalls.length, test.pools.nearestCalls.length, scoredItems(test.pools)]).toEqual(before);
  });

  it('keep to the index version of their search when a newer one is published', async () => {
    const test = await createTestSearch({ copies: 2 });
    const first = await runSearch(jobRequest('chef', { first: 3 }), test.context());
    test.indexes.publish({ ...test.indexes.current('jobs'), version: 'jobs-2' });
    const next = await runSearch(
      jobRequest('chef', { first: 3, after: first.edges[2]?.cursor ?? null }),
      test.context(),
    );
    expect(next.edges.map((edge) => edge.position)).toEqual([4, 5, 6]);
    expect(next.searchId).toBe(first.searchId);
  });

  it('are read from the store when this process has forgotten the search', async () => {
    const test = await createTestSearch();
    const first = await runSearch(jobRequest('chef', { first: 2 }), test.context());
    test.services.memory.records.clear();
    const next = await runSearch(
      jobRequest('chef', { first: 2, after: first.edges[1]?.cursor ?? null }),
      test.context(),
    );
    expect(next.edges[0]?.position).toBe(3);
  });

  it('name their search and document in signed match ids', async () => {
    const test = await createTestSearch();
    const page = await runSearch(jobRequest('chef'), test.context());
    const [edge] = page.edges;
    const key = openMatch(edge?.matchId ?? '', test.services.signer);
    expect(key).toEqual({
      searchId: page.searchId,
      document: { id: edge?.documentId, version: edge?.documentVersion },
    });
  });
});

describe('a cursor', () => {
  const refusal = async (test: TestSearch, changes: Partial<JobSearchRequest>): Promise<string> => {
    const page = runSearch(jobRequest('chef', { first: 2, ...changes }), test.context());
    return page.then(
      () => 'accepted',
      (error: { code?: string; message: string }) => `${error.code}: ${error.message}`,
    );
  };

  it('of another text, filter or sort is refused; another page size is not', async () => {
    const test = await createTestSearch();
    const after = (await runSearch(jobRequest('chef', { first: 2 }), test.context())).edges[1]?.cursor ?? null;
    expect(await refusal(test, { after, first: 3 })).toBe('accepted');
    expect(await refusal(test, { after, filter: { skills: null } })).toBe('accepted');
    for (const changes of [{ text: 'nurse' }, { filter: { skills: ['Excel'] } }, { sort: 'NEWEST' as const }]) {
      expect(await refusal(test, { after, ...changes })).toMatch(/^BAD_USER_INPUT: after belongs to another search/);
    }
  });

  it('of another tenant is refused', async () => {
    const test = await createTestSearch();
    const after = (await runSearch(jobRequest('chef'), test.context())).edges[1]?.cursor ?? null;
    const stranger = test.context({ caller: { id: 'x', tenant: 'other', scopes: ['jobs:read', 'people:read'] } });
    await expect(runSearch(jobRequest('chef', { after }), stranger)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('older than 24 hours says so', async () => {
    const test = await createTestSearch();
    const after = (await runSearch(jobRequest('chef', { first: 2 }), test.context())).edges[1]?.cursor ?? null;
    test.clock.advance(24 * HOUR_MS + 1);
    expect(await refusal(test, { after })).toBe('BAD_USER_INPUT: this search is older than 24 hours, start it again');
  });

  it('that was forged or changed is refused', async () => {
    const test = await createTestSearch();
    const page = await runSearch(jobRequest('chef', { first: 2 }), test.context());
    const cursor = page.edges[1]?.cursor ?? '';
    expect(await refusal(test, { after: 'bm9uc2Vuc2U=' })).toMatch(/^BAD_USER_INPUT: after is no cursor/);
    expect(await refusal(test, { after: page.edges[1]?.matchId ?? '' })).toMatch(/^BAD_USER_INPUT: after is no cursor/);
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: cursor.length - 1 }), fc.constantFrom('A', 'b', '0', '_'), async (at, letter) => {
        const changed = cursor.slice(0, at) + letter + cursor.slice(at + 1);
        if (changed !== cursor) expect(await refusal(test, { after: changed })).toMatch(/^BAD_USER_INPUT/);
      }),
      { numRuns: 40 },
    );
  });

  it('past the end gives an empty page', async () => {
    const test = await createTestSearch();
    const page = await runSearch(jobRequest('chef'), test.context());
    const after = sealCursor({ searchId: page.searchId, position: 10_000 }, test.services.signer);
    expect(await runSearch(jobRequest('chef', { after }), test.context())).toMatchObject({
      edges: [],
      hasNextPage: false,
    });
  });
});
