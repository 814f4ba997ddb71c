/** Speaks Open Inference Protocol v2 with one worker over its Unix socket; connections stay open. */

import { Pool } from 'undici';
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

export interface WorkerClient {
  /** Throws a TandemError with the worker's code when it answered with one, WORKER_UNAVAILABLE when it did not answer. */
  readonly infer: (request: BatchRequest, signal: AbortSignal) => Promise<InferResponse>;
  /** Has the worker load what later requests name. */
  readonly load: (model: string, parameters: Parameters, signal: AbortSignal) => Promise<void>;
  /** Breaks off what is under way. */
  readonly close: () => void;
}

/** Two batches at once (one computes, one waits), and room for loads. */
const CONNECTIONS = 4;

export function connectWorker(name: string, socketPath: string): WorkerClient {
  // The batch has its own time limit; the client's would only be coarser.
  const pool = new Pool('http://worker', { socketPath, connections: CONNECTIONS, headersTimeout: 0, bodyTimeout: 0 });
  const post = async (
    path: string,
    message: Message,
    signal: AbortSignal,
  ): Promise<{ body: Buffer; headerLength: string | undefined }> => {
    const answer = await pool
      .request({ path, method: 'POST', headers: message.headers, body: message.body, signal })
      .catch((cause: unknown) => {
        throw new TandemError('WORKER_UNAVAILABLE', `worker ${name} did not answer`, {}, cause);
      });
    const body = Buffer.from(
      await answer.body.arrayBuffer().catch((cause: unknown) => {
        throw new TandemError('WORKER_UNAVAILABLE', `worker ${name} broke off its answer`, {}, cause);
      }),
    );
    if (answer.statusCode !== 200) throw workerError(name, answer.statusCode, body);
    const header = answer.headers[HEADER_LENGTH];
    return { body, headerLength: typeof header === 'string' ? header : undefined };
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
