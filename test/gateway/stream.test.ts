/** /graphql/stream as clients meet it, in both shapes of the gateway. */

import '../helpers/fake-the-search.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { calls } from './fake-search.ts';
import { GATEWAYS } from './gateway-shapes.ts';
import { merged, postStream } from './read-parts.ts';
import { shapedGateway } from './shaped-gateway.ts';
import { at, createTestServices, postGraphql } from './test-services.ts';

const page = (
  defer: string,
) => `query${defer.includes('$late') ? '($late: Boolean = true)' : ''} { jobSearch(input: { text: "nurse" }, first: 3) {
  totalCount edges { node { id title } match { position relevance { score } ... ${defer} { snippets(first: 2) { text } explanation { summary } } } } } }`;

describe.each(GATEWAYS)('a streamed answer of a gateway with its subgraphs %s, by %s:', (shape, engine) => {
  const { services } = createTestServices();
  const { url } = shapedGateway(shape, engine, services);
  beforeEach(() => {
    calls.length = 0;
  });

  it('has the ranked page first, and what was deferred under its label after it', async () => {
    const { status, headers, parts } = await postStream(url(), { query: page('@defer(label: "why")') });
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('multipart/mixed; boundary="-"');
    expect(headers.get('x-request-id')).toMatch(/^[\w-]{1,64}$/);
    expect(parts.map(({ hasNext }) => hasNext)).toEqual([true, false]);
    const [first, last] = parts;
    expect(at(first?.data, 'jobSearch.edges.1.match')).toEqual({ position: 2, relevance: { score: 0.9 } });
    expect(last?.incremental?.map(({ path, label }) => [path.join('.'), label])).toEqual(
      [0, 1, 2].map((edge) => [`jobSearch.edges.${edge}.match`, 'why']),
    );
  });

  it('comes to the same as an answer at once, and to one search', async () => {
    const { parts } = await postStream(url(), { query: page('@defer') });
    expect(calls.filter(({ name }) => name === 'runSearch')).toHaveLength(1);
    const { data } = await postGraphql(url(), { query: page('@include(if: true)') });
    expect(merged(parts)).toEqual(data);
  });

  it('is whole where nothing is to come later: no directive, a condition that is false, a client that reads no parts', async () => {
    const whole = (await postGraphql(url(), { query: page('@include(if: true)') })).data;
    const asked = [
      postStream(url(), { query: page('@include(if: true)') }),
      postStream(url(), { query: page('@defer(if: $late)'), variables: { late: false } }),
      postStream(url(), { query: page('@defer') }, { accept: 'application/json' }),
    ];
    for (const { parts, status } of await Promise.all(asked)) {
      expect([status, parts]).toEqual([200, [expect.objectContaining({ data: whole })]]);
      expect(parts[0]).not.toHaveProperty('hasNext', true);
    }
  });

  it('follows named fragments, aliases and a page where everything is deferred', async () => {
    const query = `query { found: jobSearch(input: { text: "nurse" }, first: 2) { edges { match { ...Why @defer(label: "a") } node { ...Job } } } }
      fragment Why on JobMatch { why: explanation { summary } } fragment Job on Job { id ... @defer(label: "b") { title company { name } } }`;
    const { parts } = await postStream(url(), { query });
    expect(at(parts[0]?.data, 'found.edges.0')).toEqual({ match: {}, node: { id: 'job1' } });
    expect(parts[1]?.incremental?.map(({ label }) => label)).toEqual(['a', 'a', 'b', 'b']);
    expect(at(merged(parts), 'found.edges.1')).toEqual({
      match: { why: { summary: 'Title fits.' } },
      node: { id: 'job2', title: 'Nurse 1', company: expect.anything() },
    });
  });

  it('tells errors of the first part with it, and those of deferred parts where they belong, masked as ever', async () => {
    const query = `{ jobSearch(input: { text: "unranked" }, first: 1) { edges { match { position ... @defer { relevance { score } } } } } broken: jobSearch(input: { text: "defect" }) { totalCount } }`;
    const { parts, text, headers } = await postStream(url(), { query });
    const requestId = headers.get('x-request-id');
    expect(parts[0]?.errors?.map(({ extensions }) => extensions)).toEqual([{ code: 'INTERNAL', requestId }]);
    expect(parts[1]?.incremental).toEqual([
      {
        data: { relevance: null },
        path: ['jobSearch', 'edges', 0, 'match'],
        errors: [
          expect.objectContaining({
            path: ['jobSearch', 'edges', 0, 'match', 'relevance'],
            extensions: { code: 'INTERNAL', requestId },
          }),
        ],
      },
    ]);
    expect(text).not.toContain('secret');
  });

  it('is events for who accepts events', async () => {
    const { text, headers } = await postStream(url(), { query: page('@defer') }, { accept: 'text/event-stream' });
    expect(headers.get('content-type')).toBe('text/event-stream');
    expect(text.match(/^event: \w+$/gm)).toEqual(['event: next', 'event: next', 'event: complete']);
    expect(text).toContain('"hasNext":true');
  });

  it('keeps the rules of /graphql: what it refuses is refused here, with its status, code and request id', async () => {
    const refused = async (body: object | string, headers = {}) => {
      const { status, parts, headers: told } = await postStream(url(), body, headers);
      const { code, requestId } = parts[0]?.errors?.[0]?.extensions ?? {};
      return [status, code, requestId === told.get('x-request-id')];
    };
    expect(await refused({ query: '{ nothing }' })).toEqual([400, 'GRAPHQL_VALIDATION_FAILED', true]);
    expect(await refused({ query: '{' })).toEqual([400, 'GRAPHQL_PARSE_FAILED', true]);
    expect(await refused('{')).toEqual([400, 'BAD_REQUEST', true]);
    expect(await refused({})).toEqual([400, 'BAD_REQUEST', true]);
    expect(await refused('[]')).toEqual([400, 'BAD_REQUEST', true]);
    expect(await refused({ query: 'subscription { x }' })).toEqual([400, 'GRAPHQL_VALIDATION_FAILED', true]);
    expect(await refused({ query: '{ __typename }' }, { 'content-type': 'text/plain' })).toEqual([
      415,
      'BAD_REQUEST',
      true,
    ]);
    expect(await refused({ query: '{ __typename }' }, { accept: 'text/css' })).toEqual([406, 'BAD_REQUEST', true]);
  });

  it('is answered by GET as /graphql is: pages of other sites cannot ask, and nothing is changed', async () => {
    const get = async (query: string, headers: Record<string, string> = {}) => {
      const response = await fetch(`${url()}/graphql/stream?${new URLSearchParams({ query })}`, {
        headers: { accept: 'text/event-stream', ...headers },
      });
      return { status: response.status, text: await response.text() };
    };
    const ours = { 'apollo-require-preflight': 'true' };
    expect((await get(page('@defer'), ours)).text.match(/^event: \w+$/gm)).toHaveLength(3);
    const foreign = (await get(page('@defer'))).text;
    expect(foreign).toContain('Cross-Site');
    expect(foreign).not.toContain('"data"');
    const changing = await get('mutation { trackEvents(input: { events: [] }) { acceptedCount } }', ours);
    expect(changing.text).toContain('only support query operations');
    expect(changing.text).not.toContain('"data"');
    expect((await fetch(`${url()}/graphql/stream`, { method: 'PUT' })).status).toBe(405);
  });

  it('changes once what a mutation changes, and says so at once', async () => {
    const query = `mutation { trackEvents(input: { events: [] }) { ... @defer { acceptedCount } } }`;
    const { parts } = await postStream(url(), { query });
    expect(parts).toHaveLength(1);
    expect(at(parts[0]?.data, 'trackEvents.acceptedCount')).toBe(0);
  });

  it('runs the operation that is named, and none that is not there', async () => {
    const query =
      'query A { a: __typename } query B { jobSearch(input: { text: "nurse" }) { ... @defer { totalCount } } }';
    const named = async (operationName: string) => (await postStream(url(), { query, operationName })).parts;
    expect(merged(await named('B'))).toEqual({ jobSearch: { totalCount: 30 } });
    expect((await named('C'))[0]?.errors?.[0]?.extensions.code).toBe('BAD_REQUEST');
  });

  it('leaves plain clients with the directive one whole answer', async () => {
    const { data, errors } = await postGraphql(url(), { query: page('@defer(label: "why")') });
    expect(errors).toBeUndefined();
    expect(at(data, 'jobSearch.edges.0.match.explanation.summary')).toBe('Title fits.');
  });
});
