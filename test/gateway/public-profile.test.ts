/** What the public profile refuses, over HTTP: hostile requests, what scanners look for, and bytes of any kind; and that it keeps to GraphQL over HTTP. */

import { serverAudits } from 'graphql-http';
import { describe, expect, it, vi } from 'vitest';
import { seededRandom } from '../../runtime/random.ts';
import { calls } from './fake-search.ts';
import { HOSTILE_REQUESTS } from './hostile-requests.ts';
import { productionGateway } from './production-gateway.ts';
import { postGraphql, subgraphRequests } from './test-services.ts';

vi.mock('../../search/search.ts', () => import('./fake-search.ts'));

const MANY = 'requestsPerSecond=100000,pointsPerSecond=10000000';
const { services, url } = productionGateway([], { TANDEM_LIMITS: MANY });

/** Buffers are not among the bodies that the types of fetch know. */
const bytesOf = (body: string | Buffer): Uint8Array<ArrayBuffer> =>
  new Uint8Array(typeof body === 'string' ? Buffer.from(body) : body);

const post = (body: string | Buffer, headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
  fetch(`${url()}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: bytesOf(body),
  });

describe('sixty hostile requests', () => {
  it('are sixty', () => expect(new Set(HOSTILE_REQUESTS.map(({ name }) => name)).size).toBe(60));

  it.each(HOSTILE_REQUESTS.map((request) => [request.name, request] as const))(
    '%s: refused, and nothing is searched',
    async (_name, request) => {
      calls.length = 0;
      const response = await post(request.body, request.headers);
      const answer = await response.json();
      expect(response.status).toBeLessThan(500);
      expect(answer.errors?.length).toBeGreaterThan(0);
      expect(answer.errors.length).toBeLessThanOrEqual(10);
      expect(Object.values(answer.data ?? {}).filter((value) => value !== null)).toEqual([]);
      expect(calls.filter(({ name }) => name !== 'runSearch')).toEqual([]);
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

describe('the audit of GraphQL over HTTP', () => {
  /** What it asks by GET, and by __type, which development answers. */
  const AUDITED = ['{ __typename }', 'query Type($name: String!) { __type(name: $name) { name } }'];
  const { url: audited } = productionGateway(AUDITED, { TANDEM_PROFILE: 'development' });

  it('misses no MUST and passes at least 58 of 61', async () => {
    const audits = serverAudits({ url: `${audited()}/graphql`, fetchFn: fetch });
    const results = [];
    for (const { fn } of audits) results.push(await fn());
    expect(results).toHaveLength(61);
    const missed = results.flatMap((result) => (result.status === 'ok' ? [] : [`${result.status} ${result.name}`]));
    expect(missed.filter((line) => line.startsWith('error'))).toEqual([]);
    expect(missed.filter((line) => !/SHOULD use .*200.* when accepting application\/json$/.test(line))).toEqual([]);
    expect(results.length - missed.length).toBeGreaterThanOrEqual(58);
  });
});

describe('bytes of any kind', () => {
  const CASES = Number(process.env.FUZZ_CASES ?? 300);
  const SEEDS = [
    '{"query":"{ service { version } }"}',
    '{"query":"query($a: Int) { jobSearch(input: {}, first: $a) { totalCount } }","variables":{"a":1}}',
    `{"documentId":"sha256:${'0'.repeat(64)}","extensions":{"persistedQuery":{"version":1,"sha256Hash":"x"}}}`,
  ];
  const HEADERS = [
    'content-type',
    'accept',
    'x-request-id',
    'traceparent',
    'x-tandem-lane',
    'content-encoding',
    'apollo-require-preflight',
  ];
  const VALUES = [
    'application/json',
    'application/json; charset=x',
    'text/plain',
    '*/*',
    'gzip',
    '',
    'é'.repeat(30),
    'x'.repeat(2_000),
    ';;;,,,',
    '\t',
  ];

  it(`as body and headers, ${CASES} times: no 5xx, no hanging, and the server lives`, async () => {
    const random = seededRandom(11);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
    const mutated = (): Buffer => {
      const bytes = Buffer.from(pick(SEEDS));
      for (let change = random() * 8; change > 0; change -= 1)
        bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
      return random() < 0.2 ? bytes.subarray(0, Math.floor(random() * bytes.length)) : bytes;
    };
    for (let index = 0; index < CASES; index += 1) {
      const body = mutated();
      const headers = { 'content-type': 'application/json', [pick(HEADERS)]: pick(VALUES) };
      const request =
        random() < 0.8
          ? { method: 'POST', body: bytesOf(body) }
          : { method: pick(['GET', 'PUT', 'DELETE', 'OPTIONS', 'HEAD']) };
      const path =
        random() < 0.8 ? '/graphql' : `/graphql?${encodeURIComponent(body.toString('latin1')).slice(0, 500)}`;
      const response = await fetch(url() + path, {
        ...request,
        headers: encodable(headers),
        signal: AbortSignal.timeout(10_000),
      });
      await response.arrayBuffer();
      expect([response.status < 500, body.toString('latin1'), headers]).toEqual([
        true,
        body.toString('latin1'),
        headers,
      ]);
    }
    expect((await fetch(`${url()}/livez`)).status).toBe(200);
  }, 600_000);

  /** Headers hold bytes. */
  function encodable(headers: Readonly<Record<string, string>>): Record<string, string> {
    return Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, Buffer.from(value).toString('latin1')]),
    );
  }
});
