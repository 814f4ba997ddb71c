/** A subgraph alone over HTTP answers what it answers in process: data, codes, deadline and request id. */

import '../helpers/fake-the-search.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { anonymousCaller, developmentViewer } from '../../account/viewer.ts';
import { createRequestScope } from '../../gateway/callers/request-scope.ts';
import { createSigner } from '../../runtime/ids.ts';
import { createJobsSubgraph } from '../../subgraphs/jobs.ts';
import { sealCaller } from '../../subgraphs/sealed-caller.ts';
import { BROKEN_TEXT, calls } from '../gateway/fake-search.ts';
import { createTestServices, subgraphRequests } from '../gateway/test-services.ts';

const LONGEST_MS = 2_000;
const { services, lines } = createTestServices();
const jobs = createJobsSubgraph(services, LONGEST_MS);

async function post(query: string, headers: Record<string, string> = {}, extensions?: object, signal?: AbortSignal) {
  const request = new Request('http://jobs/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, extensions }),
    ...(signal && { signal }),
  });
  return (await jobs.fetch(request)).json();
}
const search = (text: string, first = 1) => `{ jobSearch(input: { text: "${text}" }, first: ${first}) { totalCount } }`;

beforeEach(() => {
  calls.length = 0;
  lines.length = 0;
});

describe('a subgraph over HTTP', () => {
  it('answers data', async () => {
    expect(await post(search('x'))).toEqual({
      data: { jobSearch: { totalCount: 30 } },
      extensions: { coverage: { ranked: 20, degraded: false } },
    });
  });

  it('gives its contract to who composes', async () => {
    expect((await post('{ _service { sdl } }')).data._service.sdl).toContain('type JobSearchConnection');
  });

  it('takes over the request id and the time that is left', async () => {
    await post(search('x'), { 'x-request-id': 'abc', 'x-tandem-deadline-ms': '150' });
    const [made] = calls;
    expect(made?.context.requestId).toBe('abc');
    expect(made?.context.deadline.remainingMs()).toBeLessThanOrEqual(150);
  });

  it('does not watch a request any longer that it has answered', async () => {
    const client = new AbortController();
    await post(search('x'), {}, undefined, client.signal);
    client.abort();
    expect(calls[0]?.context.deadline.signal.aborted).toBe(false);
  });

  it.each(['', 'soon', '-5', '99999'])('gives a request with deadline %j its own longest time', async (header) => {
    await post(search('x'), { 'x-tandem-deadline-ms': header });
    const remainingMs = calls[0]?.context.deadline.remainingMs() ?? 0;
    expect(remainingMs).toBeLessThanOrEqual(LONGEST_MS);
    expect(remainingMs).toBeGreaterThan(LONGEST_MS / 2);
  });

  it('answers refused arguments with their code', async () => {
    const { errors } = await post(search('x', 1000), { 'x-request-id': 'abc' });
    expect(errors[0].extensions).toEqual({ code: 'BAD_USER_INPUT', limit: 100, got: 1000, requestId: 'abc' });
  });

  it('masks and logs what nobody expected', async () => {
    const answer = await post(search(BROKEN_TEXT), { 'x-request-id': 'abc' });
    expect(answer.errors[0].extensions).toEqual({ code: 'INTERNAL', requestId: 'abc' });
    expect(JSON.stringify(answer)).not.toContain('secret');
    expect(lines[0]?.[0]).toMatchObject({ requestId: 'abc', err: { message: 'secret: the wire broke' } });
  });

  it('takes the caller from the extension that a gateway signed, and is asked by nobody without one', async () => {
    const acme = { id: 'key:1', tenant: 'acme', scopes: ['jobs:read'] };
    const sealed = sealCaller(acme, 'operation', services.signer, services.clock);
    await post(search('x'), {}, { tandemCaller: sealed });
    await post(search('x'));
    expect(calls.map(({ context }) => context.caller)).toEqual([acme, anonymousCaller]);
  });

  it.each([
    [
      'was signed by somebody else',
      sealCaller(developmentViewer, 'operation', createSigner('another'), services.clock),
    ],
    ['was signed for a feed', sealCaller(developmentViewer, 'feed', services.signer, services.clock)],
    ['was not signed', developmentViewer],
    ['is nobody', null],
  ])('answers 401 to a caller who %s, and runs nothing', async (_name, tandemCaller) => {
    const body = JSON.stringify({ query: search('x'), extensions: { tandemCaller } });
    const headers = { 'content-type': 'application/json', accept: 'application/json' };
    const response = await jobs.fetch(new Request('http://jobs/graphql', { method: 'POST', headers, body }));
    expect(response.status).toBe(401);
    expect(calls).toEqual([]);
  });

  it('counts its requests under its name, those in process too', async () => {
    const before = await subgraphRequests(services, 'jobs');
    await post(search('x'));
    const scope = createRequestScope('request-1', LONGEST_MS, new AbortController().signal, developmentViewer);
    await jobs.call({ query: search('x'), scope });
    expect((await subgraphRequests(services, 'jobs')) - before).toBe(2);
    expect((await subgraphRequests(services)) - before).toBe(2);
  });
});
