/** Two whole programs on one Redis share scores and searches, and neither fails a search when it is frozen or killed. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type RunningTandem, startTandem } from '../main.ts';
import { loadConfig } from '../runtime/config.ts';
import { createLogger, createMetrics } from '../runtime/telemetry.ts';
import { openRedis, type RedisConnection } from '../stores/open-redis.ts';
import { postGraphql } from './gateway/test-services.ts';
import { hasNoRedis, type RedisServer, redisServer } from './helpers/redis-server.ts';

interface Page {
  readonly coverage: { readonly degraded: boolean; readonly ranked: number; readonly reasons: readonly string[] };
  readonly pageInfo: { readonly endCursor: string };
  readonly edges: readonly {
    readonly node: { readonly id: string };
    readonly match: { readonly relevance: { readonly score: number } | null };
  }[];
}

const SEARCH = `query($text: String!, $after: String) { jobSearch(input: { text: $text }, first: 2, after: $after) {
  coverage { degraded ranked reasons } pageInfo { endCursor } edges { node { id } match { relevance { score } } } } }`;

describe.skipIf(hasNoRedis)('two servers on one Redis', () => {
  let folder = '';
  let redis: RedisServer;
  let witness: RedisConnection;
  let first: RunningTandem;
  let second: RunningTandem;

  const start = (name: string): Promise<RunningTandem> =>
    startTandem(
      loadConfig({
        PORT: '0',
        TANDEM_DATA_DIR: join(folder, name),
        TANDEM_BACKEND: 'fake',
        TANDEM_LOG_LEVEL: 'silent',
        // What is tested is no matter of time, and the machine may be busy.
        TANDEM_DEADLINE_MS: '10000',
        TANDEM_SECRET: 'a secret that both have',
        REDIS_URL: redis.url,
      }),
    );

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tandem-shared-'));
    redis = redisServer();
    await redis.start();
    witness = openRedis({
      url: redis.url,
      logger: createLogger('silent'),
      metrics: createMetrics(),
      timeLimitMs: 5_000,
    });
    first = await start('first');
    second = await start('second');
    for (const { services } of [first, second]) {
      const states = () => services.pools.status().map(({ state }) => state);
      await vi.waitUntil(() => states().every((state) => state === 'ready'), { timeout: 15_000, interval: 50 });
    }
  }, 60_000);
  afterAll(async () => {
    await first.stop();
    await second.stop();
    await witness.close();
    await redis.remove();
    rmSync(folder, { recursive: true });
  });

  const scoredItems = async ({ services }: RunningTandem): Promise<number> => {
    const { values } = await services.metrics.modelItems.get();
    return values.find(({ labels }) => labels.task === 'score')?.value ?? Number.NaN;
  };
  const search = async ({ url }: RunningTandem, text: string, after: string | null = null): Promise<Page> => {
    const { data, errors } = await postGraphql(url, { query: SEARCH, variables: { text, after } });
    expect(errors).toBeUndefined();
    return (data as { jobSearch: Page }).jobSearch;
  };
  /** Nobody waits for what is written behind an answer: the test does. */
  const searchAndShare = async (text: string): Promise<Page> => {
    const keysBefore = await witness.call((client) => client.dbsize());
    const page = await search(first, text);
    await vi.waitFor(
      async () => {
        const keys = await witness.call((client) => client.dbsize());
        expect(keys).toBeGreaterThan(keysBefore + page.coverage.ranked);
      },
      { timeout: 3_000 },
    );
    return page;
  };
  /** Each is new to both when it is taken. */
  const texts = 'nurse driver analyst teacher engineer manager chef accountant electrician designer'.split(' ');

  // Busy machines answer late now and then, and late is away; a new text is one that neither of the two has seen.
  it('share scores: the second one scores only what it reads deeper than the first one', { retry: 2 }, async () => {
    const text = texts.pop() ?? '';
    const page = await searchAndShare(text);
    expect(page.coverage.ranked).toBeGreaterThan(10);
    const before = await scoredItems(second);
    const repeated = await search(second, text);
    // How deep each of them reads follows the times that it has measured itself.
    const deeper = Math.max(0, repeated.coverage.ranked - page.coverage.ranked);
    expect((await scoredItems(second)) - before).toBe(deeper);
    const settled = await search(first, text);
    const scoreOf = new Map(settled.edges.map(({ node, match }) => [node.id, match.relevance?.score]));
    for (const { node, match } of repeated.edges) expect(match.relevance?.score).toBe(scoreOf.get(node.id));
  });

  it('share searches: the second one continues what the first one began', { retry: 2 }, async () => {
    const text = texts.pop() ?? '';
    const page = await searchAndShare(text);
    const next = await search(second, text, page.pageInfo.endCursor);
    const ids = [...page.edges, ...next.edges].map(({ node }) => node.id);
    expect(new Set(ids).size).toBe(4);
  });

  it.each([
    ['frozen', () => redis.freeze()],
    ['killed', () => redis.kill()],
  ])('fail no search when it is %s, and miss nothing', async (_how, disturb) => {
    await disturb();
    for (const server of [first, second, first]) {
      const text = texts.pop() ?? '';
      const page = await search(server, text);
      expect(page.coverage).toMatchObject({ degraded: false, reasons: [] });
      server.services.memory.records.clear();
      // Its record is on disk as soon as Redis did not take it.
      const next = await vi.waitFor(() => search(server, text, page.pageInfo.endCursor), { timeout: 5_000 });
      expect(next.edges).toHaveLength(2);
    }
    await redis.kill();
    await redis.start();
    // It comes back empty, and what a search leaves behind is in it again.
    await vi.waitFor(
      async () => {
        await search(first, 'painter');
        expect(await witness.call((client) => client.dbsize())).toBeGreaterThan(0);
      },
      { timeout: 5_000 },
    );
  });
});
