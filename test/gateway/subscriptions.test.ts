/** Subscriptions over server-sent events: the way from a subgraph that tells events to a client that reads them. */

import { GraphQLError } from 'graphql';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { CallableSubgraph } from '../../gateway/data-source.ts';
import { createGateway, type Gateway } from '../../gateway/server.ts';
import { readSupergraph } from '../../gateway/supergraph.ts';
import { SUBGRAPH_NAMES } from '../../runtime/subgraph-urls.ts';
import { createNamedSubgraph } from '../../subgraphs/create-named-subgraph.ts';
import { postStream } from './read-parts.ts';
import { createTestServices, postGraphql, testConfig } from './test-services.ts';

const EVENTS = { accept: 'text/event-stream' };
const MANY_ERRORS = 1_000;
/** A graph of the tests only, where jobs tells ticks. */
const withTicks = (sdl: string): string =>
  sdl.replace(
    /type Subscription @join__type\(graph: ACCOUNT\)([^{]*)\{/,
    'type Subscription @join__type(graph: ACCOUNT) @join__type(graph: JOBS)$1{ ticks(to: Int!): Int! @join__field(graph: JOBS)',
  );

describe('a subscription', () => {
  const { services } = createTestServices();
  let [gateway, url]: [Gateway | null, string] = [null, ''];
  let ended = 0;
  const asked: unknown[] = [];

  async function* ticks(to: number, signal: AbortSignal | undefined) {
    try {
      for (let tick = 1; tick <= Math.min(to, 5); tick++) yield { data: { ticks: tick } };
      if (to === MANY_ERRORS)
        yield { errors: Array.from({ length: 15 }, () => new GraphQLError('secret: a wire broke')) };
      if (to === 0) await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()));
    } finally {
      ended += 1;
    }
  }
  const subscribe: CallableSubgraph['subscribe'] = async ({ variables, scope, signal }) => {
    asked.push(scope.requestId);
    const to = Number(variables?.to);
    return to < 0
      ? { errors: [new GraphQLError('to must be 0 or more', { extensions: { code: 'BAD_USER_INPUT' } })] }
      : ticks(to, signal);
  };

  beforeAll(async () => {
    const { logger, metrics } = services;
    const subgraphs = SUBGRAPH_NAMES.map((name) => {
      const subgraph = createNamedSubgraph(name, services, 2_000);
      return name === 'jobs' ? { ...subgraph, subscribe } : subgraph;
    });
    const config = testConfig({ TANDEM_DEADLINE_MS: '2000' });
    gateway = await createGateway({
      config,
      logger,
      metrics,
      subgraphs,
      findKey: async () => null,
      takeFeed: () => Promise.reject(new Error('expected no feed')),
      status: () => ({ ready: true, reasons: [], workers: [] }),
    });
    url = (await gateway.listen(0)).url;
    await gateway.swapSupergraph(withTicks(readSupergraph()));
  });
  afterAll(() => gateway?.stop(0));
  const query = 'subscription($to: Int!) { ticks(to: $to) }';

  it('is one event for each answer, and one that says that there are no more', async () => {
    const { text, status, headers } = await postStream(
      url,
      { query, variables: { to: 2 } },
      { ...EVENTS, 'x-request-id': 'me' },
    );
    expect([status, headers.get('content-type'), asked.at(-1)]).toEqual([200, 'text/event-stream', 'me']);
    const events = text.split('\n').filter((line) => line !== ':' && line !== '');
    expect(events).toEqual([
      'event: next',
      'data: {"data":{"ticks":1}}',
      'event: next',
      'data: {"data":{"ticks":2}}',
      'event: complete',
      'data:',
    ]);
  });

  it('that is refused, or not valid, is told as an error with its code', async () => {
    const codeOf = async (to: unknown) => (await postStream(url, { query, variables: { to } }, EVENTS)).text;
    expect(await codeOf(-1)).toContain('"code":"BAD_USER_INPUT"');
    expect(await codeOf('x')).toContain('"code":"BAD_USER_INPUT"');
    expect((await postStream(url, { query: 'subscription { tocks }' }, EVENTS)).text).toContain(
      'GRAPHQL_VALIDATION_FAILED',
    );
  });

  it('tells of the errors of an event as many as of any answer, and masked as ever', async () => {
    const { parts, text } = await postStream(
      url,
      { query, variables: { to: MANY_ERRORS } },
      { ...EVENTS, 'x-request-id': 'me' },
    );
    const told = parts.at(-1)?.errors?.map(({ extensions }) => extensions);
    expect(told).toEqual(Array.from({ length: 10 }, () => ({ code: 'INTERNAL', requestId: 'me' })));
    expect(text).not.toContain('secret');
  });

  it('outlives the deadline of a search, and its source ends when the client goes away', async () => {
    const client = new AbortController();
    const before = ended;
    const open = asked.length;
    const answer = postStream(url, { query, variables: { to: 0 } }, EVENTS, client.signal);
    await vi.waitUntil(() => asked.length > open);
    expect(ended).toBe(before);
    client.abort();
    await expect(answer).rejects.toThrow();
    await vi.waitUntil(() => ended === before + 1);
  });

  it('is refused at /graphql, which has one answer only, with the way to go', async () => {
    const { status, errors } = await postGraphql(url, { query, variables: { to: 1 } });
    expect([status, errors?.[0]?.extensions.code]).toEqual([400, 'BAD_REQUEST']);
    expect(errors?.[0]?.message).toContain('at /graphql/stream');
  });

  it('ends in order when the server stops', async () => {
    const open = asked.length;
    const answer = postStream(url, { query, variables: { to: 0 } }, EVENTS);
    await vi.waitUntil(() => asked.length > open);
    await gateway?.stop(5_000);
    expect((await answer).text).toContain('event: complete');
  });
});
