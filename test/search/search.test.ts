/** What a search answers: matches, order, coverage, and that nothing is computed twice. */
import { describe, expect, it } from 'vitest';
import type { Pools } from '../../gpu-workers/pools.ts';
import { deadlineIn } from '../../runtime/deadline.ts';
import { TandemError } from '../../runtime/errors.ts';
import { relevanceOf } from '../../search/rank/relevance.ts';
import { runSearch } from '../../search/search.ts';
import type { SearchPage } from '../../search/types.ts';
import { understandingOf } from '../../search/understand/understanding.ts';
import { scoredItems } from '../helpers/fake-pools.ts';
import { createTestSearch, jobRequest, peopleRequest, type TestSearch } from '../helpers/test-search.ts';

const idsOf = (page: SearchPage): readonly string[] => page.edges.map((edge) => edge.documentId);
const titlesOf = (page: SearchPage, { jobs }: TestSearch): readonly string[] =>
  page.edges.map((edge) => jobs.find((job) => job.id === edge.documentId)?.title ?? '?');

describe('a search', () => {
  it('finds the role, ranks what it plans and says that it looked at everything', async () => {
    const test = await createTestSearch();
    const page = await runSearch(jobRequest('registered nurse', { first: 4 }), test.context());
    expect(titlesOf(page, test)).toEqual(Array(4).fill('Registered Nurse'));
    expect(page.coverage).toEqual({
      retrieval: 1,
      ranked: page.coverage.rankedPlanned,
      rankedPlanned: page.coverage.ranked,
      degraded: false,
      reasons: [],
    });
    expect(page.edges.map((edge) => edge.position)).toEqual([1, 2, 3, 4]);
    expect(page.totalCount).toBeGreaterThanOrEqual(4);
    expect(page.totalCountRelation).toBe('EXACT');
  });

  it('puts ranked matches first, best rank score first', async () => {
    const test = await createTestSearch({ copies: 4 });
    test.pools.slm = { isAvailable: true, queuedItems: 0, itemsPerSecond: 1 };
    const context = test.context();
    const page = await runSearch(jobRequest('opening number chef', { first: 100 }), context);
    const relevances = await Promise.all(page.edges.map((edge) => relevanceOf(edge.matchId, context)));
    const scores = relevances.flatMap((relevance) => relevance?.rankScore ?? []);
    expect(page.coverage.ranked).toBe(20);
    expect(page.edges.length).toBeGreaterThan(20);
    expect(relevances.slice(0, 20).every((relevance) => relevance !== null)).toBe(true);
    expect(relevances.slice(20).every((relevance) => relevance === null)).toBe(true);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
  });

  it('requires no phrase that it excludes', async () => {
    const test = await createTestSearch();
    const page = await runSearch(jobRequest('registered nurse -"care home"'), test.context());
    expect(titlesOf(page, test)).toContain('Registered Nurse');
  });

  it('sends all fresh pairs of a search to the ranker in one call', async () => {
    const test = await createTestSearch();
    const page = await runSearch(jobRequest('software engineer'), test.context());
    expect(test.pools.scoreCalls).toHaveLength(1);
    expect(test.pools.scoreCalls[0]?.texts).toHaveLength(page.coverage.ranked);
    expect(test.pools.embedCalls).toEqual([['software engineer']]);
  });

  it('asks no worker anything when it is repeated, and gives the same page with the same scores', async () => {
    const test = await createTestSearch({ copies: 2 });
    const firstContext = test.context();
    const first = await runSearch(jobRequest('accountant in Lyon'), firstContext);
    const scored = scoredItems(test.pools);
    const context = test.context();
    const again = await runSearch(jobRequest('accountant in Lyon'), context);
    expect(scored).toBe(first.coverage.ranked);
    expect(scoredItems(test.pools)).toBe(scored);
    expect(test.pools.embedCalls).toHaveLength(1);
    expect(test.pools.nearestCalls).toHaveLength(1);
    expect(idsOf(again)).toEqual(idsOf(first));
    expect(again.coverage).toEqual(first.coverage);
    const relevance = await relevanceOf(again.edges[0]?.matchId ?? '', context);
    expect(relevance?.isCached).toBe(true);
    // The store keeps half floats: a fresh score must be rounded alike, or near ties swap places.
    const fresh = await relevanceOf(first.edges[0]?.matchId ?? '', firstContext);
    expect(relevance?.rankScore).toBe(fresh?.rankScore);
  });

  it('shares one execution with equal searches that run at the same time', async () => {
    const test = await createTestSearch();
    const pages = await Promise.all([1, 2, 3].map((first) => runSearch(jobRequest('chef', { first }), test.context())));
    expect(new Set(pages.map((page) => page.searchId)).size).toBe(1);
    expect(pages.map((page) => page.edges.length)).toEqual([1, 2, 3]);
    expect(test.pools.nearestCalls).toHaveLength(1);
  });

  it('scores a pair once when two requests with different filters want it at the same time', async () => {
    const test = await createTestSearch();
    const searches = [{}, { workplaceTypes: ['REMOTE' as const] }];
    const [all, remote] = await Promise.all(
      searches.map((filter) => runSearch(jobRequest('truck driver', { filter }), test.context())),
    );
    expect(remote?.coverage.ranked).toBeGreaterThan(0);
    expect(scoredItems(test.pools)).toBe(all?.coverage.ranked);
  });

  it('goes on by keywords when the pool of meaning is away, and says so', async () => {
    const test = await createTestSearch();
    test.pools.isEbrAway = true;
    const page = await runSearch(
      jobRequest('truck driver lorry load weekly pay', { spellCorrect: false }),
      test.context(),
    );
    expect(titlesOf(page, test)[0]).toBe('Truck Driver');
    expect(page.coverage.retrieval).toBe(0);
    expect(page.coverage.degraded).toBe(true);
    expect(page.coverage.reasons).toContain('RETRIEVAL_PARTIAL');
  });

  it.each(['INDEX_MISSING', 'INDEX_INVALID', 'MODEL_INVALID'] as const)(
    'goes on by keywords when the workers of meaning answer %s, and says so',
    async (code) => {
      const test = await createTestSearch();
      const pools: Pools = {
        ...test.pools,
        nearest: async () => {
          throw new TandemError(code, 'a worker was restarted, or answers nonsense');
        },
      };
      const page = await runSearch(jobRequest('truck driver'), test.context({ services: { ...test.services, pools } }));
      expect(titlesOf(page, test)[0]).toBe('Truck Driver');
      expect(page.coverage).toMatchObject({ retrieval: 0, degraded: true, reasons: ['RETRIEVAL_PARTIAL'] });
    },
  );

  it('keeps the order of retrieval when the ranker is away, and says so', async () => {
    const test = await createTestSearch();
    test.pools.slm = { isAvailable: false, queuedItems: 0, itemsPerSecond: null };
    const context = test.context();
    const page = await runSearch(jobRequest('chef'), context);
    expect(titlesOf(page, test).slice(0, 4)).toEqual(Array(4).fill('Chef'));
    expect(page.coverage).toMatchObject({ ranked: 0, degraded: true, reasons: ['RANKER_UNAVAILABLE'] });
    expect(page.coverage.rankedPlanned).toBeGreaterThan(0);
    expect(scoredItems(test.pools)).toBe(0);
    expect(await relevanceOf(page.edges[0]?.matchId ?? '', context)).toBeNull();
  });

  it('puts pairs that missed the deadline behind the ranked ones, never keeps them, and says so', async () => {
    const test = await createTestSearch();
    test.pools.missed = (_, index) => (index % 2 === 0 ? 'deadline' : null);
    const page = await runSearch(jobRequest('chef'), test.context());
    expect(page.coverage.ranked).toBe(Math.floor(page.coverage.rankedPlanned / 2));
    expect(page.coverage.reasons).toEqual(['DEADLINE']);
    test.pools.missed = () => null;
    const again = await runSearch(jobRequest('chef'), test.context());
    expect(again.coverage.degraded).toBe(false);
    expect(again.coverage.ranked).toBe(again.coverage.rankedPlanned);
  });

  it('sends nothing to a ranker whose queue cannot end in time, and says so', async () => {
    const test = await createTestSearch();
    test.pools.slm = { isAvailable: true, queuedItems: 500, itemsPerSecond: 100 };
    const page = await runSearch(jobRequest('chef'), test.context());
    expect(page.edges.length).toBeGreaterThan(0);
    expect(page.coverage).toMatchObject({ ranked: 0, degraded: true, reasons: ['LOAD_SHED'] });
    expect(scoredItems(test.pools)).toBe(0);
  });

  it('keeps what was scored when the deadline came', async () => {
    const test = await createTestSearch();
    const context = test.context();
    const { score } = test.pools;
    test.pools.missed = (_, index) => (index > 0 ? 'deadline' : null);
    let endsBefore = false;
    test.pools.score = (query, texts, options) => {
      endsBefore = options.deadline.remainingMs() < context.deadline.remainingMs();
      return score(query, texts, options);
    };
    const page = await runSearch(jobRequest('chef'), context);
    expect(page.coverage).toMatchObject({ ranked: 1, degraded: true, reasons: ['DEADLINE'] });
    // A page has to be put together when the ranker's time is over.
    expect(endsBefore).toBe(true);
  });

  it('answers in time when a worker neither answers nor fails', async () => {
    const test = await createTestSearch();
    test.pools.gate = new Promise(() => undefined);
    const context = test.context({ deadline: deadlineIn(100) });
    const page = await runSearch(jobRequest('chef'), context);
    expect(page.edges.length).toBeGreaterThan(0);
    expect(page.coverage).toMatchObject({ ranked: 0, degraded: true, reasons: ['DEADLINE'] });
  });

  it('goes on without the score store, and says so', async () => {
    const away = async (): Promise<never> => {
      throw new Error('the test took the score store away');
    };
    const test = await createTestSearch({ scores: { getMany: away, putMany: away, close: async () => undefined } });
    const page = await runSearch(jobRequest('chef'), test.context());
    expect(page.edges.length).toBeGreaterThan(0);
    expect(page.coverage).toMatchObject({ degraded: true, reasons: ['CACHE_UNAVAILABLE'] });
    expect(page.coverage.ranked).toBe(page.coverage.rankedPlanned);
  });

  it('answers also when the record cannot be kept in the store', async () => {
    const failing = {
      get: async () => null,
      put: async () => Promise.reject(new Error('disk full')),
      removeOf: async () => 0,
      close: async () => undefined,
    };
    const test = await createTestSearch({ searchRecords: failing });
    expect((await runSearch(jobRequest('chef'), test.context())).edges.length).toBeGreaterThan(0);
  });

  it('counts complete and degraded searches, hits and misses', async () => {
    const test = await createTestSearch();
    await runSearch(jobRequest('chef'), test.context());
    await runSearch(jobRequest('chef'), test.context());
    const read = async (name: string): Promise<Record<string, number>> => {
      const metric = await test.services.metrics.registry.getSingleMetric(name)?.get();
      return Object.fromEntries(
        (metric?.values ?? []).map(({ labels, value }) => [String(Object.values(labels)[0]), value]),
      );
    };
    expect(await read('tandem_search_total')).toMatchObject({ complete: 2, degraded: 0 });
    const lookUps = await read('tandem_score_cache_requests_total');
    expect(lookUps.hit).toBe(lookUps.miss);
    expect(lookUps.hit).toBeGreaterThan(0);
  });
});

