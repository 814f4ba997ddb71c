/** What a subscription is held to: who may open it, how many, what it costs, and for how long its caller stays known. */

import { setImmediate } from 'node:timers/promises';
import { GraphQLError } from 'graphql';
import { SignJWT } from 'jose';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createKey } from '../../../account/api-keys.ts';
import { createKeyRing, type FindKey } from '../../../account/key-ring.ts';
import { systemClock } from '../../../runtime/clock.ts';
import { TandemError } from '../../../runtime/errors.ts';
import { createMemoryRows } from '../../../stores/rows-memory.ts';
import { postStream, type StreamPart } from '../read-parts.ts';
import { type TickingGateway, tickingGateway } from '../ticking-gateway.ts';

const TICKS = 'subscription($to: Int!) { ticks(to: $to) }';
const EVENTS = { accept: 'text/event-stream' };
const codesOf = (parts: readonly StreamPart[]): unknown[] =>
  parts.flatMap(({ errors = [] }) => errors.map(({ extensions }) => extensions.code));

let ticking: TickingGateway | null = null;
const start = async (...given: Parameters<typeof tickingGateway>): Promise<TickingGateway> => {
  ticking = await tickingGateway(...given);
  return ticking;
};
afterEach(async () => {
  vi.useRealTimers();
  await ticking?.gateway.stop(0);
  ticking = null;
});

/** Keys of one tenant, as a server knows them; `state.refuses` has it refuse them all. */
async function keysWith(...scopeLists: readonly (readonly ['admin' | 'jobs:write'] | readonly [])[]) {
  const rows = createMemoryRows();
  const ring = createKeyRing([rows], systemClock);
  const state: { refuses: null | 'revoked' | 'away' } = { refuses: null };
  const findKey: FindKey = async (id) => {
    if (state.refuses === 'away') throw new TandemError('IDENTITY_UNAVAILABLE', 'the store of keys does not answer');
    return state.refuses === 'revoked' ? null : ring(id);
  };
  const headers = [];
  for (const scopes of scopeLists) {
    const { key } = await createKey([rows], { tenant: 'acme', scopes, filter: null, budget: {} }, new Date(0));
    headers.push({ ...EVENTS, authorization: `Bearer ${key}` });
  }
  return { findKey, state, headers: headers as Record<string, string>[] };
}

describe('of subscriptions one caller', () => {
  it.each(['text/event-streamx', 'application/json;x=text/event-stream'])(
    'has the place back of one that nobody can read, because it accepts %s',
    async (accept) => {
      const { findKey, headers } = await keysWith([]);
      const { url } = await start({ findKey, settings: { TANDEM_LIMITS: 'subscriptions=1' } });
      const open = (own: Record<string, string>, to: number) =>
        postStream(url, { query: TICKS, variables: { to } }, { ...headers[0], ...own });
      for (let round = 0; round < 2; round += 1) expect((await open({ accept }, 0)).status).toBe(406);
      const { parts } = await open(EVENTS, 1);
      expect([parts[0]?.data, codesOf(parts)]).toEqual([{ ticks: 1 }, []]);
    },
  );

  it('has so many open at once, those of others and those that ended not counted', async () => {
    const { findKey, headers } = await keysWith([], []);
    const [own, other] = headers;
    const { url, asked, endedCount } = await start({ findKey, settings: { TANDEM_LIMITS: 'subscriptions=2' } });
    const client = new AbortController();
    const open = (signal?: AbortSignal) => postStream(url, { query: TICKS, variables: { to: 0 } }, own, signal);
    const first = open(client.signal);
    void open().catch(() => undefined);
    await vi.waitUntil(() => asked.length === 2, { timeout: 10_000 });
    const { parts } = await open();
    expect(codesOf(parts)).toEqual(['RATE_LIMITED']);
    expect([parts[0]?.errors?.[0]?.message, asked.length]).toEqual([expect.stringContaining('2 subscriptions'), 2]);
    expect(codesOf((await postStream(url, { query: TICKS, variables: { to: 1 } }, other)).parts)).toEqual([]);
    client.abort();
    await expect(first).rejects.toThrow();
    await vi.waitUntil(() => endedCount() === 2, { timeout: 10_000 });
    const again = () => postStream(url, { query: TICKS, variables: { to: 1 } }, own);
    for (let time = 0; time < 3; time += 1) expect(codesOf((await again()).parts)).toEqual([]);
  });

  it('gets its place back when the subgraph refuses, or the request is not good', async () => {
    const { url } = await start({ settings: { TANDEM_LIMITS: 'subscriptions=1' } });
    const open = (to: unknown) => postStream(url, { query: TICKS, variables: { to } }, EVENTS);
    for (const to of [-1, -1, 'x', 'x']) expect(codesOf((await open(to)).parts)).toEqual(['BAD_USER_INPUT']);
    expect((await open(1)).parts[0]?.data).toEqual({ ticks: 1 });
  });
});

it.each([
  ['who may not hear it', 'subscription { secrets }', {}, 'FORBIDDEN', 200],
  ['whose input is wrong', TICKS, { to: -1 }, 'BAD_USER_INPUT', 400],
  ['whose variables are wrong', TICKS, { to: 'x' }, 'BAD_USER_INPUT', 400],
])(
  'a caller %s is refused with the status that the code has elsewhere',
  async (_who, query, variables, code, status) => {
    const { findKey, headers } = await keysWith([]);
    const { url } = await start({ findKey });
    const answer = await postStream(url, { query, variables }, { ...headers[0], accept: 'multipart/mixed' });
    expect([codesOf(answer.parts), answer.status]).toEqual([[code], status]);
  },
);

