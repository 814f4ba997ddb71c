/** Which path a text takes, what it is told to be for, and that what is named exactly comes first. */
import { describe, expect, it } from 'vitest';
import { fuse } from '../../search/retrieve/fuse.ts';
import { matchesOf } from '../../search/retrieve/matches.ts';
import { runSearch } from '../../search/search.ts';
import { understandingOf } from '../../search/understand/understanding.ts';
import { createTestSearch, jobRequest, peopleRequest, type TestSearch } from '../helpers/test-search.ts';

async function routeOf(request: Parameters<typeof runSearch>[0], test: TestSearch) {
  const context = test.context();
  const page = await runSearch(request, context);
  return { page, understanding: await understandingOf(page.searchId, context) };
}

describe('the route of a search', () => {
  it.each([
    [jobRequest(null), 'KEYWORD', /no text/],
    [jobRequest('registered nurse'), 'HYBRID', /words and meaning/],
    [jobRequest('jobs at Oak & Ember'), 'KEYWORD', /employer/],
    [jobRequest('how do I ask for a raise'), 'EXPLAIN', /advice/],
    [jobRequest('something calm where I can be outside and help animals every day'), 'SEMANTIC', /meaning/],
    [peopleRequest('Tobias Okafor'), 'KEYWORD', /names a person/],
  ] as const)('of %o is told with its reason', async (request, route, reason) => {
    const { understanding } = await routeOf(request, await createTestSearch());
    expect(understanding?.route).toBe(route);
    expect(understanding?.routeReason).toMatch(reason);
  });
});

describe('what a route promises', () => {
  const wish = 'something calm where I can be outside and help animals every day';

  it.each([
    ['an employer', jobRequest('jobs at Oak & Ember')],
    ['a name', peopleRequest('Tobias Okafor')],
  ])('%s that is known is found by its words, and meaning is not asked', async (_what, request) => {
    const test = await createTestSearch();
    await runSearch(request, test.context());
    expect(test.pools.nearestCalls).toHaveLength(0);
  });

  it.each([
    ['SEMANTIC', jobRequest(wish)],
    ['HYBRID', jobRequest('calm nurse')],
  ])('by %s words and meaning count equally', async (route, request) => {
    const test = await createTestSearch();
    const { understanding } = await routeOf(request, test);
    expect(understanding?.route).toBe(route);
    expect(test.pools.nearestCalls).not.toHaveLength(0);
    const snapshot = test.indexes.current('jobs');
    const [byWords, byMeaning] = [4, 9];
    const all = new Uint8Array(snapshot.size).fill(1);
    const scores = all.map((_, at) => Number(at === byWords));
    const keyword = { scores: Float32Array.from(scores), roleScores: Float32Array.from(scores), matches: all, best: 1 };
    const cosines = Float32Array.from(all, (_, at) => (at === byMeaning ? 0.9 : 0.1));
    const fused = fuse(cosines, keyword, all, [], false, 0.1, snapshot);
    expect(fused[byWords]).toBe(fused[byMeaning]);
    expect(fused[byWords]).toBeGreaterThan(fused[0] ?? 1);
  });

  it('meaning finds what shares no word with the text', () => {
    const pass = new Uint8Array(3).fill(1);
    const none = new Float32Array(3);
    const keyword = { scores: none, roleScores: none, matches: new Uint8Array(3), best: 0 };
    const meaning = { cosines: Float32Array.of(0.1, 0.5, 0.1), coverage: 1, reasons: [] };
    expect([...matchesOf(pass, meaning, keyword, 0.3).mask]).toEqual([0, 1, 0]);
  });
});

describe('a text that names a document', () => {
  it('by its id finds that one alone, of jobs and of people', async () => {
    const test = await createTestSearch();
    for (const [request, id] of [
      [jobRequest(test.jobs[3]?.id ?? ''), test.jobs[3]?.id],
      [peopleRequest(test.people[2]?.id ?? ''), test.people[2]?.id],
    ] as const) {
      const { page, understanding } = await routeOf(request, test);
      expect(page.edges.map((edge) => edge.documentId)).toEqual([id]);
      expect([page.correctedText, understanding?.route]).toEqual([null, 'KEYWORD']);
      expect(understanding?.routeReason).toMatch(/id of a document/);
    }
  });

  it('by a whole title that few have shows it before all that share its words', async () => {
    const title = 'Truck Driver for Frozen Berries';
    const [named, ...others] = (await createTestSearch()).jobs;
    if (named === undefined) throw new Error('expected jobs in the test corpus');
    const longer = others.map((job) => ({ ...job, title: `Truck Driver for Frozen Berries and ${job.title}` }));
    const test = await createTestSearch({ jobs: [...longer, { ...named, title }] });
    const { page, understanding } = await routeOf(jobRequest(title.toLowerCase()), test);
    expect(page.edges[0]?.documentId).toBe(named.id);
    expect(page.edges.length).toBeGreaterThan(1);
    expect(understanding).toMatchObject({ intent: 'JOBS', route: 'KEYWORD' });
    expect(understanding?.routeReason).toMatch(/whole title/);
  });

  it('by a title that many have leaves the order to the ranker', async () => {
    const { understanding } = await routeOf(jobRequest('truck driver'), await createTestSearch({ copies: 2 }));
    expect(understanding?.route).toBe('HYBRID');
  });

  it('keeps the order that was asked for', async () => {
    const test = await createTestSearch();
    const newest = await runSearch(jobRequest('jobs at Oak & Ember', { sort: 'NEWEST', first: 100 }), test.context());
    const posted = newest.edges.map((edge) => test.jobs.find(({ id }) => id === edge.documentId)?.postedAt ?? '');
    expect(posted).toEqual([...posted].sort().reverse());
  });
});
