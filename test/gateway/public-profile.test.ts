/** What the public profile refuses, over HTTP: hostile requests, and what scanners look for; bytes of any kind are in byte-fuzz.test.ts. */

import '../helpers/fake-the-search.ts';
import { describe, expect, it } from 'vitest';
import { calls } from './fake-search.ts';
import { HOSTILE_REQUESTS } from './hostile-requests.ts';
import { productionGateway } from './production-gateway.ts';
import { postGraphql, subgraphRequests } from './test-services.ts';

const MANY = 'requestsPerSecond=100000,pointsPerSecond=10000000';
const { services, url } = productionGateway([], { TANDEM_LIMITS: MANY });

/** Buffers are not among the bodies that the types of fetch know. */
const bytesOf = (body: string | Buffer): Uint8Array<ArrayBuffer> =>
  new Uint8Array(typeof body === 'string' ? Buffer.from(body) : body);

const post = (
  body: string | Buffer,
  headers: Readonly<Record<string, string>> = {},
  path = '/graphql',
): Promise<Response> =>
  fetch(`${url()}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: bytesOf(body),
  });

interface Refusal {
  readonly errors?: readonly unknown[];
  readonly data?: object;
}

describe('sixty hostile requests', () => {
  it('are sixty', () => expect(new Set(HOSTILE_REQUESTS.map(({ name }) => name)).size).toBe(60));

  const isRefused = async (response: Response, answerOf: (text: string) => Refusal): Promise<void> => {
    const { errors = [], data } = answerOf(await response.text());
    expect(response.status).toBeLessThan(500);
    expect(errors.length).toBeGreaterThan(0);
    expect(errors.length).toBeLessThanOrEqual(10);
    expect(Object.values(data ?? {}).filter((value) => value !== null)).toEqual([]);
    expect(calls.filter(({ name }) => name !== 'runSearch')).toEqual([]);
  };

  it.each(HOSTILE_REQUESTS.map((request) => [request.name, request] as const))(
    '%s: refused, and nothing is searched',
    async (_name, request) => {
      calls.length = 0;
      await isRefused(await post(request.body, request.headers), JSON.parse);
    },
  );

  it.each(['application/json', 'multipart/mixed', 'text/event-stream'])(
    'are refused as %s of the stream, too',
    async (accept) => {
      for (const { body, headers } of HOSTILE_REQUESTS) {
        calls.length = 0;
        const response = await post(body, { ...headers, accept }, '/graphql/stream');
        await isRefused(response, (text) => JSON.parse(/\{.*\}/s.exec(text)?.[0] ?? ''));
      }
    },
  );

  it('leave the subgraphs out of it where the document alone is too much', async () => {
    const before = await subgraphRequests(services);
    for (const { body, headers } of HOSTILE_REQUESTS.slice(0, 40)) await post(body, headers);
    expect(await subgraphRequests(services)).toBe(before);
  });

  it('leave a plain search as it was', async () => {
    const answer = await postGraphql(url(), { query: '{ jobSearch(input: { text: "nurse" }) { totalCount } }' });
    expect([answer.status, answer.errors]).toEqual([200, undefined]);
  });
});

describe('the checks of graphql-cop and BatchQL find nothing:', () => {
  const times = (count: number, part: (index: number) => string): string =>
    Array.from({ length: count }, (_, index) => part(index)).join(' ');
  const isRefused = async (response: Promise<Response>): Promise<string> => {
    const { status, headers, ...answer } = await response.then(async (got) => ({
      status: got.status,
      headers: got.headers,
      text: await got.text(),
    }));
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(answer.text).not.toContain('"data":{');
    return answer.text;
  };
  const asked = (query: string): Promise<Response> => post(JSON.stringify({ query }));
  const CIRCLE = '{ __schema { types { fields { type { fields { type { fields { type { name } } } } } } } } }';
  const checks: readonly (readonly [name: string, check: () => Promise<unknown>])[] = [
    ['aliases', () => isRefused(asked(`query cop { ${times(101, (index) => `alias${index}:__typename`)} }`))],
    [
      'arrays of operations',
      () => isRefused(post(JSON.stringify(Array(10).fill({ query: 'query cop { __typename }' })))),
    ],
    ['directives', () => isRefused(asked(`query cop { __typename ${'@aa'.repeat(10)} }`))],
    ['circular introspection', () => isRefused(asked(CIRCLE))],
    ['repeated fields', () => isRefused(asked(`query cop { ${times(500, () => '__typename')} }`))],
    ['introspection', () => isRefused(asked('query cop { __schema { types { name fields { name } } } }'))],
    [
      'suggested names',
      async () => expect(await isRefused(asked('query cop { jobSearc }'))).not.toMatch(/did you mean/i),
    ],
    [
      'suggested names of a type',
      async () =>
        expect(await isRefused(asked('{ node(id: "x") { ... on Jobb { id } } }'))).not.toMatch(/did you mean/i),
    ],
    ['GraphiQL', () => isRefused(fetch(`${url()}/graphiql`, { headers: { accept: 'text/html' } }))],
    ['GraphiQL at the endpoint', () => isRefused(fetch(`${url()}/graphql`, { headers: { accept: 'text/html' } }))],
    [
      'queries by GET',
      () => isRefused(fetch(`${url()}/graphql?query=query%20cop%7B__typename%20service%7Bversion%7D%7D`)),
    ],
    ['mutations by GET', () => isRefused(fetch(`${url()}/graphql?query=mutation%20cop%7B__typename%7D`))],
    [
      'forms',
      () =>
        isRefused(post('query=query%20cop%7B__typename%7D', { 'content-type': 'application/x-www-form-urlencoded' })),
    ],
    ['plain text', () => isRefused(post('{"query":"{__typename}"}', { 'content-type': 'text/plain' }))],
    [
      'traces',
      async () =>
        expect(Object.keys((await (await asked('query cop { __typename }')).json()).extensions)).toEqual(['cost']),
    ],
    [
      'unhandled errors',
      async () => expect(await isRefused(asked('qwerty cop { abc }'))).not.toMatch(/stack|exception|node_modules/i),
    ],
    ['batches by alias', () => isRefused(asked(`{ ${times(10, (index) => `q${index}: viewer { id }`)} }`))],
  ];
  it('seventeen', () => expect(checks).toHaveLength(17));
  it.each(checks)('%s', async (_name, check) => {
    await check();
  });
});
