/** A model server that is spoken to in JSON over HTTP: connections stay open, errors become codes of ours, the key stays unsaid. */

import { Pool } from 'undici';
import { TandemError } from '../../runtime/errors.ts';
import { answerError } from '../answer-error.ts';

export interface RemoteServer {
  /** `http://host:port`, with a path when the routes start below one. */
  readonly url: string;
  /** As the server calls it; for servers that have one model it may be left out. */
  readonly model?: string | undefined;
  /** Sent as bearer token. */
  readonly key?: string;
}

export interface JsonServer {
  /** The answer's JSON. Throws WORKER_UNAVAILABLE when nothing answers, else what `answerError` makes of a status that is not 200. */
  readonly post: (path: string, body: object) => Promise<unknown>;
  readonly get: (path: string) => Promise<unknown>;
  readonly close: () => Promise<void>;
}

/** As long as a batch of the pool may take. */
const TIMEOUT_MS = 10_000;
const CONNECTIONS = 8;

export function openJsonServer({ url, key }: RemoteServer): JsonServer {
  const { origin, pathname } = new URL(url);
  const prefix = pathname.replace(/\/+$/, '');
  const pool = new Pool(origin, { connections: CONNECTIONS });
  const authorization = key === undefined ? {} : { authorization: `Bearer ${key}` };
  const ask = async (method: 'GET' | 'POST', path: string, body?: object): Promise<unknown> => {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const headers = { ...authorization, ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const unavailable = (cause: unknown): never => {
      throw new TandemError('WORKER_UNAVAILABLE', `${url} did not answer ${path}`, {}, cause);
    };
    const answer = await pool.request({ path: prefix + path, method, headers, signal, ...sent }).catch(unavailable);
    const bytes = Buffer.from(await answer.body.arrayBuffer().catch(unavailable));
    if (answer.statusCode !== 200) throw answerError(url + path, answer.statusCode, bytes);
    return parsed(url + path, bytes);
  };
  return {
    post: (path, body) => ask('POST', path, body),
    get: (path) => ask('GET', path),
    close: () => pool.destroy(),
  };
}

function parsed(who: string, bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch (cause) {
    throw new TandemError('MODEL_INVALID', `expected JSON of ${who}, got ${bytes.toString().slice(0, 80)}`, {}, cause);
  }
}
