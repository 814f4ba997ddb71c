/** The gateway as clients meet it, in both shapes: real servers, plans and resolvers, and a stand-in for the search folder. */

import '../helpers/fake-the-search.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { readExampleOperations } from '../../gateway/pages/example-operations.ts';
import { SUBGRAPH_NAMES } from '../../runtime/subgraph-urls.ts';
import { BROKEN_TEXT, calls, OVERLOADED_TEXT } from './fake-search.ts';
import { GATEWAYS, startGateway } from './gateway-shapes.ts';
import { shapedGateway } from './shaped-gateway.ts';
import { at, createTestServices, postGraphql, subgraphRequests, testConfig } from './test-services.ts';

/** A page with everything that a client can ask of it. */
const PAGE = `query($input: JobSearchInput!, $first: Int, $after: String) { jobSearch(input: $input, first: $first, after: $after) {
  totalCount totalCountRelation coverage { retrieval ranked rankedPlanned degraded reasons } notices { code message }
  facets { field values { value label count selected } } search { id text correctedText understanding { intent route summary facets { field value } } }
  edges { cursor node { id title description company { id name } locations { name } workplaceType employmentTypes salary { minimum maximum currency } postedAt }
    match { id position relevance { score rankScore grade stage cached modelVersion } snippets(first: 2) { text highlights { start end } sourceField score } explanation { summary reasons { kind text satisfied } } } }
  pageInfo { hasNextPage endCursor } } }`;

