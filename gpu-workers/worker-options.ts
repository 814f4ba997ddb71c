/** What a worker process is told when it starts, and the words that it and its parent exchange afterwards. */

import { z } from 'zod';

export const workerOptions = z.object({
  pool: z.enum(['ebr', 'slm']),
  name: z.string(),
  /** Unix socket to listen on. */
  socketPath: z.string(),
  dataDir: z.string(),
  /** `onnx`, `fake`, or the URL of a module that exports `createBackend(options)`. */
  backend: z.string(),
  /** Whether documents are read by their item vectors where a model for it is there, or only as full text. */
  ranker: z.enum(['packed', 'full-text']).default('packed'),
  /** Threads that compute inside one model. */
  threads: z.number().int().positive(),
  /** Of its own log lines. */
  logLevel: z.string(),
});

export type WorkerOptions = Readonly<z.infer<typeof workerOptions>>;

export type ToWorker = { readonly kind: 'ping' } | { readonly kind: 'drain' };

export type FromWorker =
  | { readonly kind: 'pong' }
  | { readonly kind: 'warming' }
  /** Listening, and every model gave its known answer. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly message: string };

/** Messages between processes arrive as unknown; anything that is none of ours is null. */
export function toWorker(message: unknown): ToWorker | null {
  const kind = kindOf(message);
  return kind === 'ping' || kind === 'drain' ? { kind } : null;
}

export function fromWorker(message: unknown): FromWorker | null {
  const kind = kindOf(message);
  if (kind === 'pong' || kind === 'warming' || kind === 'ready') return { kind };
  if (kind !== 'failed') return null;
  return { kind, message: String((message as { readonly message?: unknown }).message) };
}

function kindOf(message: unknown): unknown {
  return typeof message === 'object' && message !== null && 'kind' in message ? message.kind : undefined;
}
