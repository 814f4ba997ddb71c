/** Feeds from the door to the index: one task a key, an order, ends that are told, and nothing lost when a process dies. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { acceptFeed, acceptRemoval, type Feed } from '../../ingest/accept-feed.ts';
import { type ApplyFeed, createApplyFeed } from '../../ingest/apply-feed.ts';
import { documentId } from '../../ingest/normalise-parts.ts';
import { runWaitingFeeds } from '../../ingest/run-feeds.ts';
import { foldText } from '../../models/text.ts';
import { TandemError } from '../../runtime/errors.ts';
import { STANDARD_FEED_LIMITS } from '../../runtime/feed-limits.ts';
import { createMetrics } from '../../runtime/telemetry.ts';
import type { TandemDocument, Vertical } from '../../stores/documents.ts';
import { createMemoryDocuments } from '../../stores/documents-memory.ts';
import { createMemoryEmbeddings } from '../../stores/embeddings-memory.ts';
import { loadFacts } from '../../stores/facts-files.ts';
import { createFeedQueue } from '../../stores/feed-queue.ts';
import { ingestTask } from '../../stores/ingest-tasks.ts';
import { createMemoryRows } from '../../stores/rows-memory.ts';
import { readDocuments } from '../../stores/segment-files.ts';
import { segmentFolder } from '../../stores/segment-format.ts';
import { lockVertical } from '../../stores/segment-lock.ts';
import { readPointer } from '../../stores/segment-pointer.ts';
import { fakeEncoder } from '../helpers/fake-encoder.ts';
import { manualClock } from '../helpers/manual-clock.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

const facts = loadFacts(foldText);
const DAY_MS = 24 * 60 * 60 * 1_000;
const NEVER = new AbortController().signal;

function workplace() {
  const dataDir = temporaryFolder();
  const clock = manualClock();
  const metrics = createMetrics();
  const door = { feedQueue: createFeedQueue(dataDir), rows: createMemoryRows(), clock, metrics };
  const tools = { dataDir, encoder: fakeEncoder(), facts, documents: createMemoryDocuments(), clock };
  const index = createApplyFeed(() => ({ ...tools, embeddings: createMemoryEmbeddings() }));
  const errors: unknown[] = [];
  const send = (lines: readonly (object | string)[], changes: Partial<Feed> = {}, limits = STANDARD_FEED_LIMITS) =>
    acceptFeed(
      door,
      {
        vertical: 'jobs',
        tenant: 'acme',
        idempotencyKey: null,
        defaultSource: 'feed',
        body: bodyOf(lines),
        ...changes,
      },
      limits,
    );
  const run = (apply: ApplyFeed = index, vertical: Vertical = 'jobs', signal = NEVER): Promise<number> =>
    runWaitingFeeds(vertical, { ...door, apply, logger: { error: (entry: unknown) => errors.push(entry) } }, signal);
  const task = (id: string, tenant = 'acme') => ingestTask(door.rows, tenant, id);
  const indexed = async (vertical: Vertical = 'jobs'): Promise<readonly TandemDocument[]> => {
    const pointer = await readPointer(dataDir, vertical);
    const found: TandemDocument[] = [];
    if (pointer !== null)
      for await (const each of readDocuments(segmentFolder(dataDir, vertical, pointer.current))) found.push(each);
    return found;
  };
  return { dataDir, door, clock, send, run, task, indexed, errors };
}

async function* bodyOf(lines: readonly (object | string)[]): AsyncGenerator<Buffer> {
  yield Buffer.from(lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'));
}

const job = (id: string, changes: object = {}) => ({ id, title: `Lamp keeper ${id}`, source: 'board', ...changes });

test('good lines are indexed as those of the tenant, bad ones are told with line, id and code', async () => {
  const { send, run, task, indexed } = workplace();
  const lines = [
    job('1'),
    '{"id": "2", "tit',
    '',
    job('3', { public: false, shoeSize: 9 }),
    job('4', { title: undefined }),
  ];
  const id = await send(lines);
  expect(await task(id)).toMatchObject({ status: 'ENQUEUED', progress: null, received: 0 });
  expect(await run()).toBe(1);
  expect(await task(id)).toMatchObject({
    status: 'SUCCEEDED',
    received: 4,
    indexed: 2,
    failed: 2,
    progress: 1,
    errors: [
      { line: 2, externalId: null, code: 'INVALID' },
      { line: 5, externalId: '4', code: 'REQUIRED', message: 'title is missing' },
    ],
    warnings: ['fields that are not used: shoeSize'],
    reason: null,
  });
  const ids = (await indexed()).map((each) => [each.id, each.tenant]);
  expect(ids).toEqual([
    [documentId('jobs', 'board', '1', 'acme'), undefined],
    [documentId('jobs', 'board', '3', 'acme'), 'acme'],
  ]);
});

test('people are their tenant’s alone unless the line says public', async () => {
  const { send, run, indexed } = workplace();
  const people = [
    { id: '1', name: 'Ada Byron' },
    { id: '2', name: 'Alan Mathison', public: true },
  ];
  await send(people, { vertical: 'people' });
  await run(undefined, 'people');
  expect((await indexed('people')).map(({ tenant }) => tenant)).toEqual(['acme', undefined]);
});

test('two tenants with one source and id have two documents, and neither removes that of the other', async () => {
  const { send, run, indexed, door, clock } = workplace();
  await send([job('1')]);
  await send([job('1')], { tenant: 'other' });
  clock.advance(1);
  const id = documentId('jobs', 'board', '1', 'other');
  await acceptRemoval(door, { tenant: 'other', vertical: 'jobs', ids: [id] });
  await run();
  expect((await indexed()).map((each) => each.id)).toEqual([documentId('jobs', 'board', '1', 'acme')]);
  expect(documentId('jobs', 'board', '1')).not.toBe(id);
});

test('a feed of which no line can be indexed has failed, and tells of no file', async () => {
  const { send, run, task, dataDir } = workplace();
  const id = await send(['nonsense', job('2', { title: ' ' })]);
  await run();
  const failed = await task(id);
  expect(failed).toMatchObject({ status: 'FAILED', received: 2, indexed: 0, failed: 2 });
  expect(failed?.errors.map(({ line }) => line)).toEqual([1, 2]);
  expect(JSON.stringify(failed)).not.toContain(dataDir);
});

test('one idempotency key is one task for a day, also when sent twice at once, and another for people and other tenants', async () => {
  const { send, clock } = workplace();
  const key = { idempotencyKey: 'k' };
  const [first, second] = await Promise.all([send([job('1')], key), send([job('2')], key)]);
  expect(second).toBe(first);
  expect(await send([job('3')], key)).toBe(first);
  expect(await send([job('1')], { ...key, vertical: 'people' })).not.toBe(first);
  expect(await send([job('1')], { ...key, tenant: 'other' })).not.toBe(first);
  clock.advance(DAY_MS);
  expect(await send([job('1')], key)).not.toBe(first);
});

test('a feed that was refused leaves its key free, and no file', async () => {
  const { send, door, dataDir } = workplace();
  const key = { idempotencyKey: 'k' };
  await expect(send([' '], key)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  expect(await readdir(join(dataDir, 'feeds', 'jobs'))).toEqual([]);
  await send([job('1')], key);
  expect(await door.feedQueue.list('jobs')).toHaveLength(1);
  await expect(send([job('1')], { idempotencyKey: ' ' })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
});

test('a tenant with too many feeds under way is asked to wait, another is not', async () => {
  const { send, run } = workplace();
  const limits = { ...STANDARD_FEED_LIMITS, feedsWaiting: 2 };
  const sent = [1, 2, 3].map((id) => send([job(String(id))], {}, limits));
  const outcomes = await Promise.allSettled(sent);
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
  await expect(send([job('4')], {}, limits)).rejects.toMatchObject({ code: 'OVERLOADED', details: { limit: 2 } });
  await send([job('4')], { tenant: 'other' }, limits);
  await run();
  await send([job('4')], {}, limits);
});

test('a feed whose process died is begun again; one that ends its process each time is told FAILED', async () => {
  const { send, run, task, indexed, door } = workplace();
  const id = await send([job('1')]);
  const [waiting] = await door.feedQueue.list('jobs');
  // As a process leaves it that is killed in the middle.
  if (waiting) await door.feedQueue.update({ ...waiting, attempts: 1 });
  await run();
  expect(await task(id)).toMatchObject({ status: 'SUCCEEDED', indexed: 1 });
  const deadly = await send([job('2')]);
  const [next] = await door.feedQueue.list('jobs');
  if (next) await door.feedQueue.update({ ...next, attempts: 3 });
  await run();
  expect(await task(deadly)).toMatchObject({ status: 'FAILED', reason: expect.stringContaining('3 times') });
  expect(await indexed()).toHaveLength(1);
});

test('a row that got lost is made anew from the queue', async () => {
  const { send, run, task, door } = workplace();
  const id = await send([job('1')]);
  await door.rows.clear({ table: 'ingest-tasks', owner: 'acme' });
  await run();
  expect(await task(id)).toMatchObject({ status: 'SUCCEEDED', indexed: 1 });
});

test('a defect is tried three times and logged, and what follows goes on', async () => {
  const { send, run, task, errors, clock } = workplace();
  const id = await send([job('1')]);
  clock.advance(1);
  const later = await send([job('2')]);
  const broken: ApplyFeed = async () => {
    throw new Error('secret: the disk is full');
  };
  for (let times = 0; times < 3; times += 1) expect(await run(broken)).toBe(0);
  expect(await run()).toBe(2);
  expect(await task(id)).toMatchObject({ status: 'FAILED' });
  expect(JSON.stringify(await task(id))).not.toContain('secret');
  expect(await task(later)).toMatchObject({ status: 'SUCCEEDED' });
  // Three that broke off, and that nobody tries again.
  expect(errors).toHaveLength(4);
});

test('what is away or at work elsewhere is waited for, however often', async () => {
  const { send, run, task, dataDir } = workplace();
  const id = await send([job('1')]);
  const away: ApplyFeed = async () => {
    throw new TandemError('WORKER_UNAVAILABLE', 'no worker');
  };
  for (let times = 0; times < 5; times += 1) expect(await run(away)).toBe(0);
  expect(await task(id)).toMatchObject({ status: 'ENQUEUED' });
  const release = await lockVertical(dataDir, 'jobs');
  expect(await run()).toBe(0);
  await release();
  expect(await run()).toBe(1);
  expect(await task(id)).toMatchObject({ status: 'SUCCEEDED' });
});

test('a server that stops leaves the feed to the next one', async () => {
  const { send, run, task } = workplace();
  const id = await send([job('1')]);
  const stopping = new AbortController();
  const stopped: ApplyFeed = async (_work, _onChange, signal) => {
    stopping.abort(new Error('stopping'));
    signal.throwIfAborted();
  };
  expect(await run(stopped, 'jobs', stopping.signal)).toBe(0);
  expect(await task(id)).toMatchObject({ status: 'ENQUEUED' });
  expect(await run()).toBe(1);
  expect(await task(id)).toMatchObject({ status: 'SUCCEEDED', indexed: 1 });
});

test('two processes never work on one feed', async () => {
  const { send, run } = workplace();
  await send([job('1')]);
  const inner: number[] = [];
  const nested: ApplyFeed = async () => {
    inner.push(await run());
  };
  expect(await run(nested)).toBe(1);
  expect(inner).toEqual([0]);
});

test('a week later nothing is left of a task, and a day later nothing of its key', async () => {
  const { send, run, task, clock, door } = workplace();
  const id = await send([job('1')], { idempotencyKey: 'k' });
  await run();
  clock.advance(8 * DAY_MS);
  const next = await send([job('2')]);
  await run();
  expect(await task(id)).toBeNull();
  expect(await task(next)).not.toBeNull();
  expect(await door.rows.list({ table: 'ingest-keys', owner: 'acme' })).toEqual([]);
});
