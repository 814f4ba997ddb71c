/** Indexes in processes of their own, each kept for a while for the next feed, so that searches keep theirs; vectors come from the workers of the server, behind searches. */

import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { forkModule } from '../gpu-workers/fork-module.ts';
import type { ApplyFeed, FeedWork, OnTaskChange } from '../ingest/apply-feed.ts';
import type { Encoders } from '../ingest/embed.ts';
import type { FeedOrder, FromFeedProcess, ToFeedProcess } from './feed-messages.ts';
import { errorTold, tellError } from './told-error.ts';

/** One that was told to stop and does not is ended. */
const STOP_PATIENCE_MS = 3_000;
/** Starting costs a busy machine seconds, and partners send one feed after the other. */
const IDLE_MS = 60_000;

export interface ApplyApart {
  readonly apply: ApplyFeed;
  /** Ends processes that wait for another feed. */
  readonly end: () => Promise<void>;
}

export function createApplyApart(dataDir: string, encoders: Encoders): ApplyApart {
  const idle = new Map<ChildProcess, NodeJS.Timeout>();
  const take = (): ChildProcess => {
    const [known] = [...idle.keys()].filter(({ connected }) => connected);
    if (known === undefined) return startChild();
    clearTimeout(idle.get(known));
    idle.delete(known);
    return known;
  };
  const keep = (child: ChildProcess): void => {
    idle.set(child, setTimeout(() => void stop(child), IDLE_MS).unref());
  };
  const stop = (child: ChildProcess): Promise<void> => {
    clearTimeout(idle.get(child));
    idle.delete(child);
    return stopChild(child);
  };
  return {
    apply: async (work, onChange, signal) => {
      signal.throwIfAborted();
      const child = take();
      const abort = (): void => void stopChild(child);
      signal.addEventListener('abort', abort, { once: true });
      try {
        const error = await converse(child, orderOf(dataDir, work, encoders), encoders, onChange);
        keep(child);
        if (error !== null) throw error;
      } catch (error) {
        signal.throwIfAborted();
        throw error;
      } finally {
        signal.removeEventListener('abort', abort);
        if (!idle.has(child)) await stop(child);
      }
    },
    end: async () => {
      await Promise.all([...idle.keys()].map(stop));
    },
  };
}

function startChild(): ChildProcess {
  const child = forkModule('../cli/feed-process', '', {
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  // Whoever waits for it hears of it; of one that is idle nobody needs to.
  child.on('error', () => undefined);
  return child;
}

function orderOf(dataDir: string, work: FeedWork, { encoder, items }: Encoders): FeedOrder {
  const layout = items && { version: items.version, slots: items.slots, dimensions: items.dimensions };
  return { dataDir, work, encoder: { version: encoder.version, dimensions: encoder.dimensions }, items: layout };
}

/** Without its channel the process stops by itself. Resolves when it has ended. */
async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  if (child.connected) child.disconnect();
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_PATIENCE_MS);
  await ended;
  clearTimeout(timer);
}

/** Resolves when the order has come to an end, with what it threw. Rejects when the process ends before. */
function converse(
  child: ChildProcess,
  order: FeedOrder,
  encoders: Encoders,
  onChange: OnTaskChange,
): Promise<Error | null> {
  const tell = (message: ToFeedProcess): void => {
    if (child.connected) child.send(message);
  };
  const over = new AbortController();
  return new Promise<Error | null>((resolve, reject) => {
    const hear = (message: FromFeedProcess): void => {
      if (message.kind === 'change') onChange(message.change);
      else if (message.kind === 'vectors') void answerVectors(message, encoders).then(tell);
      else resolve(message.error && errorTold(message.error));
    };
    const listeners = {
      error: reject,
      exit: (status: number | null, signal: string | null) =>
        reject(new Error(`the indexing process ended with ${signal ?? status}`)),
      message: hear,
    };
    for (const [event, listener] of Object.entries(listeners)) child.on(event, listener);
    over.signal.addEventListener('abort', () => {
      for (const [event, listener] of Object.entries(listeners)) child.off(event, listener);
    });
    tell({ kind: 'order', order });
  }).finally(() => over.abort());
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
