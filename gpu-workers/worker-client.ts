/** Speaks Open Inference Protocol v2 with one server, ours on a Unix socket or any at a URL; connections stay open. */

import { Pool } from 'undici';
import { z } from 'zod';
import { TandemError } from '../runtime/errors.ts';
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

/** A URL may have a path before the routes of the protocol. */
export type WorkerAddress =
  | { readonly kind: 'socket'; readonly path: string }
  | { readonly kind: 'http'; readonly url: string };

export interface WorkerClient {
  /** Throws a TandemError: the worker's code when it answered with one, WORKER_UNAVAILABLE when it did not answer, else by `answerError`. */
  readonly infer: (request: BatchRequest, signal: AbortSignal) => Promise<InferResponse>;
  /** Has the worker load what later requests name. */
  readonly load: (model: string, parameters: Parameters, signal: AbortSignal) => Promise<void>;
  /** Breaks off what is under way. */
  readonly close: () => void;
}

/** What servers that are not ours are asked beside. */
export interface InferenceClient extends WorkerClient {
  /** False when it answers that it is not ready. Throws WORKER_UNAVAILABLE when it does not answer. */
  readonly isReady: (signal: AbortSignal) => Promise<boolean>;
  /** Null when the server has no such model. */
  readonly model: (name: string, signal: AbortSignal) => Promise<ModelMetadata | null>;
}

const tensorMetadata = z.object({ name: z.string(), datatype: z.string(), shape: z.array(z.number()) });
const modelMetadata = z.object({
  name: z.string(),
  inputs: z.array(tensorMetadata).nullish(),
  outputs: z.array(tensorMetadata).nullish(),
});
const serverMetadata = z.object({ extensions: z.array(z.string()).nullish() });
export type ModelMetadata = z.infer<typeof modelMetadata>;

/** Two batches at once (one computes, one waits), and room for loads. */
const CONNECTIONS = 4;
/** Triton and Tandem list it; a server without it reads JSON only. */
const BINARY_EXTENSION = 'binary_tensor_data';
const JSON_HEADERS = { 'content-type': 'application/json' };

interface RawAnswer {
  readonly status: number;
  readonly body: Buffer;
  readonly headerLength: string | undefined;
}

export function connectWorker(name: string, address: WorkerAddress): InferenceClient {
  const { pool, prefix } = openPool(address);
  const ask = (method: 'GET' | 'POST', path: string, signal: AbortSignal, message?: Message): Promise<RawAnswer> =>
    request(name, pool, { method, path: prefix + path, signal }, message);
  const post = async (path: string, message: Message, signal: AbortSignal): Promise<RawAnswer> => {
    const answer = await ask('POST', path, signal, message);
    if (answer.status !== 200) throw answerError(`worker ${name}`, answer.status, answer.body);
    return answer;
  };
  let isBinary: boolean | null = address.kind === 'socket' ? true : null;
  return {
    infer: async ({ id, model, inputs, parameters }, signal) => {
      if (isBinary === null) {
        const answer = await ask('GET', '/v2', signal);
        isBinary = readable(name, () => speaksBinary(answer));
      }
      const message = encodeInferRequest({ ...(id === undefined ? {} : { id }), inputs, parameters }, isBinary);
      const answer = await post(`/v2/models/${encodeURIComponent(model)}/infer`, message, signal);
      return readable(name, () => decodeInferResponse(answer.headerLength, answer.body));
    },
    load: async (model, parameters, signal) => {
      const body = Buffer.from(JSON.stringify({ parameters }));
      const path = `/v2/repository/models/${encodeURIComponent(model)}/load`;
      await post(path, { headers: JSON_HEADERS, body }, signal);
    },
    isReady: async (signal) => (await ask('GET', '/v2/health/ready', signal)).status === 200,
    model: async (model, signal) => {
      const answer = await ask('GET', `/v2/models/${encodeURIComponent(model)}`, signal);
      if (isUnknownModel(answer)) return null;
      if (answer.status !== 200) throw answerError(`worker ${name}`, answer.status, answer.body);
      return readable(name, () => modelMetadata.parse(JSON.parse(answer.body.toString())));
    },
    close: () => void pool.destroy(),
  };
}

function openPool(address: WorkerAddress): { readonly pool: Pool; readonly prefix: string } {
  // The batch has its own time limit; the client's would only be coarser.
  const options = { connections: CONNECTIONS, headersTimeout: 0, bodyTimeout: 0 };
  if (address.kind === 'socket')
    return { pool: new Pool('http://worker', { ...options, socketPath: address.path }), prefix: '' };
  const url = URL.canParse(address.url) ? new URL(address.url) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    throw new TandemError(
      'CONFIG_INVALID',
      `a remote worker needs a URL such as http://127.0.0.1:8000, got "${address.url}"`,
    );
  }
  return { pool: new Pool(url.origin, options), prefix: url.pathname.replace(/\/+$/, '') };
}

async function request(
  name: string,
  pool: Pool,
  asked: { readonly method: 'GET' | 'POST'; readonly path: string; readonly signal: AbortSignal },
  message?: Message,
): Promise<RawAnswer> {
  const sent = message === undefined ? {} : { headers: message.headers, body: message.body };
  const answer = await pool.request({ ...asked, ...sent }).catch((cause: unknown) => {
    throw new TandemError('WORKER_UNAVAILABLE', `worker ${name} did not answer`, {}, cause);
  });
  const body = await answer.body.arrayBuffer().catch((cause: unknown) => {
    throw new TandemError('WORKER_UNAVAILABLE', `worker ${name} broke off its answer`, {}, cause);
  });
  const header = answer.headers[HEADER_LENGTH];
  const headerLength = typeof header === 'string' ? header : undefined;
  return { status: answer.statusCode, body: Buffer.from(body), headerLength };
}

/** A server that does not say what it can is spoken to in JSON, which every server of the protocol must read. */
function speaksBinary({ status, body }: RawAnswer): boolean {
  if (status !== 200) return false;
  const parsed = serverMetadata.safeParse(JSON.parse(body.toString()));
  return parsed.success && (parsed.data.extensions ?? []).includes(BINARY_EXTENSION);
}

/** The protocol says 404; Triton says 400 and that the model is unknown. */
function isUnknownModel({ status, body }: RawAnswer): boolean {
  return status === 404 || (status === 400 && /unknown model/i.test(body.toString()));
}

/** What cannot be read is the server's fault, not that of whoever asked it. */
function readable<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TandemError('INTERNAL', `worker ${name} answered what is no inference answer: ${reason}`, {}, cause);
  }
}