describe.each(GATEWAYS)('a gateway with its subgraphs %s, by %s:', (shape, engine) => {
  const { services, lines, state } = createTestServices();
  /** Matches and the search itself are two kinds of entities; one engine asks for both at once. */
  const insightsRequests = engine === 'hive' ? 1 : 2;
  const { url } = shapedGateway(shape, engine, services);
  beforeEach(() => {
    calls.length = 0;
    lines.length = 0;
  });

  describe('example operations', () => {
    it.each(readExampleOperations().map((example) => [example.name, example] as const))(
      '%s answers without errors',
      async (_name, { query, variables }) => {
        const answer = await postGraphql(url(), { query, variables: JSON.parse(variables) });
        expect(answer.errors).toBeUndefined();
        expect(answer.status).toBe(200);
        expect(Object.values(answer.data ?? {})).not.toContain(null);
      },
    );
  });

  it('tells the search what the client states of its request: the lane, the trace, and nothing that is not well formed', async () => {
    const trace = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const statedIn = async (headers: Record<string, string>) => {
      calls.length = 0;
      await postGraphql(url(), { query: '{ jobSearch(input: { text: "cook" }) { totalCount } }' }, headers);
      return [calls[0]?.context.lane, calls[0]?.context.traceparent];
    };
    expect(await statedIn({ 'x-tandem-lane': 'batch', traceparent: trace })).toEqual(['batch', trace]);
    expect(await statedIn({ 'x-tandem-lane': 'fast', traceparent: 'me' })).toEqual(['interactive', undefined]);
    expect(await statedIn({})).toEqual(['interactive', undefined]);
  });

  describe('a page', () => {
    it('costs one request a subgraph, and one for each kind of entity, with relevance, snippets, reasons and understanding', async () => {
      const counts = () =>
        Promise.all(
          ['jobs', 'ranking', 'insights', 'people', 'account'].map((name) => subgraphRequests(services, name)),
        );
      const before = await counts();
      const variables = { input: { text: 'nurse', facets: ['COMPANY'] }, first: 20 };
      const answer = await postGraphql(url(), { query: PAGE, variables });
      expect(answer.errors).toBeUndefined();
      expect((await counts()).map((count, index) => count - (before[index] ?? 0))).toEqual([
        1,
        1,
        insightsRequests,
        0,
        0,
      ]);
      expect(at(answer.data, 'jobSearch.edges')).toHaveLength(20);
      expect(at(answer.data, 'jobSearch.edges.19.match.relevance.score')).toBe(0.9);
      expect(at(answer.data, 'jobSearch.edges.19.match.snippets.0.text')).toBe('passage of search-nurse/job20');
    });

    it('gives every resolver of the request the same id and caller, and those of a process the same memo', async () => {
      await postGraphql(
        url(),
        { query: PAGE, variables: { input: { text: 'nurse' }, first: 5 } },
        { 'x-request-id': 'abc-1' },
      );
      expect(new Set(calls.map((call) => call.name)).size).toBeGreaterThanOrEqual(6);
      const requests = shape === 'over HTTP' ? 2 + insightsRequests : 1;
      expect(new Set(calls.map((call) => call.context.memo)).size).toBe(requests);
      expect(new Set(calls.map((call) => call.context.requestId))).toEqual(new Set(['abc-1']));
      expect(
        calls.every((call) => call.context.caller.id === 'development' && call.context.deadline.remainingMs() <= 2_000),
      ).toBe(true);
    });

    it('answers two searches of one operation each with its own', async () => {
      const query =
        '{ a: jobSearch(input: { text: "x" }, first: 2) { search { id } } b: jobSearch(input: { text: "y" }, first: 3) { search { id } } }';
      const answer = await postGraphql(url(), { query });
      expect(answer.data).toEqual({ a: { search: { id: 'search-x' } }, b: { search: { id: 'search-y' } } });
    });

    it('takes null for the default, like leaving an argument out', async () => {
      await postGraphql(url(), {
        query: PAGE,
        variables: { input: { text: null, filter: null, sort: null, spellCorrect: null }, first: null, after: null },
      });
      expect(calls[0]?.args[0]).toMatchObject({
        text: null,
        first: 20,
        sort: 'RELEVANCE',
        spellCorrect: true,
        facetLimit: 10,
        filter: {},
      });
    });

    it('nulls only the fields of a subgraph that fails', async () => {
      const answer = await postGraphql(url(), { query: PAGE, variables: { input: { text: 'unranked' }, first: 2 } });
      expect(answer.status).toBe(200);
      expect(at(answer.data, 'jobSearch.edges.0.match.relevance')).toBeNull();
      expect(at(answer.data, 'jobSearch.edges.0.match.snippets')).toHaveLength(1);
      expect(answer.errors?.map((error) => error.path)).toEqual(
        [0, 1].map((index) => ['jobSearch', 'edges', index, 'match', 'relevance']),
      );
      expect(answer.text).not.toContain('secret');
    });
  });

  describe('nodes', () => {
    const query =
      'query($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on Job { title } ... on Person { displayName } ... on Search { text } } }';

    it('keep the order asked and are null for unknown ids', async () => {
      await postGraphql(url(), { query: PAGE, variables: { input: { text: 'kept' } } });
      const ids = ['job3', 'nonsense', 'person1', 'search-kept', 'job1', 'job3'];
      const answer = await postGraphql(url(), { query, variables: { ids } });
      expect(answer.errors).toBeUndefined();
      expect(ids.map((_, index) => at(answer.data, `nodes.${index}.id`) ?? 'nonsense')).toEqual(ids);
      expect(at(answer.data, 'nodes.0')).toEqual({ __typename: 'Job', id: 'job3', title: 'Nurse 2' });
      expect(at(answer.data, 'nodes.5.title')).toBe('Nurse 2');
      expect(at(answer.data, 'nodes.2.displayName')).toBe('Ada 0');
      expect(at(answer.data, 'nodes.3')).toEqual({ __typename: 'Search', id: 'search-kept', text: 'kept' });
    });

    it('ask for an entity once, however often it stands in the list', async () => {
      await postGraphql(url(), { query, variables: { ids: ['job1', 'job1', 'job2', 'job1'] } });
      expect(calls.filter((call) => call.name === 'documentOf').map((call) => call.args[0])).toEqual(['job1', 'job2']);
    });

    it('refuse more than 100 ids with the limit', async () => {
      const answer = await postGraphql(url(), {
        query,
        variables: { ids: Array.from({ length: 101 }, (_, index) => `j${index}`) },
      });
      expect(answer.errors?.[0]).toMatchObject({
        message: 'ids may have 100 entries, got 101',
        extensions: { code: 'BAD_USER_INPUT', limit: 100, got: 101 },
      });
    });
  });

  describe('viewer and service', () => {
    it('name the development viewer and what serves', async () => {
      const { data } = await postGraphql(url(), {
        query: '{ viewer { id tenant scopes } service { version schemaHash indexVersion indexedAt rankerVersion } }',
      });
      expect(at(data, 'viewer')).toMatchObject({ id: 'development', tenant: 'default' });
      expect(at(data, 'service')).toMatchObject({
        indexVersion: 'jobs-7+people-7',
        indexedAt: '2026-01-03T00:00:00Z',
        rankerVersion: 'ranker-1',
      });
      expect(at(data, 'service.schemaHash')).toMatch(/^[0-9a-f]{16}$/);
    });
  });

  describe('errors', () => {
    const search = (text: string) =>
      postGraphql(url(), { query: '{ jobSearch(input: { text: "TEXT" }) { totalCount } }'.replace('TEXT', text) });

    it('of arguments keep code, message and details across the gateway, with a null root', async () => {
      const answer = await postGraphql(url(), { query: PAGE, variables: { input: { text: 'x' }, first: 1000 } });
      expect(answer.status).toBe(200);
      expect(answer.data).toEqual({ jobSearch: null });
      expect(answer.errors).toHaveLength(1);
      expect(answer.errors?.[0]?.message).toBe('first must be 1 to 100, got 1000');
      expect(answer.errors?.[0]?.extensions).toEqual({
        code: 'BAD_USER_INPUT',
        limit: 100,
        got: 1000,
        requestId: answer.headers.get('x-request-id'),
      });
    });

    it('that nobody expected are masked and logged with the request id', async () => {
      const answer = await search(BROKEN_TEXT);
      const requestId = answer.headers.get('x-request-id');
      expect(answer.text).not.toContain('secret');
      expect(answer.errors?.[0]?.extensions).toEqual({ code: 'INTERNAL', requestId });
      expect(lines).toContainEqual([
        expect.objectContaining({ requestId, err: expect.objectContaining({ message: 'secret: the wire broke' }) }),
        expect.any(String),
      ]);
    });

    it('of load carry the time to wait', async () => {
      const answer = await search(OVERLOADED_TEXT);
      expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'OVERLOADED', retryAfterMs: 1_500 });
    });

    it.each([
      [
        'an unknown field',
        { query: '{ jobSearch(input: { text: "x" }) { nope } }' },
        400,
        'GRAPHQL_VALIDATION_FAILED',
        /nope/,
      ],
      ['text that is not GraphQL', { query: '{ jobSearch(' }, 400, 'GRAPHQL_PARSE_FAILED', /Syntax/],
      [
        'a variable of the wrong type',
        { query: PAGE, variables: { input: { text: 'x' }, first: 'many' } },
        400,
        'BAD_USER_INPUT',
        /\$first/,
      ],
      ['a missing variable', { query: PAGE }, 400, 'BAD_USER_INPUT', /\$input/],
      [
        'an operation name that is not there',
        { query: '{ service { version } }', operationName: 'x' },
        400,
        'BAD_REQUEST',
        /x/,
      ],
      [
        'an unknown subscription',
        { query: 'subscription { x }' },
        400,
        'GRAPHQL_VALIDATION_FAILED',
        /Cannot query field "x"/,
      ],
      [
        'a subscription where a request has one answer',
        { query: 'subscription { ingestProgress(taskId: "x") { id errors { line } } }' },
        400,
        'BAD_REQUEST',
        /\/graphql\/stream/,
      ],
      ['a body without a query', { variables: {} }, 400, 'BAD_REQUEST', /query/],
      ['a list of operations', '[{"query":"{ service { version } }"}]', 400, 'BAD_REQUEST', /./],
      ['broken JSON', '{"query": "{', 400, 'BAD_REQUEST', /JSON/],
    ])('%s is refused with status and code', async (_name, body, status, code, words) => {
      const answer = await postGraphql(url(), body);
      expect(answer.status).toBe(status);
      expect(answer.errors?.[0]?.message).toMatch(words);
      expect(answer.errors?.[0]?.extensions).toMatchObject({ code, requestId: answer.headers.get('x-request-id') });
      expect(calls).toEqual([]);
    });

    it.each([
      ['a variable', { query: PAGE, variables: { input: { filter: { postedAfter: 'yesterday' } } } }],
      ['a literal', { query: '{ jobSearch(input: { filter: { postedAfter: "yesterday" } }) { totalCount } }' }],
    ])('of a timestamp given as %s say what is expected', async (_name, body) => {
      const answer = await postGraphql(url(), body);
      expect(answer.errors?.[0]?.message).toMatch(/RFC 3339.*yesterday/);
      expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
      expect(answer.status).toBeLessThan(500);
    });

    it('suggest names in development only', async () => {
      const body = { query: '{ servic { version } }' };
      expect((await postGraphql(url(), body)).errors?.[0]?.message).toContain('Did you mean');
      const production = await startGateway(
        shape,
        testConfig({ TANDEM_ENGINE: engine, TANDEM_PROFILE: 'production' }),
        services,
      );
      const productionUrl = production.url;
      try {
        expect((await postGraphql(productionUrl, body)).errors?.[0]?.message).not.toContain('Did you mean');
        expect((await postGraphql(productionUrl, { query: '{ __schema { types { name } } }' })).status).toBe(403);
        expect((await fetch(`${productionUrl}/graphiql`)).status).toBe(403);
        expect(
          await (await fetch(`${productionUrl}/readyz`, { headers: { accept: 'application/json' } })).json(),
        ).toEqual({ ready: true, reasons: [] });
      } finally {
        await production.stop();
      }
    });
  });

  describe('HTTP', () => {
    it('takes over a good request id and replaces a bad one', async () => {
      const idFor = async (sent: string) =>
        (await fetch(`${url()}/livez`, { headers: { 'x-request-id': sent } })).headers.get('x-request-id');
      expect(await idFor('my-id_1')).toBe('my-id_1');
      expect(await idFor('not good!')).toMatch(/^[A-Za-z0-9_-]{22}$/);
    });

    it('refuses bodies over 256 kB, other media types, and unknown paths, in JSON', async () => {
      const body = JSON.stringify({ query: `{ service { version } } # ${'x'.repeat(300_000)}` });
      const large = await postGraphql(url(), body);
      expect(large.status).toBe(413);
      expect(large.errors?.[0]?.extensions).toMatchObject({
        code: 'QUERY_TOO_LARGE',
        limit: 262_144,
        got: body.length,
      });
      expect((await postGraphql(url(), '{}', { 'content-type': 'text/plain' })).status).toBe(415);
      const unknown = await fetch(`${url()}/nowhere`);
      expect([unknown.status, unknown.headers.get('content-type')]).toEqual([404, 'application/json; charset=utf-8']);
      const put = await fetch(`${url()}/graphql`, { method: 'PUT' });
      expect([put.status, put.headers.get('allow')]).toEqual([405, 'GET, POST']);
    });

    it('refuses a GET that a foreign page could send', async () => {
      const path = `${url()}/graphql?query=${encodeURIComponent('{ service { version } }')}`;
      expect((await fetch(path)).status).toBe(400);
      expect((await fetch(path, { headers: { 'apollo-require-preflight': '1' } })).status).toBe(200);
    });

    it('tells no plans to a client that asks for them', async () => {
      const asking = { 'apollo-query-plan-experimental': '1' };
      const { text } = await postGraphql(url(), { query: '{ service { version } }' }, asking);
      expect(Object.keys(JSON.parse(text).extensions)).toEqual(['cost']);
    });

    it('shows its metrics', async () => {
      expect(await (await fetch(`${url()}/metrics`)).text()).toMatch(
        /tandem_subgraph_requests_total\{subgraph="jobs"\} \d+/,
      );
    });
  });

  describe('readiness', () => {
    const read = async () => {
      const response = await fetch(`${url()}/readyz`, { headers: { accept: 'application/json' } });
      return { status: response.status, body: await response.json() };
    };

    it('lists the workers in development', async () => {
      expect(await read()).toEqual({ status: 200, body: { ready: true, reasons: [], workers: state.workers } });
      expect(await (await fetch(`${url()}/readyz`)).text()).toBe('ready\n');
    });

    it('says why when no index is published', async () => {
      state.hasIndex = false;
      const { status, body } = await read();
      const text = await fetch(`${url()}/readyz`);
      state.hasIndex = true;
      expect([status, body.ready]).toEqual([503, false]);
      const missing = ['no index of jobs has been published', 'no index of people has been published'];
      expect(body.reasons).toEqual(
        shape === 'over HTTP'
          ? SUBGRAPH_NAMES.flatMap((name) => missing.map((reason) => `${name}: ${reason}`))
          : missing,
      );
      expect([text.status, await text.text()]).toEqual([503, `not ready: ${body.reasons.join('; ')}\n`]);
    });

    it('stays when a worker that was warm is lost, because searches go on', async () => {
      const [ebr] = state.workers;
      if (ebr) ebr.state = 'lost';
      const { status, body } = await read();
      if (ebr) ebr.state = 'ready';
      expect([status, body.workers[0].state]).toEqual([200, 'lost']);
    });
  });
});