describe('a text', () => {
  it('is corrected, used and told; and taken as typed on request', async () => {
    const test = await createTestSearch();
    const page = await runSearch(jobRequest('sofware enginer', { first: 4 }), test.context());
    expect(page.correctedText).toBe('software engineer');
    expect(page.notices).toMatchObject([
      { code: 'SPELL_CORRECTED', originalText: 'sofware enginer', correctedText: 'software engineer' },
    ]);
    expect(titlesOf(page, test)).toEqual(Array(4).fill('Software Engineer'));
    const asTyped = await runSearch(jobRequest('sofware enginer', { spellCorrect: false }), test.context());
    expect(asTyped.correctedText).toBeNull();
    expect(asTyped.notices).toEqual([]);
  });

  it('that is blank browses: newest first, nothing ranked, no model asked', async () => {
    const test = await createTestSearch();
    const context = test.context();
    const page = await runSearch(jobRequest(' \u0000 ', { first: 5 }), context);
    expect(idsOf(page)).toEqual(
      [...test.jobs]
        .reverse()
        .slice(0, 5)
        .map((job) => job.id),
    );
    expect(page.totalCount).toBe(test.jobs.length);
    expect(page.coverage).toMatchObject({ ranked: 0, rankedPlanned: 0, degraded: false });
    expect(await relevanceOf(page.edges[0]?.matchId ?? '', context)).toBeNull();
    expect(test.pools.embedCalls).toEqual([]);
  });

  it('that is a name finds its person first, by keywords alone', async () => {
    const test = await createTestSearch();
    const context = test.context();
    const page = await runSearch(peopleRequest('Ines Castellano'), context);
    expect(page.edges[0]?.documentId).toBe(test.people.find((person) => person.displayName === 'Ines Castellano')?.id);
    expect(await understandingOf(page.searchId, context)).toMatchObject({ intent: 'NAME', route: 'KEYWORD' });
    expect(test.pools.embedCalls).toEqual([]);
  });

  it.each([
    '🦊🦊🦊 keeper',
    '\u202Eevil nurse',
    '" OR 1=1 -- nurse',
    '你好 工程师',
    'c++ / c# .net',
    '\ud800 nurse',
    '???',
    'how do I become a nurse',
  ])('like %j gives a page', async (text) => {
    const test = await createTestSearch();
    const page = await runSearch(jobRequest(text), test.context());
    expect(Array.isArray(page.edges)).toBe(true);
    expect(page.text).not.toMatch(/\p{Cs}|\p{Cc}|\p{Cf}/u);
  });

  it('that asks for advice is answered by a notice and an empty page', async () => {
    const test = await createTestSearch();
    const context = test.context();
    const page = await runSearch(jobRequest('how do I write a resume'), context);
    expect(page).toMatchObject({ edges: [], totalCount: 0, hasNextPage: false, notices: [{ code: 'PART_IGNORED' }] });
    expect(await understandingOf(page.searchId, context)).toMatchObject({ intent: 'CAREER_ADVICE', route: 'EXPLAIN' });
  });
});

