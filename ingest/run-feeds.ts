/** Works on the feeds that wait, one after the other in each vertical, and writes down how far each is. */

import type { Clock } from '../runtime/clock.ts';
import { ERROR_KINDS, TandemError } from '../runtime/errors.ts';
import type { Logger, Metrics } from '../runtime/telemetry.ts';
import type { Vertical } from '../stores/documents.ts';
import type { FeedQueue, QueuedFeed } from '../stores/feed-queue.ts';
import { forgetOldTasks, ingestTask, newTask, putIngestTask } from '../stores/ingest-tasks.ts';
import type { RowStore } from '../stores/rows.ts';
import type { ApplyFeed, TaskChange } from './apply-feed.ts';
import { keepTask } from './keep-task.ts';

export interface FeedRunnerParts {
  readonly feedQueue: FeedQueue;
  readonly rows: RowStore;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'error'>;
  readonly metrics: Pick<Metrics, 'feeds' | 'feedLines' | 'feedsWaiting'>;
  readonly apply: ApplyFeed;
}

/** A feed that ended its process as often is told FAILED. */
const MAX_ATTEMPTS = 3;

/**
 * One look: all feeds of the vertical that wait, unless another process is at them. Stops at one that has to be tried again, so
 * that their order holds, and when the signal is aborted. Answers how many have come to an end.
 */
export async function runWaitingFeeds(
  vertical: Vertical,
  parts: FeedRunnerParts,
  signal: AbortSignal,
): Promise<number> {
  const { feedQueue, clock, metrics } = parts;
  const waiting = (await feedQueue.list(vertical)).length;
  metrics.feedsWaiting.set({ vertical }, waiting);
  if (waiting === 0) return 0;
  const release = await feedQueue.claim(vertical);
  if (release === null) return 0;
  let ended = 0;
  try {
    await feedQueue.removeAbandoned(vertical, clock.date().getTime());
    for (const feed of await feedQueue.list(vertical)) {
      if (signal.aborted || !(await runFeed(feed, parts, signal))) break;
      ended += 1;
    }
    return ended;
  } finally {
    await release();
  }
}

/** False when it stays in the queue. */
async function runFeed(feed: QueuedFeed, parts: FeedRunnerParts, signal: AbortSignal): Promise<boolean> {
  const told = await openTask(feed, parts);
  if (feed.attempts >= MAX_ATTEMPTS) {
    parts.logger.error({ taskId: feed.taskId, change: feed.change.kind }, 'a feed was given up');
    await told.end('FAILED', `it was begun ${MAX_ATTEMPTS} times and broke off each time; send it in smaller parts`);
    return true;
  }
  const begun = { ...feed, attempts: feed.attempts + 1 };
  await parts.feedQueue.update(begun);
  try {
    const file = await parts.feedQueue.linesFile(feed.vertical, feed.taskId);
    await parts.apply({ ...feed, file }, told.change, signal);
    await told.end('SUCCEEDED', null);
    return true;
  } catch (error) {
    const fate = signal.aborted ? 'later' : fateOf(error);
    if (fate === 'refused') await told.end('FAILED', 'no line of it could be indexed; errors tells why of each');
    // What is away or at work elsewhere comes back: that was no attempt.
    if (fate === 'later') await parts.feedQueue.update(feed);
    if (fate === 'broken') parts.logger.error({ err: error, taskId: feed.taskId }, 'a feed broke off');
    if (fate !== 'refused') {
      parts.metrics.feeds.inc({ outcome: 'retried' });
      await told.wait();
    }
    return fate === 'refused';
  }
}

function fateOf(error: unknown): 'refused' | 'later' | 'broken' {
  const kind = error instanceof TandemError ? ERROR_KINDS[error.code] : null;
  if (kind?.blame === 'caller') return 'refused';
  return kind?.retryable ? 'later' : 'broken';
}

/** Nobody asks for the task of a removal, so it has none. */
async function openTask(feed: QueuedFeed, { feedQueue, rows, clock, metrics }: FeedRunnerParts) {
  const { taskId: id, tenant, vertical, enqueuedAt, change } = feed;
  const now = (): string => clock.date().toISOString();
  const isTold = change.kind === 'upsert';
  const known = (isTold ? await ingestTask(rows, tenant, id) : null) ?? newTask({ id, tenant, vertical, enqueuedAt });
  let lines = { indexed: 0, failed: 0 };
  const task = keepTask({ ...known, status: 'PROCESSING', startedAt: now() }, clock, async (changed) => {
    if (isTold) await putIngestTask(rows, changed);
  });
  return {
    change: (changed: TaskChange): void => {
      lines = { indexed: changed.indexed ?? lines.indexed, failed: changed.failed ?? lines.failed };
      task.change(changed);
    },
    wait: () => task.end({ status: 'ENQUEUED', startedAt: null }),
    end: async (status: 'SUCCEEDED' | 'FAILED', reason: string | null): Promise<void> => {
      await task.end({ status, reason, finishedAt: now(), ...(status === 'SUCCEEDED' ? { progress: 1 } : {}) });
      // After the row: a feed that still waits is begun again, so that its end is told whatever happens.
      await feedQueue.remove(feed);
      metrics.feeds.inc({ outcome: status === 'SUCCEEDED' ? 'succeeded' : 'failed' });
      for (const outcome of ['indexed', 'failed'] as const) metrics.feedLines.inc({ outcome }, lines[outcome]);
      if (isTold) await forgetOldTasks(rows, tenant, clock.date().getTime());
    },
  };
}
