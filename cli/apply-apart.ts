/** Indexes in a process of its own, so that searches keep theirs; vectors come from the workers of the server, behind searches. */

import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { forkModule } from '../gpu-workers/fork-module.ts';
import type { ApplyFeed, FeedWork, OnTaskChange } from '../ingest/apply-feed.ts';
import type { Encoders } from '../ingest/embed.ts';
import type { FeedOrder, FromFeedProcess, ToFeedProcess } from './feed-messages.ts';
import { errorTold, tellError } from './told-error.ts';

/** One that was told to stop and does not is ended. */
const STOP_PATIENCE_MS = 3_000;

export function createApplyApart(dataDir: string, encoders: Encoders): ApplyFeed {
  return async (work, onChange, signal) => {
    signal.throwIfAborted();
    const child = forkModule('../cli/feed-process', '', {
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const ended = once(child, 'exit');
    const stop = (): void => stopChild(child);
    signal.addEventListener('abort', stop, { once: true });
    try {
      await converse(child, orderOf(dataDir, work, encoders), encoders, onChange);
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    } finally {
      signal.removeEventListener('abort', stop);
      stop();
      await ended;
    }
  };
}

function orderOf(dataDir: string, work: FeedWork, { encoder, items }: Encoders): FeedOrder {
  const layout = items && { version: items.version, slots: items.slots, dimensions: items.dimensions };
  return { dataDir, work, encoder: { version: encoder.version, dimensions: encoder.dimensions }, items: layout };
}

/** Without its channel the process stops by itself. */
function stopChild(child: ChildProcess): void {
  if (child.connected) child.disconnect();
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_PATIENCE_MS);
  child.once('exit', () => clearTimeout(timer));
}

/** Resolves when the feed is published. */
function converse(child: ChildProcess, order: FeedOrder, encoders: Encoders, onChange: OnTaskChange): Promise<void> {
  const tell = (message: ToFeedProcess): void => {
    if (child.connected) child.send(message);
  };
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (status, signal) => reject(new Error(`the indexing process ended with ${signal ?? status}`)));
    child.on('message', (message: FromFeedProcess) => {
      if (message.kind === 'change') onChange(message.change);
      else if (message.kind === 'vectors') void answerVectors(message, encoders).then(tell);
      else if (message.error === null) resolve();
      else reject(errorTold(message.error));
    });
    tell({ kind: 'order', order });
  });
}

async function answerVectors(
  { id, wanted, texts }: Extract<FromFeedProcess, { kind: 'vectors' }>,
  { encoder, items }: Encoders,
): Promise<ToFeedProcess> {
  try {
    const embed = wanted === 'encoder' || items === null ? encoder.embed : items.encode;
    return { kind: 'vectors', id, vectors: await embed(texts) };
  } catch (error) {
    return { kind: 'failed', id, error: tellError(error) };
  }
}
