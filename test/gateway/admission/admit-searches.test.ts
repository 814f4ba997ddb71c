/** Overload over HTTP: a real server that may run two searches at once refuses a crowd, and everything else goes on. */

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Admission } from '../../../gateway/admission/admission.ts';
import { SLOW_TEXT, slowSearches } from '../fake-search.ts';
import { type RunningGateway, startGateway } from '../gateway-shapes.ts';
import { createTestServices, type GraphqlAnswer, postGraphql, testConfig } from '../test-services.ts';

// In a process of its own, without `fake-the-search.ts`: the limit of the admission follows times that warm code changes.
vi.mock('../../../search/search.ts', () => import('../fake-search.ts'));

const { services, lines } = createTestServices();
let gateway: RunningGateway;
let url: string;

beforeAll(async () => {
  gateway = await startGateway('in one process', testConfig({ TANDEM_MAX_SEARCHES: '2' }), services);
  ({ url } = gateway);
});
afterAll(() => gateway.stop());

/** Each with a text of its own fragment at the root, where a search could hide. */
const search = (text: string, headers: Record<string, string> = {}): Promise<GraphqlAnswer> =>
  postGraphql(
    url,
    {
      query:
        'query($text: String!) { ...Page } fragment Page on Query { jobSearch(input: { text: $text }) { totalCount } }',
      variables: { text },
    },
    headers,
  );
/** Rejects an answer that was let in. */
async function onlyRefused(answer: Promise<GraphqlAnswer>): Promise<GraphqlAnswer> {
  const { status } = await answer;
  if (status !== 503) throw new Error(`expected 503, got ${status}`);
  return answer;
}
const NEEDS_FIRST = 'query($n: Int!) { jobSearch(input: { text: "x" }, first: $n) { totalCount } }';
const inFlight = async (): Promise<number> => (await services.metrics.admissionInFlight.get()).values[0]?.value ?? 0;

it('a search that finds places and queue full is told to come back, and no place is lost', async () => {
  const slow = [search(SLOW_TEXT), search(SLOW_TEXT)];
  await vi.waitFor(() => expect(slowSearches).toHaveLength(2));
  const batch = search('evaluation', { 'x-tandem-lane': 'batch' });
  const crowd = Array.from({ length: 5 }, () => search('cook'));
  const refused = await Promise.any(crowd.map(onlyRefused));
  expect(refused.headers.get('retry-after')).toBe('1');
  expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'OVERLOADED', retryAfterMs: 1_000 });
  expect(refused.errors?.[0]?.extensions.requestId).toBe(refused.headers.get('x-request-id'));

  const others = [postGraphql(url, { query: '{ service { version } __schema { queryType { name } } }' })];
  expect((await Promise.all(others)).map(({ status, errors }) => [status, errors])).toEqual([[200, undefined]]);
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  expect(await (await fetch(`${url}/metrics`)).text()).toContain('tandem_admission_in_flight 2');

  for (const release of slowSearches) release();
  expect((await Promise.all(slow)).map(({ status }) => status)).toEqual([200, 200]);
  // Whoever waited was let in or refused by now; the tests of the admission say which.
  await Promise.all(crowd);
  await batch;
  expect(await inFlight()).toBe(0);
});

it('a search that fails gives its place back', async () => {
  for (let time = 0; time < 5; time++)
    await postGraphql(url, { query: '{ jobSearch(input: { text: "x" }, first: 1000) { totalCount } }' });
  expect(await inFlight()).toBe(0);
  expect((await search('nurse')).status).toBe(200);
});

const released = (): void => {
  for (const release of slowSearches.splice(0)) release();
};

it('a waiting client that hangs up leaves no line in the log', async () => {
  released();
  const slow = [search(SLOW_TEXT), search(SLOW_TEXT)];
  await vi.waitFor(() => expect(slowSearches).toHaveLength(2));
  lines.length = 0;
  const enter = vi.spyOn(Admission.prototype, 'enter');
  const caller = new AbortController();
  const body = JSON.stringify({ query: '{ jobSearch(input: { text: "cook" }) { totalCount } }' });
  const headers = { 'content-type': 'application/json' };
  const left = fetch(`${url}/graphql`, { method: 'POST', headers, body, signal: caller.signal }).catch(() => 'gone');
  await vi.waitFor(() => expect(enter).toHaveBeenCalledOnce());
  caller.abort();
  expect(await left).toBe('gone');
  await expect(enter.mock.results[0]?.value).rejects.toMatchObject({ name: 'AbortError' });
  released();
  await Promise.all(slow);
  expect(lines).toEqual([]);
  enter.mockRestore();
});

it('an operation takes a place for each search by its response name', async () => {
  released();
  const query = `query($text: String!) { a: jobSearch(input: { text: $text }) { totalCount } ...Page }
    fragment Page on Query { a: jobSearch(input: { text: $text }) { totalCount } b: jobSearch(input: { text: $text }) { totalCount } }`;
  const both = postGraphql(url, { query, variables: { text: SLOW_TEXT } });
  await vi.waitFor(() => expect(slowSearches.length).toBeGreaterThan(0));
  expect(await inFlight()).toBe(2);
  await vi.waitFor(() => expect(slowSearches).toHaveLength(2));
  released();
  expect((await both).status).toBe(200);
  expect(await inFlight()).toBe(0);
});

/** Runs at both endpoints: what is refused, left or late holds no place. */
describe.each([
  ['/graphql', 'application/json'],
  ['/graphql/stream', 'multipart/mixed'],
])('at %s', (path, accept) => {
  const ask = (body: object, signal: AbortSignal = new AbortController().signal): Promise<number> =>
    fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept },
      body: JSON.stringify(body),
      signal,
    }).then(
      async (response) => {
        await response.text();
        return response.status;
      },
      () => 0,
    );
  const slowOnes = async (): Promise<readonly Promise<GraphqlAnswer>[]> => {
    released();
    const slow = [search(SLOW_TEXT), search(SLOW_TEXT)];
    await vi.waitFor(() => expect(slowSearches).toHaveLength(2));
    return slow;
  };

  it.each([
    ['variables that do not fit', { query: NEEDS_FIRST, variables: { n: 'bad' } }],
    ['variables that are missing', { query: NEEDS_FIRST }],
    ['no operation of its name', { query: NEEDS_FIRST, operationName: 'Other', variables: { n: 1 } }],
    ['a field that is not there', { query: '{ jobSearch(input: { text: "x" }) { nothing } }' }],
  ])('a search with %s takes no place when places come free', async (_, body) => {
    const slow = await slowOnes();
    await ask(body);
    released();
    await Promise.all(slow);
    expect(await inFlight()).toBe(0);
    expect((await search('nurse')).status).toBe(200);
  });

  it('a client that leaves while it waits takes no place when places come free', async () => {
    const slow = await slowOnes();
    const enter = vi.spyOn(Admission.prototype, 'enter');
    const caller = new AbortController();
    const left = ask({ query: NEEDS_FIRST, variables: { n: 1 } }, caller.signal);
    await vi.waitFor(() => expect(enter).toHaveBeenCalledOnce());
    caller.abort();
    await left;
    released();
    await Promise.all(slow);
    await vi.waitFor(async () => expect(await inFlight()).toBe(0));
    expect((await search('nurse')).status).toBe(200);
    enter.mockRestore();
  });
});
