/** HTTP around one subgraph: operations, limits, and what those who run it ask. */
import { request } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { createSubgraphServer } from '../../cli/subgraph-server.ts';
import type { Subgraph } from '../../subgraphs/subgraph.ts';
import { createTestServices, testConfig } from '../gateway/test-services.ts';

async function startServer(fetch: Subgraph['fetch']): Promise<string> {
  const { services } = createTestServices();
  const status = () => ({ reasons: [], workers: [{ pool: 'ebr', pid: 7, state: 'ready' } as const] });
  const server = createSubgraphServer({ name: 'insights', fetch }, { ...services, config: testConfig(), status });
  onTestFinished(() => server.stop(0));
  return (await server.listen(0, '127.0.0.1')).url;
}

const echo: Subgraph['fetch'] = async (asked) =>
  Response.json({ headers: Object.fromEntries(asked.headers), body: await asked.text() });

test('an operation goes to the subgraph with the headers that it reads, and no others', async () => {
  const url = await startServer(echo);
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json',
    'x-request-id': 'abc',
    'x-tandem-deadline-ms': '150',
    'x-tandem-lane': 'batch',
    traceparent: 't',
    cookie: 'c',
  };
  const answer = await fetch(`${url}/graphql`, { method: 'POST', headers, body: '{"query":"{ a }"}' });
  const { cookie, ...passed } = headers;
  expect(await answer.json()).toEqual({ headers: passed, body: '{"query":"{ a }"}' });
  expect(answer.headers.get('x-request-id')).toBe('abc');
});

test('a megabyte and the longest caller are taken, more is 413', async () => {
  const url = await startServer(echo);
  const post = (bytes: number) => fetch(`${url}/graphql`, { method: 'POST', body: 'x'.repeat(bytes) });
  expect((await post(1_414_486)).status).toBe(200);
  expect((await post(1_414_487)).status).toBe(413);
});

test('it tells whether it is alive and ready, with workers, and its metrics', async () => {
  const url = await startServer(echo);
  expect((await fetch(`${url}/livez`)).status).toBe(200);
  const readiness = await fetch(`${url}/readyz`, { headers: { accept: 'application/json' } });
  expect(await readiness.json()).toEqual({
    ready: true,
    reasons: [],
    workers: [{ pool: 'ebr', pid: 7, state: 'ready' }],
  });
  expect(await (await fetch(`${url}/metrics`)).text()).toContain('tandem_subgraph_requests_total{subgraph="jobs"} 0');
  expect((await fetch(`${url}/graphql`)).status).toBe(405);
  expect((await fetch(`${url}/graphiql`)).status).toBe(404);
});

test('a gateway that hangs up ends the work that was done for it', async () => {
  let hangUp = (): void => undefined;
  const aborted = new Promise<void>((resolve) => {
    const wait: Subgraph['fetch'] = (asked) => {
      asked.signal.addEventListener('abort', () => resolve());
      hangUp();
      return new Promise(() => undefined);
    };
    void startServer(wait).then((url) => {
      const call = request(`${url}/graphql`, { method: 'POST' });
      call.once('error', () => undefined);
      hangUp = () => call.destroy();
      call.end('{}');
    });
  });
  await aborted;
});
