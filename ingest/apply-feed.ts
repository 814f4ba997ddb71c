/** Brings one feed or one removal into the index, and tells on the way what became of the lines. */

import { STANDARD_FEED_LIMITS } from '../runtime/feed-limits.ts';
import type { Vertical } from '../stores/documents.ts';
import type { QueuedFeed } from '../stores/feed-queue.ts';
import { type IngestTask, MAX_TASK_ERRORS } from '../stores/ingest-tasks.ts';
import { deleteDocuments } from './delete-documents.ts';
import { type IngestOptions, ingest } from './ingest.ts';
import type { StagedLines } from './stage-lines.ts';

/** One entry of the queue, with the file of its lines. */
export interface FeedWork extends Pick<QueuedFeed, 'tenant' | 'vertical' | 'change'> {
  readonly file: string;
}

export type TaskChange = Partial<Omit<IngestTask, 'id' | 'tenant' | 'vertical'>>;
export type OnTaskChange = (change: TaskChange) => void;

/** Of the machine that indexes, for one vertical. */
export type ApplyTools = Pick<
  IngestOptions,
  'dataDir' | 'encoder' | 'items' | 'facts' | 'documents' | 'embeddings' | 'clock'
>;

/** Resolves when it is published. Throws what `ingest` and `deleteDocuments` throw. */
export type ApplyFeed = (work: FeedWork, onChange: OnTaskChange, signal: AbortSignal) => Promise<void>;

export function createApplyFeed(toolsOf: (vertical: Vertical) => ApplyTools): ApplyFeed {
  return async ({ vertical, tenant, file, change }, onChange, signal) => {
    const tools = toolsOf(vertical);
    if (change.kind === 'remove') {
      const { encoder, items = null, ...stores } = tools;
      await deleteDocuments({ ...stores, encoders: { encoder, items }, vertical, ids: change.ids, signal });
      return;
    }
    const { indexed } = await ingest({
      ...tools,
      vertical,
      file,
      tenant,
      signal,
      source: null,
      defaultSource: change.defaultSource,
      maxLineBytes: STANDARD_FEED_LIMITS.feedLineBytes,
      replace: false,
      onStaged: (staged) => onChange(toldOf(staged)),
      onProgress: ({ phase, done, total }) => {
        if (phase === 'embed' && total !== null) onChange({ progress: shareOf(done, total) });
      },
    });
    onChange({ indexed });
  };
}

function toldOf({ read, failed, failures, unusedFields }: StagedLines): TaskChange {
  const warnings = unusedFields.length === 0 ? [] : [`fields that are not used: ${unusedFields.join(', ')}`];
  const errors = failures
    .slice(0, MAX_TASK_ERRORS)
    .map(({ line, externalId, code, reason }) => ({ line, externalId, code, message: reason }));
  return { received: read, failed, errors, warnings, progress: 0 };
}

/** The last step is the publishing, after which it is 1. */
const shareOf = (done: number, total: number): number => Math.floor((100 * done) / (total + 1)) / 100;
