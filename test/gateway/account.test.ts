/** What a member does, keeps and chooses, as a client of the gateway meets it, over a real search of a small corpus. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { logLines } from '../../account/activity-log.ts';
import { eraseMember } from '../../account/erase-member.ts';
import { popularityAt } from '../../stores/popularity.ts';
import { SEARCH_RECORD_TTL_MS } from '../../stores/search-records.ts';
import { createTestSearch, type TestSearch } from '../helpers/test-search.ts';
import { GATEWAYS, type RunningGateway, startGateway } from './gateway-shapes.ts';
import { at, postGraphql, testConfig } from './test-services.ts';

const TRACK =
  'mutation($events: [SearchEventInput!]!) { trackEvents(input: { events: $events }) { acceptedCount duplicateCount userErrors { code message field } } }';
const SEARCH =
  'query($input: JobSearchInput!) { jobSearch(input: $input, first: 50) { totalCount search { id text understanding { summary } } nodes { id company { id } } } }';
const CREATE =
  'mutation($input: SavedSearchCreateInput!) { out: savedSearchCreate(input: $input) { savedSearch { id name alert createdAt search { id text understanding { summary } } } userErrors { code message field } } }';
const UPDATE =
  'mutation($input: SavedSearchUpdateInput!) { out: savedSearchUpdate(input: $input) { savedSearch { id name alert } userErrors { code field } } }';
const DELETE =
  'mutation($input: SavedSearchDeleteInput!) { out: savedSearchDelete(input: $input) { deletedId userErrors { code } } }';
const LIST =
  'query($first: Int, $after: String) { viewer { savedSearches(first: $first, after: $after) { totalCount nodes { id name } pageInfo { hasNextPage endCursor } } } }';
const PREFER =
  'mutation($input: ViewerPreferencesUpdateInput!) { out: viewerPreferencesUpdate(input: $input) { preferences { allowProfileUse homePlaceId profile { id displayName } } userErrors { code field } } }';
const MEMBER = { tenant: 'default', id: 'development' };

describe.each(GATEWAYS)('a gateway with its subgraphs %s, by %s:', (shape, engine) => {
  let test: TestSearch;
  let gateway: RunningGateway;
  beforeAll(async () => {
    test = await createTestSearch();
    gateway = await startGateway(
      shape,
      testConfig({ TANDEM_ENGINE: engine, TANDEM_DEADLINE_MS: '10000' }),
      test.services,
    );
  });
  afterAll(() => gateway.stop());

  const ask = async (query: string, variables: object = {}, path = ''): Promise<never> => {
    const { data, errors } = await postGraphql(gateway.url, { query, variables });
    expect(errors).toBeUndefined();
    return (path === '' ? data : at(data, path)) as never;
  };
  const refusal = async (query: string, variables: object): Promise<unknown> =>
    (await postGraphql(gateway.url, { query, variables })).errors?.[0];
  const search = (input: object): Promise<{ totalCount: number; search: { id: string }; nodes: { id: string }[] }> =>
    ask(SEARCH, { input }, 'jobSearch');
  let made = 0;
  const event = (more: object = {}) => ({
    eventId: `event-${++made}`,
    kind: 'VIEW',
    documentIds: [test.jobs[0]?.id],
    occurredAt: test.clock.date().toISOString(),
    ...more,
  });
  const track = (...events: object[]): Promise<never> => ask(TRACK, { events }, 'trackEvents');
  const accepted = (acceptedCount: number, duplicateCount = 0) => ({ acceptedCount, duplicateCount, userErrors: [] });

  describe('events', () => {
    it('are accepted once by their id, in one call and in several', async () => {
      const [one, two] = [event(), event()];
      expect(await track(one, two, two)).toEqual(accepted(2, 1));
      expect(await track(one, two, event())).toEqual(accepted(1, 2));
    });

    it('of which there are too many are all refused, and none is kept', async () => {
      const events = Array.from({ length: 101 }, () => event());
      expect(await track(...events)).toMatchObject({
        acceptedCount: 0,
        userErrors: [{ code: 'TOO_MANY', field: ['events'], message: expect.stringContaining('100 entries, got 101') }],
      });
      expect(await track(...events.slice(0, 100))).toEqual(accepted(100));
    });

    it('that name what is unknown or break a rule are told where they stand, and the others are accepted', async () => {
      const answer = await track(
        event(),
        event({ searchId: 'unknown' }),
        event({ documentIds: [test.jobs[1]?.id, 'unknown'] }),
        event({ eventId: ' ' }),
        event({ documentIds: [] }),
        event({ position: 0 }),
        event({ documentIds: [test.jobs[1]?.company?.id], kind: 'FOLLOW' }),
      );
      expect(at(answer, 'acceptedCount')).toBe(2);
      const errors = at(answer, 'userErrors') as { code: string; field: string[] }[];
      expect(errors.map(({ code, field }) => `${code} ${field.join('.')}`)).toEqual([
        'NOT_FOUND events.1.searchId',
        'NOT_FOUND events.2.documentIds.1',
        'REQUIRED events.3.eventId',
        'REQUIRED events.4.documentIds',
        'INVALID events.5.position',
      ]);
    });

    it('with a time that is none are BAD_USER_INPUT', async () => {
      expect(await refusal(TRACK, { events: [event({ occurredAt: 'yesterday' })] })).toMatchObject({
        extensions: { code: 'BAD_USER_INPUT' },
      });
    });

    it('are written as training reads them, with the search that they name', async () => {
      const { search: found, nodes } = await search({ text: 'chef' });
      const shown = event({
        kind: 'IMPRESSION',
        searchId: found.id,
        documentIds: nodes.map(({ id }) => id),
        position: 1,
      });
      await track(shown);
      const lines = async (file: Parameters<typeof logLines>[0]): Promise<unknown[]> => {
        const read: unknown[] = [];
        for await (const line of logLines(file, [test.services.rows])) read.push(JSON.parse(line));
        return read;
      };
      expect(await lines('activity-events.jsonl')).toContainEqual(shown);
      expect(await lines('activity-searches.jsonl')).toContainEqual({
        searchId: found.id,
        vertical: 'jobs',
        qid: expect.any(String),
        text: 'chef',
      });
    });

    it('raise the popularity of what was opened once a member, less with every day that passes', async () => {
      const documentIds = [test.jobs[5]?.id ?? ''];
      const popularity = async (): Promise<number> =>
        (await popularityAt(test.services.rows, test.clock.date().getTime())).get(documentIds[0] ?? '') ?? 0;
      await track(event({ documentIds, kind: 'IMPRESSION' }));
      expect(await popularity()).toBe(0);
      await track(event({ documentIds }), event({ documentIds }));
      expect(await popularity()).toBeCloseTo(1);
      await track(event({ documentIds, kind: 'APPLY_FINISH', occurredAt: '2999-01-01T00:00:00Z' }));
      expect(await popularity()).toBeCloseTo(4);
      test.clock.advance(14 * 24 * 60 * 60 * 1_000);
      expect(await popularity()).toBeCloseTo(2);
    });
  });

  describe('excludeSeen', () => {
    it('leaves out what was opened, applied to or dismissed, and nothing that was only shown or kept', async () => {
      const all = await search({ text: '' });
      const [opened, applied, dismissed, shown, kept] = all.nodes.slice(-5).map(({ id }) => id);
      await eraseMember(test.services.rows, MEMBER, test.clock.date().getTime());
      await track(
        event({ documentIds: [opened] }),
        event({ documentIds: [applied], kind: 'APPLY_REDIRECT' }),
        event({ documentIds: [dismissed], kind: 'DISMISS' }),
        event({ documentIds: [shown], kind: 'IMPRESSION' }),
        event({ documentIds: [kept], kind: 'BOOKMARK' }),
      );
      const left = await search({ text: '', filter: { excludeSeen: true } });
      expect(all.totalCount - left.totalCount).toBe(3);
      expect(left.nodes.map(({ id }) => id)).not.toContain(opened);
      expect(left.nodes.map(({ id }) => id)).toEqual(expect.arrayContaining([shown, kept]));
      expect((await search({ text: '', filter: { excludeSeen: false } })).totalCount).toBe(all.totalCount);
    });
  });

  describe('saved searches', () => {
    it('are made, listed, read by id, changed and deleted once', async () => {
      const page = await search({ text: 'chef in Lyon' });
      const { savedSearch, userErrors } = (await ask(
        CREATE,
        { input: { name: ' Lyon ', searchId: page.search.id } },
        'out',
      )) as { savedSearch: { id: string; search: object }; userErrors: object[] };
      expect(userErrors).toEqual([]);
      expect(savedSearch).toMatchObject({ name: 'Lyon', alert: 'DAILY', search: page.search });
      expect(await ask(LIST, {}, 'viewer.savedSearches')).toMatchObject({ totalCount: 1, nodes: [{ name: 'Lyon' }] });
      const { id } = savedSearch;
      const node = '($id: ID!) { node(id: $id) { __typename ... on SavedSearch { name } } }';
      expect(await ask(`query${node}`, { id }, 'node')).toEqual({ __typename: 'SavedSearch', name: 'Lyon' });
      expect(await ask(UPDATE, { input: { id, alert: 'WEEKLY' } }, 'out.savedSearch')).toEqual({
        id,
        name: 'Lyon',
        alert: 'WEEKLY',
      });
      expect(await ask(DELETE, { input: { id } }, 'out')).toEqual({ deletedId: id, userErrors: [] });
      expect(await ask(DELETE, { input: { id } }, 'out')).toEqual({
        deletedId: null,
        userErrors: [{ code: 'NOT_FOUND' }],
      });
      expect(await ask(`query${node}`, { id }, 'node')).toBeNull();
    });

    it('keep text and understanding of a search that is older than 24 hours, which nobody else can read then', async () => {
      const [kept, lost] = [await search({ text: 'welder' }), await search({ text: 'driver' })];
      await ask(CREATE, { input: { name: 'Welding', searchId: kept.search.id } });
      test.clock.advance(SEARCH_RECORD_TTL_MS + 1);
      const node = (id: string): Promise<unknown> =>
        ask(
          'query($id: ID!) { node(id: $id) { ... on Search { id text understanding { summary } } } }',
          { id },
          'node',
        );
      expect(await node(kept.search.id)).toEqual(kept.search);
      expect(await node(lost.search.id)).toBeNull();
      expect(await ask(CREATE, { input: { name: 'x', searchId: lost.search.id } }, 'out')).toMatchObject({
        savedSearch: null,
        userErrors: [{ code: 'NOT_FOUND', field: ['searchId'] }],
      });
    });

    it('need a name that fits', async () => {
      const { search: found } = await search({ text: 'cook' });
      const codeOf = (name: string) =>
        ask(CREATE, { input: { name, searchId: found.id } }, 'out.userErrors.0.code') as Promise<unknown>;
      expect([await codeOf(' '), await codeOf('é'.repeat(201))]).toEqual(['REQUIRED', 'TOO_LONG']);
    });

    it('are at most 100, come in pages, and a cursor stays good when its row is deleted', async () => {
      await eraseMember(test.services.rows, MEMBER, test.clock.date().getTime());
      const { search: found } = await search({ text: 'cook' });
      for (let number = 0; number < 100; number++) {
        test.clock.advance(1);
        await ask(CREATE, { input: { name: `${number}`, searchId: found.id } });
      }
      const input = { name: 'one more', searchId: found.id };
      expect(await ask(CREATE, { input }, 'out')).toMatchObject({
        savedSearch: null,
        userErrors: [{ code: 'TOO_MANY' }],
      });
      const first: { nodes: { id: string; name: string }[]; pageInfo: { endCursor: string } } = await ask(
        LIST,
        { first: 2 },
        'viewer.savedSearches',
      );
      expect(first.nodes.map(({ name }) => name)).toEqual(['99', '98']);
      await ask(DELETE, { input: { id: first.nodes[1]?.id } });
      const { endCursor: after } = first.pageInfo;
      expect(await ask(LIST, { first: 100, after }, 'viewer.savedSearches.nodes.0.name')).toBe('97');
      expect(await refusal(LIST, { first: 101 })).toMatchObject({ message: 'first must be 1 to 100, got 101' });
      expect(await refusal(LIST, { first: 1, after: `${after}x` })).toMatchObject({
        extensions: { code: 'BAD_USER_INPUT' },
      });
    }, 30_000);
  });

  describe('preferences', () => {
    it('allow nothing until chosen, keep what is left out, and know only what exists', async () => {
      await eraseMember(test.services.rows, MEMBER, test.clock.date().getTime());
      const read = 'query { viewer { preferences { allowProfileUse homePlaceId profile { id } } } }';
      const nothing = { allowProfileUse: false, homePlaceId: null, profile: null };
      expect(await ask(read, {}, 'viewer.preferences')).toEqual(nothing);
      const [person] = test.people;
      const homePlaceId = test.jobs.flatMap(({ locations }) => locations).find(({ id }) => id !== null)?.id;
      await ask(PREFER, { input: { allowProfileUse: true, profileId: person?.id } });
      expect(await ask(PREFER, { input: { homePlaceId } }, 'out.preferences')).toEqual({
        allowProfileUse: true,
        homePlaceId,
        profile: { id: person?.id, displayName: person?.displayName },
      });
      expect(await ask(PREFER, { input: { profileId: test.jobs[0]?.id, homePlaceId: 'nowhere' } }, 'out')).toEqual({
        preferences: null,
        userErrors: [
          { code: 'NOT_FOUND', field: ['profileId'] },
          { code: 'NOT_FOUND', field: ['homePlaceId'] },
        ],
      });
      expect(await ask(PREFER, { input: { allowProfileUse: null, profileId: null } }, 'out.preferences')).toEqual({
        allowProfileUse: false,
        homePlaceId,
        profile: null,
      });
    });
  });

  describe('a company', () => {
    it('is a page with its name, industry, jobs and people, and a node', async () => {
      const job = test.jobs.find(({ company, industry }) => company !== null && industry !== null) ?? test.jobs[0];
      const company = job?.company;
      const own = test.jobs.filter((each) => each.company?.id === company?.id);
      const people = test.people.filter(({ work }) =>
        work.some((position) => position.company?.id === company?.id && position.endDate === null),
      );
      const query =
        'query($id: ID!) { node(id: $id) { __typename ... on Company { name industry peopleCount jobs(first: 100) { totalCount nodes { company { id } } } } } }';
      expect(await ask(query, { id: company?.id }, 'node')).toEqual({
        __typename: 'Company',
        name: company?.name,
        industry: job?.industry ?? null,
        peopleCount: people.length,
        jobs: { totalCount: own.length, nodes: own.map(() => ({ company: { id: company?.id } })) },
      });
    });
  });

  describe('a member who is erased', () => {
    it('leaves no event, saved search, preference or trace in popularity, and others lose nothing', async () => {
      const { rows } = test.services;
      const documentIds = [test.jobs[2]?.id ?? ''];
      const others = { table: 'events', owner: '["default","other"]' } as const;
      await rows.put(others, 'theirs', 1);
      const nowMs = test.clock.date().getTime();
      const before = (await popularityAt(rows, nowMs)).get(documentIds[0] ?? '') ?? 0;
      await track(event({ documentIds, kind: 'APPLY_FINISH' }));
      expect((await popularityAt(rows, nowMs)).get(documentIds[0] ?? '')).toBeGreaterThan(before + 2);
      await ask(PREFER, { input: { allowProfileUse: true } });
      await eraseMember(rows, MEMBER, test.clock.date().getTime());
      expect(
        await ask('{ viewer { savedSearches { totalCount } preferences { allowProfileUse } } }', {}, 'viewer'),
      ).toEqual({ savedSearches: { totalCount: 0 }, preferences: { allowProfileUse: false } });
      expect((await popularityAt(rows, nowMs)).get(documentIds[0] ?? '') ?? 0).toBeCloseTo(0);
      expect(await rows.owners('events')).toEqual([others.owner]);
      expect(await rows.owners('seen')).toEqual([]);
    });
  });
});
