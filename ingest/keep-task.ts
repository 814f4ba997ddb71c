/** Writes down how far a task is: not each step, but the newest at times, and the end for certain. */

import type { Clock } from '../runtime/clock.ts';
import type { IngestTask } from '../stores/ingest-tasks.ts';
import type { OnTaskChange, TaskChange } from './apply-feed.ts';

export interface KeptTask {
  readonly change: OnTaskChange;
  /** Resolves when it is written. Throws what the last writing threw. */
  readonly end: (change: TaskChange) => Promise<void>;
}

/** Who follows a task looks as often. */
const WRITTEN_EVERY_MS = 250;

export function keepTask(first: IngestTask, clock: Clock, write: (task: IngestTask) => Promise<void>): KeptTask {
  let task = first;
  let writtenMs = Number.NEGATIVE_INFINITY;
  let writing: Promise<void> = Promise.resolve();
  const writeNow = (): void => {
    const newest = task;
    writtenMs = clock.nowMs();
    const next = (): Promise<void> => write(newest);
    // One that fails says nothing of the next, which tells all that it would have told.
    writing = writing.then(next, next);
    writing.catch(() => undefined);
  };
  const change = (changed: TaskChange): void => {
    task = { ...task, ...changed };
    if (clock.nowMs() - writtenMs >= WRITTEN_EVERY_MS) writeNow();
  };
  writeNow();
  return {
    change,
    end: async (changed) => {
      task = { ...task, ...changed };
      writeNow();
      await writing;
    },
  };
}
