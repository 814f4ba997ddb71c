/** The gate over HTTP in the production profile: cost, budgets, persisted operations, GET, caches, the schema. */

import '../../helpers/fake-the-search.ts';
import { expect, it } from 'vitest';
import { heapBytesOf } from '../../helpers/heap.ts';
import { documentId, productionGateway, sha256 } from '../production-gateway.ts';
import { at, postGraphql, testConfig } from '../test-services.ts';

const JOBS =
  'query($text: String, $first: Int) { jobSearch(input: { text: $text }, first: $first) { totalCount coverage { ranked } edges { node { id } } } }';
const PEOPLE = '{ peopleSearch(input: { text: "x" }) { totalCount } }';
const TRACK = 'mutation($input: TrackEventsInput!) { trackEvents(input: $input) { acceptedCount } }';
const { url } = productionGateway([JOBS, PEOPLE, TRACK], {
  TANDEM_LIMITS: 'requestsPerSecond=1000,pointsPerSecond=100000',
});
const { url: strict } = productionGateway([JOBS], {
  TANDEM_PERSISTED: 'require',
  TANDEM_LIMITS: 'requestsPerSecond=1',
});

async function get(parameters: Readonly<Record<string, unknown>>, base = url()) {
  const texts = Object.entries(parameters).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  const response = await fetch(`${base}/graphql?${new URLSearchParams(texts)}`);
  const { data, errors, extensions } = await response.json();
  return { status: response.status, headers: response.headers, data, extensions, code: errors?.[0]?.extensions.code };
}
const variables = { text: 'nurse', first: 3 };

it('an answer tells what it could have cost and what it did, which is what the ranker read and what came', async () => {
  const { text, data } = await postGraphql(url(), { query: JOBS, variables });
  const { cost } = JSON.parse(text).extensions;
  expect(cost).toMatchObject({ requested: 252 + 3 * 2, limit: 1_000_000, restoreRate: 100_000 });
  expect(cost.actual).toBe(2 + 3 * 2 + Number(at(data, 'jobSearch.coverage.ranked')));
  expect(cost.remaining).toBeGreaterThan(999_000);
});

it('an operation that may cost too much is refused, with limit and cost', async () => {
  const query = `{ ${['a', 'b', 'c', 'd', 'e'].map((name) => `${name}: jobSearch(input: { text: "x" }, first: 100) { edges { node { company { name } } } }`).join(' ')} }`;
  const { status, errors } = await postGraphql(url(), { query });
  expect([status, errors?.[0]?.extensions]).toMatchObject([
    400,
    { code: 'OPERATION_TOO_COSTLY', limit: 2_000, got: 5 * 551 },
  ]);
});

it.each([
  ['in the text', '', '100', {}],
  ['in a variable', 'query($n: Int!)', '$n', { n: 100 }],
  ['in the default of a variable', 'query($n: Int! = 100)', '$n', {}],
  ['in the default of a variable beside others that were sent', 'query($n: Int = 100)', '$n', { other: 1 }],
])('it is refused with its sizes %s', async (_name, head, first, variables) => {
  const roots = ['a', 'b', 'c', 'd'].map(
    (name) => `${name}: jobSearch(input: { text: "x" }, first: ${first}) { edges { node { company { name } } } }`,
  );
  const { status, errors } = await postGraphql(url(), { query: `${head} { ${roots.join(' ')} }`, variables });
  expect([status, errors?.[0]?.extensions]).toMatchObject([
    400,
    { code: 'OPERATION_TOO_COSTLY', limit: 2_000, got: 4 * 551 },
  ]);
});

it('nothing is kept of junk that is refused, though no two of it are alike', async () => {
  const send = async (time: number): Promise<number> => {
    const query = `{ a { ${'b '.repeat(390)} c${time} } }`;
    return (await postGraphql(url(), { query })).status;
  };
  for (let time = 0; time < 50; time += 1) await send(time);
  const bytes = await heapBytesOf(async () => {
    for (let time = 50; time < 350; time += 1) expect(await send(time)).toBe(400);
  });
  expect(bytes / 300).toBeLessThan(10_000);
});