it('a subscription is paid in full when it opens, and its first event says so', async () => {
  const { url } = await start({
    settings: { TANDEM_PROFILE: 'production', TANDEM_LIMITS: 'pointsPerSecond=1', TANDEM_SECRET: 'x'.repeat(32) },
  });
  const open = () => postStream(url, { query: TICKS, variables: { to: 2 } }, EVENTS);
  const { parts } = await open();
  expect(parts.map(({ extensions }) => extensions?.cost)).toMatchObject([
    { requested: 3, actual: 3, limit: 10 },
    undefined,
  ]);
  await open();
  await open();
  expect((await open()).text).toContain('RATE_LIMITED');
});

describe('@access holds before the subgraph is asked', () => {
  it('for the subscription itself', async () => {
    const { findKey, headers } = await keysWith([], ['admin']);
    const { url, asked } = await start({ findKey });
    for (const query of [
      'subscription { secrets }',
      'subscription { ...S } fragment S on Subscription { mine: secrets }',
    ]) {
      const { parts } = await postStream(url, { query }, headers[0]);
      expect(parts[0]?.errors?.[0]).toMatchObject({
        path: [query.includes('mine') ? 'mine' : 'secrets'],
        extensions: { code: 'FORBIDDEN', scope: 'admin', requestId: expect.any(String) },
      });
    }
    expect(asked).toEqual([]);
    await postStream(url, { query: 'subscription { secrets }' }, headers[1]);
    expect(asked.map(({ query }) => query)).toEqual([expect.stringContaining('secrets')]);
  });

  it('for parts of what it tells, which are null with the reason', async () => {
    const { findKey, headers } = await keysWith([]);
    const { url, asked } = await start({ findKey, events: [{ data: { posting: { id: 'job1', denied0: 'Job' } } }] });
    const { parts } = await postStream(url, { query: 'subscription { posting { id hidden } }' }, headers[0]);
    expect(asked[0]?.query).not.toContain('hidden');
    expect(parts[0]).toMatchObject({
      data: { posting: { id: 'job1', hidden: null } },
      errors: [{ path: ['posting', 'hidden'], extensions: { code: 'FORBIDDEN', scope: 'admin' } }],
    });
  });
});

it('errors of events are masked, named by their request and no more than elsewhere', async () => {
  const secret = new GraphQLError('connect ECONNREFUSED 10.0.0.7:6379');
  const told = {
    message: 'from afar',
    extensions: { code: 'BAD_USER_INPUT', serviceName: 'jobs' },
  } as unknown as GraphQLError;
  const events = [{ errors: [secret] }, { data: null, errors: [told] }, { errors: Array(30).fill(told) }];
  const { url } = await start({ events });
  const { text, parts } = await postStream(
    url,
    { query: TICKS, variables: { to: 1 } },
    { ...EVENTS, 'x-request-id': 'me' },
  );
  expect(text).not.toMatch(/ECONNREFUSED|serviceName/);
  expect(parts.slice(0, 2).map(({ errors }) => errors?.map(({ extensions }) => extensions))).toEqual([
    [{ code: 'INTERNAL', requestId: 'me' }],
    [{ code: 'BAD_USER_INPUT', requestId: 'me' }],
  ]);
  expect(parts[2]?.errors).toHaveLength(10);
});

describe('a subscription whose caller', () => {
  it('has a token that comes to its end, ends with it', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    const secret = 'a secret of these tests, long enough';
    const claims = { sub: 'm', tenant: 'acme', aud: 'tandem', exp: Math.floor(Date.now() / 1_000) + 2 };
    const token = await new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(secret));
    const { url, asked, endedCount } = await start({ settings: { TANDEM_JWT_SECRET: secret } });
    const headers = { ...EVENTS, authorization: `Bearer ${token}` };
    const answer = postStream(url, { query: TICKS, variables: { to: 0 } }, headers);
    await vi.waitUntil(() => asked.length === 1, { timeout: 10_000 });
    // 30 s are for clocks that differ.
    await vi.advanceTimersByTimeAsync(29_000);
    expect(endedCount()).toBe(0);
    // Tokens are checked beside the event loop, which has to turn.
    for (; endedCount() === 0; await setImmediate()) await vi.advanceTimersByTimeAsync(1_000);
    const { parts } = await answer;
    expect([codesOf(parts), parts[0]?.errors?.[0]?.message]).toEqual([
      ['UNAUTHENTICATED'],
      expect.stringContaining('"exp" claim timestamp check failed'),
    ]);
  });

  it.each([
    ['is revoked', 'revoked', 'UNAUTHENTICATED'],
    ['nobody can check any more', 'away', 'IDENTITY_UNAVAILABLE'],
  ] as const)('%s ends within a second, with the reason as its last event', async (_what, refuses, code) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { findKey, state, headers } = await keysWith([]);
    const { url, asked, endedCount } = await start({ findKey });
    const answer = postStream(url, { query: TICKS, variables: { to: 0 } }, headers[0]);
    await vi.waitUntil(() => asked.length === 1, { timeout: 10_000 });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(endedCount()).toBe(0);
    state.refuses = refuses;
    await vi.advanceTimersByTimeAsync(1_000);
    const { parts, text } = await answer;
    expect(codesOf(parts)).toEqual([code]);
    expect(parts[0]?.errors?.[0]?.message).toContain('the subscription has ended: ');
    expect(text.trimEnd()).toMatch(/event: complete\ndata:$/);
    await vi.waitUntil(() => endedCount() === 1, { timeout: 10_000 });
  });
});
