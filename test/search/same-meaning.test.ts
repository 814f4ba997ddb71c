/** The semantic cache: what another text of the same meaning saves, and what it never decides. */
import { beforeEach, describe, expect, it } from 'vitest';
import { TandemError } from '../../runtime/errors.ts';
import { searchRecordOf } from '../../search/records.ts';
import { recallMeaning } from '../../search/same-meaning.ts';
import { runSearch } from '../../search/search.ts';
import type { SearchRequest } from '../../search/types.ts';
import { type Understood, understand } from '../../search/understand/understand.ts';
import { seenKey, seenScope } from '../../stores/activity.ts';
import { memberKey } from '../../stores/rows.ts';
import { scoredItems } from '../helpers/fake-pools.ts';
import { memorySnapshot } from '../helpers/memory-index.ts';
import { createTestSearch, jobRequest, peopleRequest, type TestSearch, testFacts } from '../helpers/test-search.ts';

let test: TestSearch;
beforeEach(async () => {
  test = await createTestSearch();
});

async function searched(request: SearchRequest, context = test.context()) {
  const page = await runSearch(request, context);
  const record = await searchRecordOf(page.searchId, context);
  if (record === null) throw new Error('expected a record of the search');
  return { ids: page.edges.map(({ documentId }) => documentId), page, ...record.understanding };
}

const ONE = 'registered nurse jobs in Leeds';
const OTHER = 'Registered Nurse positions in Leeds';

describe('a text that means the same as an earlier one', () => {
  it('gets the same list without a score, and quotes its own words', async () => {
    const first = await searched(jobRequest(ONE));
    const before = scoredItems(test.pools);
    const second = await searched(jobRequest(OTHER));
    expect([first.fromCache, second.fromCache]).toEqual([false, true]);
    expect(second.ids).toEqual(first.ids);
    expect(second.page.text).toBe(OTHER);
    expect(before).toBeGreaterThan(0);
    expect(scoredItems(test.pools)).toBe(before);
    for (const { sourceText } of second.facets) expect(OTHER).toContain(sourceText);
    expect(second.facets.length).toBeGreaterThan(1);
  });

  it('is found by its words alone when letters and spaces differ, also while the encoder is away', async () => {
    await searched(jobRequest(ONE));
    test.pools.isEbrAway = true;
    expect((await searched(jobRequest(`  ${ONE.toUpperCase().replace(' ', '   ')}`))).fromCache).toBe(true);
    expect((await searched(jobRequest('registered nurse position, Leeds'))).fromCache).toBe(false);
  });

  it('counts the days of its own moment', async () => {
    const [one, other] = ['chef posted in the last 3 days', 'chef jobs posted in the last 3 days'];
    const snapshot = test.indexes.current('jobs');
    const read = async (text: string) => {
      const request = jobRequest(text);
      return recallMeaning(await understand(request, snapshot, test.context()), request, snapshot, test.context());
    };
    const first = await read(one);
    test.clock.advance(20 * 3_600_000);
    const later = await read(other);
    const conditionOf = ({ facets }: Understood) =>
      facets.find(({ field }) => field === 'postedWithinDays')?.condition ?? null;
    expect(later.understood.understanding.fromCache).toBe(true);
    expect(later.question.searchedText).toBe(one);
    expect(conditionOf(later.question)).toEqual(conditionOf(later.understood));
    expect(conditionOf(later.question)).not.toEqual(conditionOf(first.question));
  });

  it('is counted by how it was found', async () => {
    for (const text of [ONE, ONE.toUpperCase(), OTHER]) await searched(jobRequest(text));
    const { values } = await test.services.metrics.semanticCacheRequests.get();
    const counts = Object.fromEntries(values.map(({ labels, value }) => [labels.result, value]));
    expect(counts).toEqual({ hit: 1, near: 1, miss: 1 });
  });

  it('is complete after one whose ranker was away', async () => {
    test.pools.missed = () => 'worker';
    expect((await searched(jobRequest(ONE))).page.coverage.degraded).toBe(true);
    test.pools.missed = () => null;
    const { page, fromCache } = await searched(jobRequest(OTHER));
    expect(fromCache).toBe(true);
    expect(page.coverage).toMatchObject({ degraded: false, reasons: [] });
  });
});

