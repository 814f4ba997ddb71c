/** Feeds as a partner meets them over HTTP: what is refused, one task a feed, and tasks that other tenants do not see. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createKey } from '../../account/api-keys.ts';
import type { ApplyFeed } from '../../ingest/apply-feed.ts';
import { readLines } from '../../ingest/read-lines.ts';
import { runWaitingFeeds } from '../../ingest/run-feeds.ts';
import { FEED_LIMITS } from '../../runtime/feed-limits.ts';
import { createFeedQueue } from '../../stores/feed-queue.ts';
import { createTestSearch, type TestSearch } from '../helpers/test-search.ts';
import { GATEWAYS, type RunningGateway, startGateway } from './gateway-shapes.ts';
import { at, type GraphqlAnswer, postGraphql, testConfig } from './test-services.ts';

const TASK = `query($id: ID!, $first: Int) { node(id: $id) { id ... on IngestTask {
  status received indexed failed progress warnings reason errors(first: $first) { line externalId code message } } } }`;
const UPSERT = `mutation($input: JobsUpsertInput!) { jobsUpsert(input: $input) {
  task { id status } userErrors { code message field } } }`;
const EXPIRE = `mutation($input: JobsExpireInput!) { jobsExpire(input: $input) {
  expiredCount userErrors { code field } } }`;
const NDJSON = 'application/x-ndjson';
const LINE = '{"id":"1","title":"Lamp keeper"}\n';

describe.each(GATEWAYS)('a gateway with its subgraphs %s, by %s:', (shape, engine) => {
  let folder: string;
  let test: TestSearch;
  let gateway: RunningGateway;
  const keys = new Map<string, string>();

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tandem-feeds-'));
    test = await createTestSearch({ feedQueue: createFeedQueue(folder) });
    for (const [name, tenant, scopes] of [
      ['writer', 'acme', ['jobs:read', 'jobs:write']],
      ['people', 'acme', ['people:write']],
      ['reader', 'acme', ['jobs:read']],
      ['other', 'other', ['jobs:read', 'jobs:write']],
    ] as const)
      keys.set(
        name,
        (await createKey([test.services.rows], { tenant, scopes, filter: null, budget: {} }, new Date(0))).key,
      );
    const config = testConfig({ TANDEM_PROFILE: 'production', TANDEM_DEADLINE_MS: '10000', TANDEM_ENGINE: engine });
    gateway = await startGateway(shape, config, test.services);
  });
  afterAll(async () => {
    await gateway.stop();
    rmSync(folder, { recursive: true });
  });

  const as = (name: string | null) => (name === null ? {} : { authorization: `Bearer ${keys.get(name) ?? name}` });
  const send = async (
    body: string | Buffer,
    name: string | null,
    headers: Record<string, string> = {},
    to = 'jobs',
  ) => {
    const response = await fetch(`${gateway.url}/ingest/${to}`, {
      method: 'POST',
      headers: { 'content-type': NDJSON, ...as(name), ...headers },
      body: Buffer.from(body),
    });
    const json = (await response.json()) as { taskId?: string; errors?: { extensions: Record<string, unknown> }[] };
    return { status: response.status, headers: response.headers, ...json, told: json.errors?.[0]?.extensions };
  };
  const ask = (query: string, variables: object, name: string): Promise<GraphqlAnswer> =>
    postGraphql(gateway.url, { query, variables }, as(name));
  /** Works on what waits without an index; answers the lines. */
  const workOff = async (): Promise<readonly string[]> => {
    const lines: string[] = [];
    const apply: ApplyFeed = async ({ file, change, tenant }, onChange) => {
      if (change.kind === 'remove') lines.push(`${tenant} removes ${change.ids.length}`);
      else for await (const { text } of readLines(file)) lines.push(text);
      const errors = [{ line: 2, externalId: null, code: 'INVALID', message: 'no JSON' }] as const;
      onChange({ received: lines.length, failed: 1, errors, indexed: lines.length - 1, warnings: ['w'] });
    };
    await runWaitingFeeds('jobs', { ...test.services, apply }, new AbortController().signal);
    return lines;
  };

  it('refuses a feed without caller, scope, a good key or the right types, with code and request id', async () => {
    const refusals = [
      await send(LINE, null),
      await send(LINE, 'reader'),
      await send(LINE, 'people'),
      await send(LINE, 'tk_unknown'),
      await send(LINE, 'writer', { 'content-type': 'application/json' }),
      await send(LINE, 'writer', { 'content-encoding': 'br' }),
      await send(LINE, 'writer', { 'content-encoding': 'gzip' }),
      await send(' \n', 'writer'),
    ];
    expect(refusals.map(({ status, told }) => [status, told?.code])).toEqual([
      [401, 'UNAUTHENTICATED'],
      [403, 'FORBIDDEN'],
      [403, 'FORBIDDEN'],
      [401, 'UNAUTHENTICATED'],
      [415, 'BAD_REQUEST'],
      [415, 'BAD_REQUEST'],
      [400, 'BAD_USER_INPUT'],
      [400, 'BAD_USER_INPUT'],
    ]);
    expect(refusals[1]?.told?.scope).toBe('jobs:write');
    for (const { told, headers } of refusals) expect(told?.requestId).toBe(headers.get('x-request-id'));
  });

  it('refuses more lines than the limit, and says which', async () => {
    const [limit] = FEED_LIMITS.feedLines;
    const { status, told } = await send('x\n'.repeat(limit + 1), 'writer');
    expect([status, told?.code, told?.limit]).toEqual([413, 'QUERY_TOO_LARGE', limit]);
  });

  it.each([
    ['1,000 of 250 bytes and ten fields', 1_000, 250],
    ['80 of 3,000 bytes', 80, 3_000],
  ])('takes of a mutation what the documents say that one request holds: %s', async (_name, count, bytes) => {
    const posting = (index: number) => {
      const made = {
        externalId: `m${index}`,
        title: 'Diver',
        companyName: 'Pier',
        skills: ['Air', 'Sea'],
        public: true,
      };
      const fields = { ...made, applyUrl: 'https://a.example/', workplaceType: 'REMOTE', description: '' };
      return { ...fields, description: 'x'.repeat(bytes - JSON.stringify(fields).length) };
    };
    const jobs = Array.from({ length: count }, (_, index) => posting(index));
    const { data, text } = await ask(UPSERT, { input: { source: 's', jobs } }, 'writer');
    expect([at(data, 'jobsUpsert.userErrors'), text.slice(0, 300)]).toMatchObject([[], expect.any(String)]);
    expect(at(data, 'jobsUpsert.task.id')).toEqual(expect.any(String));
    await workOff();
  });

  it('lists the limits of feeds beside the others', async () => {
    const limits = await (await fetch(`${gateway.url}/limits`)).json();
    expect(limits).toMatchObject(
      Object.fromEntries(Object.entries(FEED_LIMITS).map(([name, [limit]]) => [name, limit])),
    );
  });

  it('counts feeds and lines by what became of them', async () => {
    await workOff();
    const count = async (line: string): Promise<number> =>
      Number(new RegExp(`^${line} (\\d+)$`, 'm').exec(await test.services.metrics.registry.metrics())?.[1]);
    const names = ['taken', 'refused', 'succeeded'].map((outcome) => `tandem_feeds_total\\{outcome="${outcome}"\\}`);
    const lines = ['indexed', 'failed'].map((outcome) => `tandem_feed_lines_total\\{outcome="${outcome}"\\}`);
    const counts = () => Promise.all([...names, ...lines].map(count));
    const before = await counts();
    await send(`${LINE}nonsense\n${LINE}`, 'writer');
    await send(' ', 'writer');
    await workOff();
    expect((await counts()).map((now, index) => now - (before[index] ?? 0))).toEqual([1, 1, 1, 2, 1]);
  });

  it('answers 202 with a task, which its tenant follows and nobody else sees', async () => {
    const { status, taskId: id } = await send(gzipSync(`${LINE}nonsense\n${LINE}`), 'writer', {
      'content-encoding': 'gzip',
    });
    expect(status).toBe(202);
    expect(at((await ask(TASK, { id }, 'writer')).data, 'node')).toMatchObject({
      id,
      status: 'ENQUEUED',
      progress: null,
    });
    expect(await workOff()).toEqual([LINE.trim(), 'nonsense', LINE.trim()]);
    expect(at((await ask(TASK, { id, first: 5 }, 'writer')).data, 'node')).toEqual({
      id,
      status: 'SUCCEEDED',
      received: 3,
      indexed: 2,
      failed: 1,
      progress: 1,
      warnings: ['w'],
      reason: null,
      errors: [{ line: 2, externalId: null, code: 'INVALID', message: 'no JSON' }],
    });
    for (const name of ['other', 'reader']) expect((await ask(TASK, { id }, name)).data).toEqual({ node: null });
    const tooMany = await ask(TASK, { id, first: 101 }, 'writer');
    expect(tooMany.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', limit: 100, got: 101 });
  });

  it('answers one idempotency key with one task, and people apart from jobs', async () => {
    const key = { 'idempotency-key': 'once' };
    const first = await send(LINE, 'writer', key);
    expect((await send(LINE, 'writer', key)).taskId).toBe(first.taskId);
    expect((await send(LINE, 'other', key)).taskId).not.toBe(first.taskId);
    const people = await send('{"id":"1","name":"Ada"}', 'people', key, 'people');
    expect([people.status, people.taskId === first.taskId]).toEqual([202, false]);
    expect(await workOff()).toHaveLength(2);
  });

  it('takes postings as a mutation: good ones as lines of a feed, the others told with their place', async () => {
    const job = { externalId: 'a', title: 'Keeper', description: 'Keeps.', companyName: 'Lamps' };
    const pay = { salaryMinimum: 30_000, salaryCurrency: 'GBP', locations: [{ text: 'Leeds, UK' }], public: false };
    const jobs = [job, { ...job, title: ' ' }, { ...job, salaryMaximum: 1 }, { ...job, externalId: 'b', ...pay }];
    const told = at((await ask(UPSERT, { input: { source: 's', jobs } }, 'writer')).data, 'jobsUpsert');
    expect(told).toMatchObject({
      task: { status: 'ENQUEUED' },
      userErrors: [
        { code: 'REQUIRED', field: ['jobs', '1'] },
        { code: 'REQUIRED', field: ['jobs', '2'] },
      ],
    });
    const lines = (await workOff()).map((line) => JSON.parse(line));
    expect(lines.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(lines[1]).toMatchObject({
      source: 's',
      locations: ['Leeds, UK'],
      salary: { minimum: 30_000, currency: 'GBP', period: 'YEAR' },
      public: false,
    });
    const none = await ask(UPSERT, { input: { source: 's', jobs: [] } }, 'writer');
    expect(none.data).toMatchObject({
      jobsUpsert: { task: null, userErrors: [{ code: 'REQUIRED', field: ['jobs'] }] },
    });
  });

  it('takes postings out after what was sent before, and only those of the tenant', async () => {
    const input = { source: test.jobs[0]?.source, externalIds: [test.jobs[0]?.externalId, 'unknown'] };
    const foreign = await ask(EXPIRE, { input }, 'writer');
    expect(foreign.data).toEqual({ jobsExpire: { expiredCount: 0, userErrors: [] } });
    expect(await workOff()).toEqual([]);
    await send(LINE, 'writer');
    test.clock.advance(1);
    await ask(EXPIRE, { input }, 'writer');
    expect(await workOff()).toEqual([LINE.trim(), 'acme removes 2']);
    const refused = await ask(EXPIRE, { input }, 'reader');
    expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', scope: 'jobs:write' });
  });
});