describe('filters and sorts', () => {
  it('hold for every result', async () => {
    const test = await createTestSearch();
    const page = await runSearch(jobRequest('engineer', { filter: { workplaceTypes: ['REMOTE'] } }), test.context());
    const wanted = new Set(test.jobs.filter((job) => job.workplaceType === 'REMOTE').map((job) => job.id));
    expect(page.edges.length).toBeGreaterThan(0);
    expect(idsOf(page).every((id) => wanted.has(id))).toBe(true);
  });

  it('that nothing passes give an empty page, not an error', async () => {
    const test = await createTestSearch();
    const page = await runSearch(
      jobRequest('engineer', { filter: { titles: ['no such title zzqx'] } }),
      test.context(),
    );
    expect(page).toMatchObject({ edges: [], totalCount: 0, hasNextPage: false });
  });

  it('by date rank nothing', async () => {
    const test = await createTestSearch();
    const page = await runSearch(jobRequest('chef', { sort: 'NEWEST' }), test.context());
    const dates = page.edges.map((edge) => test.jobs.find((job) => job.id === edge.documentId)?.postedAt ?? '');
    expect(dates.length).toBeGreaterThan(1);
    expect(dates).toEqual([...dates].sort().reverse());
    expect(page.coverage.rankedPlanned).toBe(0);
  });

  it('by company leave one each in front', async () => {
    const test = await createTestSearch();
    const page = await runSearch(jobRequest('opening number', { diversify: 'ONE_PER_COMPANY' }), test.context());
    const employers = page.edges.map((edge) => test.jobs.find((job) => job.id === edge.documentId)?.company?.id);
    expect(new Set(employers.slice(0, 3)).size).toBe(3);
    expect(page.edges.length).toBeGreaterThan(3);
  });
});