describe('nothing is shared', () => {
  const isShared = async (request: SearchRequest, context = test.context()): Promise<boolean> =>
    (await searched(request, context)).fromCache;

  it.each([
    ['place', 'registered nurse jobs in Lyon'],
    ['role', 'truck driver jobs in Leeds'],
    ['negation', 'registered nurse jobs, not in Leeds'],
    ['word that no facet says', 'registered nurse jobs in Leeds on nights'],
    ['number', 'registered nurse jobs in Leeds 12 hours'],
    ['quotes', '"registered nurse" jobs in Leeds'],
  ])('with another %s', async (_what, text) => {
    await searched(jobRequest(ONE));
    expect(await isShared(jobRequest(text))).toBe(false);
  });

  it('between tenants, filters and sides of the service', async () => {
    await searched(jobRequest(ONE));
    const elsewhere = test.context({ caller: { id: 'viewer', tenant: 'acme', scopes: ['jobs:read', 'people:read'] } });
    expect(await isShared(jobRequest(OTHER), elsewhere)).toBe(false);
    expect(await isShared(jobRequest(OTHER, { filter: { workplaceTypes: ['REMOTE'] } }))).toBe(false);
    expect(await isShared(peopleRequest(OTHER))).toBe(false);
  });

  it('between those who see hidden profiles and those who do not', async () => {
    const recruiter = { id: 'recruiter', tenant: 'public', scopes: ['people:read', 'people:recruiter'] };
    await searched(peopleRequest(ONE), test.context({ caller: recruiter }));
    expect(await isShared(peopleRequest(OTHER))).toBe(false);
  });

  it('across index versions', async () => {
    await searched(jobRequest(ONE));
    test.pools.isEbrAway = true;
    test.indexes.publish(memorySnapshot('jobs', test.jobs.slice(1), testFacts(), 'jobs-2'));
    expect(await isShared(jobRequest(ONE))).toBe(false);
  });

  it('of texts about who asks, of measurements, and when it is switched off', async () => {
    for (const text of ['chef jobs that suit me', 'nurse in our local hospital']) await searched(jobRequest(text));
    for (const text of ['chef jobs that suit me', 'nurse in our local hospital'])
      expect(await isShared(jobRequest(text))).toBe(false);
    await searched(jobRequest(ONE));
    expect(await isShared(jobRequest(ONE), test.context({ fixedDepth: 10 }))).toBe(false);
    const services = { ...test.services, twinTexts: null };
    expect(await isShared(jobRequest(ONE), test.context({ services }))).toBe(false);
  });

  it('when values of one field change places', async () => {
    await searched(peopleRequest('was a chef, now a truck driver'));
    expect(await isShared(peopleRequest('was a truck driver, now a chef'))).toBe(false);
  });
});

it('a store that fails costs a hit and no search', async () => {
  const broken = () => Promise.reject(new TandemError('INTERNAL', 'broken'));
  const twinTexts = { get: broken, put: broken, removeOf: broken, close: async () => undefined };
  const services = { ...test.services, twinTexts };
  const { page, fromCache } = await searched(jobRequest(ONE), test.context({ services }));
  expect([page.coverage.degraded, fromCache]).toEqual([false, false]);
});

it('who has seen documents gets a list without them, also by the words of somebody else', async () => {
  const excluding = (text: string) => jobRequest(text, { filter: { excludeSeen: true } });
  const [seen = ''] = (await searched(excluding(ONE))).ids;
  const caller = { id: 'another viewer', tenant: 'public', scopes: ['jobs:read', 'people:read'] };
  await test.services.rows.put(seenScope(memberKey(caller)), seenKey({ as: 'views', documentId: seen }), 0);
  const { ids, fromCache } = await searched(excluding(OTHER), test.context({ caller }));
  expect(fromCache).toBe(true);
  expect(ids.length).toBeGreaterThan(0);
  expect(ids).not.toContain(seen);
});