it('GET and POST answer an operation of the file by its id, and GET no text that the server does not know', async () => {
  const id = documentId(JOBS);
  expect((await get({ documentId: id, variables })).data.jobSearch.edges).toHaveLength(3);
  expect(at((await postGraphql(url(), { documentId: id, variables })).data, 'jobSearch.edges.2.node.id')).toBe('job3');
  expect((await get({ query: JOBS, variables })).status).toBe(200);
  expect(await get({ query: '{ service { version } }' })).toMatchObject({
    status: 400,
    code: 'PERSISTED_OPERATION_REQUIRED',
  });
  expect(await get({ documentId: documentId('x') })).toMatchObject({
    status: 400,
    code: 'PERSISTED_OPERATION_NOT_FOUND',
  });
});

it('a text is known by its hash when it was answered, not when it was refused', async () => {
  const sent = (query: string) =>
    postGraphql(url(), { query, extensions: { persistedQuery: { version: 1, sha256Hash: sha256(query) } } });
  const asked = (query: string) => get({ extensions: { persistedQuery: { version: 1, sha256Hash: sha256(query) } } });
  const [good, bad] = ['{ service { schemaHash } }', '{ service { nothing } }'];
  expect((await asked(good)).code).toBe('PERSISTED_QUERY_NOT_FOUND');
  expect([(await sent(good)).status, (await sent(bad)).status]).toEqual([200, 400]);
  expect([(await asked(good)).status, (await asked(bad)).code]).toEqual([200, 'PERSISTED_QUERY_NOT_FOUND']);
});

it('a mutation by GET is 405', async () => {
  const answer = await get({ documentId: documentId(TRACK), variables: { input: { events: [] } } });
  expect([answer.status, answer.headers.get('allow'), answer.data]).toEqual([405, 'POST', undefined]);
});

it('variables that are not JSON are 400', async () => {
  expect((await get({ documentId: documentId(JOBS), variables: '{nope' })).status).toBe(400);
});

it('a page of jobs by GET may be kept, people, errors and answers to POST may not', async () => {
  const kept = async (answer: Promise<{ headers: Headers }>) => (await answer).headers.get('cache-control');
  const jobs = await get({ documentId: documentId(JOBS), variables });
  expect(jobs.headers.get('cache-control')).toBe('public, max-age=60');
  expect(jobs.headers.get('vary')).toContain('Authorization');
  expect(await kept(get({ documentId: documentId(PEOPLE) }))).toBe('no-store');
  expect(await kept(get({ documentId: documentId(JOBS), variables: { text: 'x', first: 1_000 } }))).toBe('no-store');
  expect(await kept(get({ documentId: documentId('x') }))).toBe('no-store');
  expect(await kept(postGraphql(url(), { query: JOBS, variables }))).toBe('no-store');
});

it('names in an answer are only names', async () => {
  const { text } = await postGraphql(url(), { query: '{ service { __proto__: version constructor: version } }' });
  expect(text).toMatch(/^\{"data":\{"service":\{"__proto__":"[\d.]+","constructor":"[\d.]+"\}\}/);
});

it('where operations are required no other is answered, and who asks too often is told to wait', async () => {
  const asked = () => postGraphql(strict(), { query: '{ service { version } }' });
  expect((await asked()).errors?.[0]?.extensions.code).toBe('PERSISTED_OPERATION_REQUIRED');
  expect((await postGraphql(strict(), { query: JOBS, variables })).status).toBe(200);
  const answers = await Promise.all(Array.from({ length: 12 }, asked));
  const limited = answers.find(({ status }) => status === 429);
  expect(limited?.errors?.[0]?.extensions).toMatchObject({ code: 'RATE_LIMITED', limit: 1 });
  expect(Number(limited?.headers.get('retry-after'))).toBeGreaterThan(0);
});

it('/limits lists what holds here', async () => {
  const limits = await (await fetch(`${strict()}/limits`)).json();
  expect(limits).toMatchObject({ tokens: 1_000, depth: 10, requestsPerSecond: 1, first: 100 });
  expect(limits).toMatchObject({ operations: 1, deadlineMs: 2_000, longestDeadlineMs: 10_000, planMs: 2_000 });
});

it('a setting of limits names what it does not know', () => {
  expect(testConfig({ TANDEM_LIMITS: ' depth=3, cost=9 ' }).TANDEM_LIMITS).toMatchObject({
    depth: 3,
    cost: 9,
    tokens: 1_000,
  });
  for (const text of ['width=3', 'depth=0', 'depth=x', 'depth'])
    expect(() => testConfig({ TANDEM_LIMITS: text })).toThrowError(
      /TANDEM_LIMITS: expected NAME=NUMBER with a name of bodyBytes, /,
    );
});
