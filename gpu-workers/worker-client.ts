/** Speaks Open Inference Protocol v2 with one worker, over its socket or the network; connections stay open. */

import { type Dispatcher, Pool } from 'undici';
import { ERROR_KINDS, type ErrorCode, TandemError } from '../runtime/errors.ts';
import {
  decodeInferResponse,
  encodeInferRequest,
  HEADER_LENGTH,
  type InferResponse,
  type Message,
  type Parameters,
} from './protocol.ts';
import type { BatchRequest } from './work-items.ts';
import { socketPathOf } from './worker-address.ts';

export interface WorkerClient {
  /** Throws a TandemError with the worker's code when it answered with one, WORKER_UNAVAILABLE when it did not answer. */
  readonly infer: (request: BatchRequest, signal: AbortSignal) => Promise<InferResponse>;
  /** Has the worker load what later requests name. */
  readonly load: (model: string, parameters: Parameters, signal: AbortSignal) => Promise<void>;
  /** What a GET of a path answers, whatever its status. Throws WORKER_UNAVAILABLE when nothing answers. */
  readonly look: (path: string, signal: AbortSignal) => Promise<Look>;
  /** Takes nothing more; resolves when what is under way has been answered. */
  readonly finish: () => Promise<void>;
  /** Breaks off what is under way. */
  readonly close: () => void;
}

export interface Look {
  readonly status: number;
  readonly body: Buffer;
}

/** Two batches at once (one computes, one waits), and room for loads. */
const CONNECTIONS = 4;

/** `address` is `unix:/path` or `http://host:port`. */
export function connectWorker(name: string, address: string): WorkerClient {
  const socketPath = socketPathOf(address);
  // The batch has its own time limit; the client's would only be coarser.
  const limits = { connections: CONNECTIONS, headersTimeout: 0, bodyTimeout: 0 };
  const pool = socketPath === null ? new Pool(address, limits) : new Pool('http://worker', { ...limits, socketPath });
  const exchange = async (request: Dispatcher.RequestOptions): Promise<Look & { headerLength: string | undefined }> => {
    const answer = await pool.request(request).catch((cause: unknown) => {
      throw new TandemError('WORKER_UNAVAILABLE', `worker ${name} did not answer`, {}, cause);
    });
    const body = Buffer.from(
      await answer.body.arrayBuffer().catch((cause: unknown) => {
        throw new TandemError('WORKER_UNAVAILABLE', `worker ${name} broke off its answer`, {}, cause);
      }),
    );
    const header = answer.headers[HEADER_LENGTH];
    return { status: answer.statusCode, body, headerLength: typeof header === 'string' ? header : undefined };
  };
  const post = async (path: string, message: Message, signal: AbortSignal) => {
    const answer = await exchange({ path, method: 'POST', headers: message.headers, body: message.body, signal });
    if (answer.status !== 200) throw workerError(name, answer.status, answer.body);
    return answer;
  };
  return {
    infer: async ({ id, model, inputs, parameters }, signal) => {
      const { body, headerLength } = await post(
        `/v2/models/${model}/infer`,
        encodeInferRequest({ ...(id === undefined ? {} : { id }), inputs, parameters }),
        signal,
      );
      return decodeInferResponse(headerLength, body);
    },
    load: async (model, parameters, signal) => {
      const body = Buffer.from(JSON.stringify({ parameters }));
      await post(
        `/v2/repository/models/${model}/load`,
        { headers: { 'content-type': 'application/json' }, body },
        signal,
      );
    },
    look: (path, signal) => exchange({ path, method: 'GET', signal }),
    finish: () => pool.close(),
    close: () => void pool.destroy(),
  };
}

function workerError(name: string, status: number, body: Buffer): TandemError {
  const { error, code } = parseError(body);
  const known = typeof code === 'string' && code in ERROR_KINDS ? (code as ErrorCode) : 'INTERNAL';
  return new TandemError(known, `worker ${name} answered ${status}: ${String(error)}`);
}

function parseError(body: Buffer): { readonly error?: unknown; readonly code?: unknown } {
  try {
    return JSON.parse(body.toString()) as { readonly error?: unknown; readonly code?: unknown };
  } catch {
    // No JSON: another server stands behind the socket, and its text is all there is.
    return { error: body.toString().slice(0, 200) };
  }
}
