/** Searches of every kind of caller while the Redis of two servers is struck: none fails, and Redis is used again behind it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createKey, storedKey } from '../account/api-keys.ts';
import { type RunningTandem, startTandem } from '../main.ts';
import { loadConfig } from '../runtime/config.ts';
import { at, type GraphqlAnswer, postGraphql } from './gateway/test-services.ts';
import { corruptAll, GARBAGE_KINDS, REDIS_FAULTS, type SharedRedis, startSharedRedis } from './helpers/redis-faults.ts';
import { hasNoRedis } from './helpers/redis-server.ts';

const TOKEN_SECRET = 'a secret for the tokens of this test';
const MEMBER = { tenant: 'acme', scope: 'jobs:read people:read' };

const SEARCH = `query($input: JobSearchInput!, $after: String) { jobSearch(input: $input, first: 2, after: $after) {
  coverage { reasons } pageInfo { endCursor } search { id }
  edges { node { id title } match { relevance { score } } } } }`;
const TRACK = 'mutation($input: TrackEventsInput!) { trackEvents(input: $input) { acceptedCount } }';
const SAVE = 'mutation($input: SavedSearchCreateInput!) { savedSearchCreate(input: $input) { userErrors { code } } }';
const ALLOW = 'mutation { viewerPreferencesUpdate(input: { allowProfileUse: true }) { userErrors { code } } }';

/** Of which the demo has several each. */
const ROLES = ['nurse', 'driver', 'analyst', 'teacher', 'engineer', 'manager', 'accountant', 'electrician'];

/** Kinds of values in Redis that searches and their callers leave there for longer than a moment. */
const KEPT = ['r1', 's1', 't1', 'events', 'keys', 'popularity', 'preferences', 'saved-searches', 'searches', 'seen'];

/** Who asks, and what only such callers ask. */
interface Asking {
  readonly headers: Record<string, string>;
  readonly filter: object;
  readonly textEnd: string;
}

