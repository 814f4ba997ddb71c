/** Takes feeds and changes: what is answered with a task is on the disk, whatever happens to the process then. */

import { rm } from 'node:fs/promises';
import type { Clock } from '../runtime/clock.ts';
import { badInput, TandemError } from '../runtime/errors.ts';
import { type FeedLimits, STANDARD_FEED_LIMITS } from '../runtime/feed-limits.ts';
import { randomId } from '../runtime/ids.ts';
import type { Metrics } from '../runtime/telemetry.ts';
import type { Vertical } from '../stores/documents.ts';
import type { FeedQueue, QueuedFeed } from '../stores/feed-queue.ts';
import { keepKey, newTask, putIngestTask, taskOfKey } from '../stores/ingest-tasks.ts';
import type { RowStore } from '../stores/rows.ts';
import { spoolLines } from './spool-lines.ts';

export interface FeedDoor {
  readonly feedQueue: FeedQueue;
  readonly rows: RowStore;
  readonly clock: Clock;
  readonly metrics: Pick<Metrics, 'feeds'>;
}

export interface Feed {
  readonly vertical: Vertical;
  readonly tenant: string;
  /** The same one within 24 hours is answered with the same task. */
  readonly idempotencyKey: string | null;
  /** Of lines that name none. */
  readonly defaultSource: string;
  /** JSON Lines, without compression. */
  readonly body: AsyncIterable<Buffer>;
}

const RETRY_AFTER_MS = 2_000;

/**
 * Answers the id of the task. Throws QUERY_TOO_LARGE and BAD_USER_INPUT for what the limits refuse, OVERLOADED when the tenant
 * has too many feeds under way, and what the body throws.
 */
export async function acceptFeed(
  door: FeedDoor,
  feed: Feed,
  limits: FeedLimits = STANDARD_FEED_LIMITS,
): Promise<string> {
  const { tenant, vertical, idempotencyKey } = feed;
  if (idempotencyKey === null) return withPlace(door, tenant, limits, () => takeFeed(door, feed, limits));
  const key = `${vertical} ${idempotencyKey}`;
  checkKey(idempotencyKey, limits);
  return oneAfterTheOther(JSON.stringify([tenant, key]), async () => {
    const known = await taskOfKey(door.rows, tenant, key, door.clock.date().getTime());
    if (known !== null) return known;
    const taskId = await withPlace(door, tenant, limits, () => takeFeed(door, feed, limits));
    return keepKey(door.rows, tenant, key, { taskId, atMs: door.clock.date().getTime() });
  });
}

function checkKey(key: string, { idempotencyKeyCharacters: limit }: FeedLimits): void {
  if (key.trim() !== '' && key.length <= limit) return;
  throw badInput(`an idempotency key must have 1 to ${limit} characters that are not all blank, got ${key.length}`);
}

async function takeFeed(door: FeedDoor, feed: Feed, limits: FeedLimits): Promise<string> {
  const { vertical, tenant, defaultSource, body } = feed;
  const taskId = randomId();
  const file = await door.feedQueue.linesFile(vertical, taskId);
  try {
    await spoolLines(body, file, limits);
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  }
  const enqueuedAt = door.clock.date().toISOString();
  // Before it is added: whoever works on it from then on writes the row.
  await putIngestTask(door.rows, newTask({ id: taskId, tenant, vertical, enqueuedAt }));
  const change = { kind: 'upsert', defaultSource } as const;
  await door.feedQueue.add({ taskId, tenant, vertical, enqueuedAt, attempts: 0, change });
  return taskId;
}

export type Removal = Pick<QueuedFeed, 'tenant' | 'vertical'> & { readonly ids: readonly string[] };

/** Documents go after all feeds that were taken before. Throws OVERLOADED. */
export async function acceptRemoval(door: FeedDoor, { ids, ...owned }: Removal): Promise<void> {
  await withPlace(door, owned.tenant, STANDARD_FEED_LIMITS, async () => {
    const enqueuedAt = door.clock.date().toISOString();
    const change = { kind: 'remove', ids } as const;
    await door.feedQueue.add({ ...owned, taskId: randomId(), enqueuedAt, attempts: 0, change });
  });
}

/** Of feeds that this process is being sent, by tenant. */
const arriving = new Map<string, number>();

async function withPlace<T>(
  { feedQueue, metrics }: FeedDoor,
  tenant: string,
  { feedsWaiting: limit }: FeedLimits,
  take: () => Promise<T>,
): Promise<T> {
  const others = arriving.get(tenant) ?? 0;
  arriving.set(tenant, others + 1);
  try {
    const got = (await feedQueue.waitingOf(tenant)) + others + 1;
    if (got > limit) {
      const message = `a tenant may have ${limit} feeds under way, got one more; try again in ${RETRY_AFTER_MS} ms`;
      throw new TandemError('OVERLOADED', message, { limit, got, retryAfterMs: RETRY_AFTER_MS });
    }
    const taken = await take();
    metrics.feeds.inc({ outcome: 'taken' });
    return taken;
  } catch (error) {
    metrics.feeds.inc({ outcome: 'refused' });
    throw error;
  } finally {
    const left = (arriving.get(tenant) ?? 1) - 1;
    if (left > 0) arriving.set(tenant, left);
    else arriving.delete(tenant);
  }
}

const turns = new Map<string, Promise<unknown>>();

/** Of several that share a name each begins when the one before has ended, well or badly. */
async function oneAfterTheOther<T>(name: string, work: () => Promise<T>): Promise<T> {
  const before = turns.get(name) ?? Promise.resolve();
  const turn = before.then(work, work);
  turns.set(name, turn);
  try {
    return await turn;
  } finally {
    if (turns.get(name) === turn) turns.delete(name);
  }
}
