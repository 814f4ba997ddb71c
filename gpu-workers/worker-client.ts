/** Speaks Open Inference Protocol v2 with one server, ours on a Unix socket or any at a URL; connections stay open. */

import { Pool } from 'undici';
import { z } from 'zod';
import { TandemError } from '../runtime/errors.ts';
import { TRACE_HEADER } from '../runtime/traces.ts';
import { answerError } from './answer-error.ts';
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
  /** Throws a TandemError: the worker's code when it answered with one, WORKER_UNAVAILABLE when it did not answer (with the detail `isUnsent` when it could not be reached), else by `answerError`. */
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

const serverMetadata = z.object({ extensions: z.array(z.string()).nullish() });

/** Two batches at once (one computes, one waits), and room for loads. */
const CONNECTIONS = 4;
/** Triton and Tandem list it; a server without it reads JSON only. */
const BINARY_EXTENSION = 'binary_tensor_data';
const NOT_IMPLEMENTED = 501;
/** 408, 425 and 429 are answers to the moment, not to the question. */
const PASSING: readonly number[] = [408, 425, 429];
const JSON_HEADERS = { 'content-type': 'application/json' };

interface RawAnswer extends Look {
  readonly headerLength: string | undefined;
}

/** `address` is `unix:/path` or `http://host:port`; a path after the port comes before the routes of the protocol. */
export function connectWorker(name: string, address: string): WorkerClient {
  const { pool, prefix } = openPool(address);
  const ask = (method: 'GET' | 'POST', path: string, signal: AbortSignal, message?: Message): Promise<RawAnswer> =>
    request(name, pool, { method, path: prefix + path, signal }, message);
  const post = async (path: string, message: Message, signal: AbortSignal): Promise<RawAnswer> => {
    const answer = await ask('POST', path, signal, message);
    if (answer.status !== 200) throw answerError(`worker ${name}`, answer.status, answer.body);
    return answer;
  };
  let known: boolean | null = null;
  const askBinary = async (signal: AbortSignal): Promise<boolean> => {
    const answer = await ask('GET', '/v2', signal);
    const isBinary = readable(name, () => speaksBinary(answer));
    if (!isPassing(answer.status)) known = isBinary;
    return isBinary;
  };
  return {
    infer: async ({ id, model, inputs, parameters, traceparent }, signal) => {
      const isBinary = known ?? (await askBinary(signal));
      const message = encodeInferRequest({ ...(id === undefined ? {} : { id }), inputs, parameters }, isBinary);
      const headers = { ...message.headers, ...(traceparent === undefined ? {} : { [TRACE_HEADER]: traceparent }) };
      const path = `/v2/models/${encodeURIComponent(model)}/infer`;
      const answer = await post(path, { headers, body: message.body }, signal);
      return readable(name, () => decodeInferResponse(answer.headerLength, answer.body));
    },
    load: async (model, parameters, signal) => {
      const body = Buffer.from(JSON.stringify({ parameters }));
      const path = `/v2/repository/models/${encodeURIComponent(model)}/load`;
      await post(path, { headers: JSON_HEADERS, body }, signal);
    },
    look: (path, signal) => ask('GET', path, signal),
    finish: () => pool.close(),
    close: () => void pool.destroy(),
  };
}

function openPool(address: string): { readonly pool: Pool; readonly prefix: string } {
  // The batch has its own time limit; the client's would only be coarser.
  const limits = { connections: CONNECTIONS, headersTimeout: 0, bodyTimeout: 0 };
  const socketPath = socketPathOf(address);
  if (socketPath !== null) return { pool: new Pool('http://worker', { ...limits, socketPath }), prefix: '' };
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url !== null && ['http:', 'https:'].includes(url.protocol))
    return { pool: new Pool(url.origin, limits), prefix: url.pathname.replace(/\/+$/, '') };
  throw new TandemError(
    'CONFIG_INVALID',
    `the address of a worker must be unix:/path or a URL such as http://127.0.0.1:8000, got "${address}"`,
  );
}

async function request(
  name: string,
  pool: Pool,
  asked: { readonly method: 'GET' | 'POST'; readonly path: string; readonly signal: AbortSignal },
  message?: Message,
): Promise<RawAnswer> {
  const sent = message === undefined ? {} : { headers: message.headers, body: message.body };
  const answer = await pool.request({ ...asked, ...sent }).catch((cause: unknown) => {
    throw new TandemError(
      'WORKER_UNAVAILABLE',
      `worker ${name} did not answer`,
      isUnsent(cause) ? { isUnsent: true } : {},
      cause,
    );
  });
  const body = await answer.body.arrayBuffer().catch((cause: unknown) => {
    throw new TandemError('WORKER_UNAVAILABLE', `worker ${name} broke off its answer`, {}, cause);
  });
  const header = answer.headers[HEADER_LENGTH];
  const headerLength = typeof header === 'string' ? header : undefined;
  return { status: answer.statusCode, body: Buffer.from(body), headerLength };
}

const connectionError = z.object({ syscall: z.string().optional(), code: z.string().optional() });
const UNSENT = { syscalls: ['connect', 'getaddrinfo'], code: 'UND_ERR_CONNECT_TIMEOUT' };

/** Whether no connection came to be; of a name with several addresses one error holds those of all. */
function isUnsent(cause: unknown): boolean {
  if (cause instanceof AggregateError) return cause.errors.length > 0 && cause.errors.every(isUnsent);
  const { syscall = '', code } = connectionError.safeParse(cause).data ?? {};
  return UNSENT.syscalls.includes(syscall) || code === UNSENT.code;
}

/** A server that does not say what it can is spoken to in JSON, which every server of the protocol must read. */
function speaksBinary({ status, body }: RawAnswer): boolean {
  if (status !== 200) return false;
  const parsed = serverMetadata.safeParse(JSON.parse(body.toString()));
  return parsed.success && (parsed.data.extensions ?? []).includes(BINARY_EXTENSION);
}

/** Whether the next answer to the same question may be another one; a server without the route says so for good. */
function isPassing(status: number): boolean {
  return PASSING.includes(status) || (status >= 500 && status !== NOT_IMPLEMENTED);
}

/** What cannot be read is the server's fault, not that of whoever asked it. */
function readable<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TandemError('MODEL_INVALID', `worker ${name} answered what is no inference answer: ${reason}`, {}, cause);
  }
}
