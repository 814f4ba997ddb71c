/** What a worker process is told when it starts, and the words that it and its parent exchange afterwards. */

import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { z } from 'zod';
import type { Config } from '../runtime/config.ts';
import { DEVICES } from '../runtime/devices.ts';
import { POOL_NAMES } from '../runtime/pool-names.ts';

export const workerOptions = z.object({
  pool: z.enum(POOL_NAMES),
  name: z.string(),
  /** `unix:/path`, or `http://host:port` with port 0 for a free one. */
  listen: z.string(),
  dataDir: z.string(),
  /** One that `backends/open-backend.ts` knows, or the URL of a module that exports `createBackend(options)`. */
  backend: z.string(),
  /** The server that a backend asks which computes elsewhere. */
  remote: z
    .object({
      url: z.string(),
      model: z.string().optional(),
      labels: z.array(z.number()).optional(),
      itemToken: z.number().optional(),
      /** Folder of its files. */
      tokenizer: z.string().optional(),
    })
    .optional(),
  /** Whether documents are read by their item vectors where a model for it is there, or only as full text. */
  ranker: z.enum(['packed', 'full-text']).default('packed'),
  /** Where ONNX Runtime computes. */
  device: z.enum(DEVICES).default('cpu'),
  /** Threads that compute inside one model. */
  threads: z.number().int().positive(),
  /** Of its own log lines. */
  logLevel: z.string(),
  /** Where its spans are sent; the standard variables come with the environment. */
  tracesUrl: z.string().optional(),
});

export type WorkerOptions = Readonly<z.infer<typeof workerOptions>>;

const MAX_THREADS = 4;

/** Everything that is equal for all workers of a program. */
export function workerSettings(
  config: Pick<Config, 'TANDEM_DATA_DIR' | 'TANDEM_BACKEND'> &
    Partial<
      Pick<Config, 'TANDEM_RANKER' | 'TANDEM_LOG_LEVEL' | 'TANDEM_DEVICE' | 'TANDEM_TRACES_URL'> & RemoteSettings
    >,
): Omit<WorkerOptions, 'pool' | 'name' | 'listen'> {
  return {
    dataDir: resolve(config.TANDEM_DATA_DIR),
    backend: config.TANDEM_BACKEND,
    ...remoteServer(config),
    ranker: config.TANDEM_RANKER ?? 'packed',
    device: config.TANDEM_DEVICE ?? 'cpu',
    threads: Math.min(MAX_THREADS, availableParallelism()),
    logLevel: config.TANDEM_LOG_LEVEL ?? 'warn',
    ...(config.TANDEM_TRACES_URL === undefined ? {} : { tracesUrl: config.TANDEM_TRACES_URL }),
  };
}

export type RemoteSettings = Pick<
  Config,
  | 'TANDEM_BACKEND_URL'
  | 'TANDEM_BACKEND_MODEL'
  | 'TANDEM_BACKEND_LABELS'
  | 'TANDEM_BACKEND_ITEM_TOKEN'
  | 'TANDEM_BACKEND_TOKENIZER'
>;

/** The server of the configured backend, where it has one. */
function remoteServer(config: Partial<RemoteSettings>): Pick<WorkerOptions, 'remote'> {
  const { TANDEM_BACKEND_URL: url, TANDEM_BACKEND_MODEL: model, TANDEM_BACKEND_LABELS: labels } = config;
  const { TANDEM_BACKEND_ITEM_TOKEN: itemToken, TANDEM_BACKEND_TOKENIZER: tokenizer } = config;
  return url === undefined ? {} : { remote: { url, model, labels, itemToken, tokenizer } };
}

export type ToWorker = { readonly kind: 'ping' } | { readonly kind: 'drain' };

export type FromWorker =
  | { readonly kind: 'pong' /** Resident memory of the process. */; readonly memoryBytes: number }
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
  if (kind === 'warming' || kind === 'ready') return { kind };
  const rest = message as { readonly message?: unknown; readonly memoryBytes?: unknown };
  if (kind === 'pong') return { kind, memoryBytes: Number(rest.memoryBytes) };
  return kind === 'failed' ? { kind, message: String(rest.message) } : null;
}

function kindOf(message: unknown): unknown {
  return typeof message === 'object' && message !== null && 'kind' in message ? message.kind : undefined;
}
