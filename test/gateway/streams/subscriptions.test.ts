/** Subscriptions over server-sent events: the way from a subgraph that tells events to a client that reads them. */

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { postStream } from '../read-parts.ts';
import { postGraphql } from '../test-services.ts';
import { type TickingGateway, tickingGateway } from '../ticking-gateway.ts';

const EVENTS = { accept: 'text/event-stream' };

describe('a subscription', () => {
  let ticking: TickingGateway;
  let [url, asked]: [string, TickingGateway['asked']] = ['', []];
  beforeAll(async () => {
    ticking = await tickingGateway();
    ({ url, asked } = ticking);
  });
  afterAll(() => ticking.gateway.stop(0));
  const query = 'subscription($to: Int!) { ticks(to: $to) }';

  it('is one event for each answer, and one that says that there are no more', async () => {
    const { text, status, headers } = await postStream(
      url,
      { query, variables: { to: 2 } },
      { ...EVENTS, 'x-request-id': 'me' },
    );
    expect([status, headers.get('content-type'), asked.at(-1)?.requestId]).toEqual([200, 'text/event-stream', 'me']);
    const events = text.split('\n').filter((line) => line !== ':' && line !== '');
    expect(events).toEqual([
      'event: next',
      'data: {"data":{"ticks":1},"extensions":{"cost":{"requested":3,"actual":3,"limit":10000,"remaining":10000,"restoreRate":1000}}}',
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

  it('outlives the deadline of a search, and its source ends when the client goes away', async () => {
    const client = new AbortController();
    const before = ticking.endedCount();
    const open = asked.length;
    const answer = postStream(url, { query, variables: { to: 0 } }, EVENTS, client.signal);
    await vi.waitUntil(() => asked.length > open);
    expect(ticking.endedCount()).toBe(before);
    client.abort();
    await expect(answer).rejects.toThrow();
    await vi.waitUntil(() => ticking.endedCount() === before + 1);
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
    await ticking.gateway.stop(5_000);
    expect((await answer).text).toContain('event: complete');
  });
});