describe.skipIf(hasNoRedis)('the Redis of two servers', () => {
  let folder = '';
  let redis: SharedRedis;
  let servers: readonly RunningTandem[] = [];
  let callers: readonly Asking[] = [];
  let member: Asking;
  /** In Redis alone. */
  let putKey: () => Promise<void>;
  let count = 0;

  const start = (name: string): Promise<RunningTandem> =>
    startTandem(
      loadConfig({
        PORT: '0',
        TANDEM_PROFILE: 'production',
        TANDEM_DATA_DIR: join(folder, name),
        TANDEM_BACKEND: 'fake',
        TANDEM_LOG_LEVEL: 'silent',
        // What is tested is no matter of time, and the machine may be busy.
        TANDEM_DEADLINE_MS: '10000',
        // Budgets are counted in Redis with every search; that of the caller without a key would end on a fast machine.
        TANDEM_LIMITS: 'requestsPerSecond=100000,pointsPerSecond=10000000',
        TANDEM_SECRET: 'a secret that both have',
        TANDEM_JWT_SECRET: TOKEN_SECRET,
        REDIS_URL: redis.url,
      }),
    );
  const allReady = ({ services }: RunningTandem): Promise<boolean> =>
    vi.waitUntil(() => services.pools.status().every(({ state }) => state === 'ready'), { timeout: 30_000 });

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tandem-faults-'));
    redis = await startSharedRedis();
    servers = [await start('first'), await start('second')];
    await Promise.all(servers.map(allReady));
    const token = await new SignJWT({ ...MEMBER, sub: 'ada', aud: 'tandem' })
      .setProtectedHeader({ alg: 'HS256' })
      .setExpirationTime('1h')
      .sign(new TextEncoder().encode(TOKEN_SECRET));
    member = { headers: { authorization: `Bearer ${token}` }, filter: { excludeSeen: true }, textEnd: ' near me' };
    const made = { tenant: 'acme', scopes: ['jobs:read'], filter: null, budget: {} };
    await untilUsed();
    const { key, id } = await createKey([first().services.rows], made, new Date());
    const row = await storedKey(first().services.rows, id);
    putKey = () => first().services.rows.put({ table: 'keys', owner: 'all' }, id, row);
    callers = [
      { headers: {}, filter: {}, textEnd: '' },
      { headers: { authorization: `Bearer ${key}` }, filter: {}, textEnd: '' },
      member,
    ];
  }, 90_000);
  afterAll(async () => {
    await Promise.all(servers.map((server) => server.stop()));
    await redis.remove();
    rmSync(folder, { recursive: true });
  });

  const first = (): RunningTandem => {
    const [server] = servers;
    if (server === undefined) throw new Error('expected a server');
    return server;
  };
  const whole = (answer: GraphqlAnswer): GraphqlAnswer => {
    expect({ status: answer.status, errors: answer.errors }).toEqual({ status: 200, errors: undefined });
    // A busy machine may leave other parts out.
    expect(at(answer.data, 'jobSearch.coverage.reasons')).not.toContain('CACHE_UNAVAILABLE');
    return answer;
  };
  /** Two pages; the second one is read from the record, which no memory has. */
  const search = async (server: RunningTandem, by: Asking, text: string): Promise<GraphqlAnswer> => {
    const input = { text: text + by.textEnd, filter: by.filter };
    const ask = async (after: unknown) =>
      whole(await postGraphql(server.url, { query: SEARCH, variables: { input, after } }, by.headers));
    const page = await ask(null);
    expect(at(page.data, 'jobSearch.edges.0.node.title')).toEqual(expect.any(String));
    server.services.memory.records.clear();
    // It is written behind the answer.
    await vi.waitFor(() => ask(at(page.data, 'jobSearch.pageInfo.endCursor')), { timeout: 15_000 });
    return page;
  };
  const searchAll = async (text: () => string): Promise<void> => {
    for (const by of callers) for (const server of servers) await search(server, by, text());
  };
  const fresh = (): string => {
    count += 1;
    return `${ROLES[count % ROLES.length]} of team ${count}`;
  };
  /** A search of each server leaves its record, its scores and its text in Redis, and what it costs is counted there. */
  const untilUsed = async (): Promise<void> => {
    for (const { url } of servers) {
      await redis.ask(async (client) => [await client.flushall(), await client.config('RESETSTAT')]);
      await vi.waitFor(
        async () => {
          const input = { text: fresh() };
          whole(await postGraphql(url, { query: SEARCH, variables: { input } }));
          const names = await redis.ask((client) => client.keys('tandem:*'));
          // A budget is seen by its calls alone: what is left of one that is full again is nothing.
          expect(names.map((name) => name.split(':')[1])).toEqual(expect.arrayContaining(['r1', 's1', 't1']));
          const [, calls, failed] =
            /cmdstat_eval:calls=(\d+).*failed_calls=(\d+)/.exec(
              await redis.ask((client) => client.info('commandstats')),
            ) ?? [];
          expect(Number(calls)).toBeGreaterThan(Number(failed));
        },
        { timeout: 30_000, interval: 100 },
      );
    }
  };
  /** Leaves rows of every kind that a member leaves. */
  const leaveRows = async (text: string): Promise<void> => {
    await putKey();
    const { data } = await search(first(), member, text);
    const [searchId, documentId] = ['search.id', 'edges.0.node.id'].map((path) => at(data, `jobSearch.${path}`));
    const event = { eventId: text, kind: 'VIEW', searchId, documentIds: [documentId], occurredAt: new Date() };
    const changes = [
      { query: TRACK, variables: { input: { events: [event] } } },
      { query: SAVE, variables: { input: { name: text, searchId } } },
      { query: ALLOW },
    ];
    for (const change of changes) {
      const { status, errors } = await postGraphql(first().url, change, member.headers);
      expect({ status, errors }).toEqual({ status: 200, errors: undefined });
    }
  };

  it.each(REDIS_FAULTS)(
    'that is $name fails no search, and is used again behind it',
    { timeout: 180_000 },
    async (fault) => {
      await leaveRows(fresh());
      await vi.waitFor(() => searchAll(fresh), { timeout: 60_000 });
      try {
        await fault.strike(redis);
        for (let round = 0; round < 3; round += 1) await searchAll(fresh);
      } finally {
        await fault.end(redis);
      }
      await searchAll(fresh);
      await untilUsed();
    },
  );

  it('whose values are garbage of every kind fails no search that reads them', { timeout: 300_000 }, async () => {
    const kinds = new Set<string>();
    for (let round = 0; round < GARBAGE_KINDS; round += 1) {
      const text = fresh();
      await leaveRows(text);
      for (const by of callers) await search(first(), by, text);
      for (const kind of await corruptAll(redis, round)) kinds.add(kind);
      await searchAll(() => text);
      await redis.ask((client) => client.flushall());
    }
    expect([...kinds]).toEqual(expect.arrayContaining(KEPT));
  });
});
