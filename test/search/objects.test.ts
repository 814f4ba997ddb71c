/** Global ids: what they name, and that forged ones name nothing. */
import { describe, expect, it } from 'vitest';
import { documentOf } from '../../search/documents.ts';
import { objectKindOf } from '../../search/objects.ts';
import { rankingTraceOf } from '../../search/rank/ranking-trace.ts';
import { relevanceOf } from '../../search/rank/relevance.ts';
import { runSearch } from '../../search/search.ts';
import { understandingOf } from '../../search/understand/understanding.ts';
import { createTestSearch, jobRequest } from '../helpers/test-search.ts';

describe('a global id', () => {
  it('names a job, a person, an employer or a search', async () => {
    const test = await createTestSearch();
    const { searchId } = await runSearch(jobRequest('chef'), test.context());
    const ids = [test.jobs[0]?.id, test.people[0]?.id, test.jobs[0]?.company?.id, searchId, 'nonsense'];
    const context = test.context();
    expect(await Promise.all(ids.map((id) => objectKindOf(id ?? '', context)))).toEqual([
      'Job',
      'Person',
      'Company',
      'Search',
      null,
    ]);
  });

  it('of a document gives its newest content', async () => {
    const test = await createTestSearch();
    expect(await documentOf(test.jobs[3]?.id ?? '', test.context())).toEqual(test.jobs[3]);
    expect(await documentOf('nonsense', test.context())).toBeNull();
  });

  it('of a search is unknown to another tenant', async () => {
    const test = await createTestSearch();
    const page = await runSearch(jobRequest('chef'), test.context());
    const stranger = test.context({ caller: { id: 'x', tenant: 'other', scopes: ['jobs:read', 'people:read'] } });
    expect(await objectKindOf(page.searchId, stranger)).toBeNull();
    expect(await understandingOf(page.searchId, stranger)).toBeNull();
    expect(await relevanceOf(page.edges[0]?.matchId ?? '', stranger)).toBeNull();
  });
});

describe('the relevance of a match', () => {
  it('is what the ranker said, with a grade and the model', async () => {
    const test = await createTestSearch();
    const context = test.context();
    const page = await runSearch(jobRequest('chef'), context);
    const relevance = await relevanceOf(page.edges[0]?.matchId ?? '', context);
    expect(relevance).toMatchObject({ stage: 'CROSS_ENCODER', isCached: false });
    expect(relevance?.score).toBeGreaterThan(0.5);
    expect(relevance?.rankScore).toBeGreaterThanOrEqual(relevance?.score ?? 0);
    expect(relevance?.grade).toBeGreaterThanOrEqual(3);
    expect(await relevanceOf('bm9uc2Vuc2U', context)).toBeNull();
    expect(await relevanceOf(page.edges[0]?.cursor ?? '', context)).toBeNull();
  });
});

describe('the trace of a ranking', () => {
  it('tells depth, reason, batches and stages', async () => {
    const test = await createTestSearch();
    const context = test.context();
    const page = await runSearch(jobRequest('chef'), context);
    const trace = await rankingTraceOf(page.searchId, context);
    expect(trace).toMatchObject({ depth: page.coverage.rankedPlanned, cacheHits: 0 });
    expect(trace?.batches).toHaveLength(1);
    expect(trace?.depthReason.length).toBeGreaterThan(10);
    expect(Object.keys(trace?.stages ?? {})).toEqual(['understand', 'embed', 'retrieve', 'rank', 'present']);
  });
});
