/** The HTTP side of a worker: finds the route of a request, reads its body, answers errors in the protocol's form. */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { badInput, TandemError } from '../runtime/errors.ts';
import { TRACE_HEADER, traceparentFrom } from '../runtime/traces.ts';
import { HEADER_LENGTH } from './protocol.ts';
import { Refusal } from './refusal.ts';
import { createTurns, type InTurn } from './turns.ts';
import { type Answer, json, ROUTES, type Route, type ServedModels } from './worker-routes.ts';

export interface WorkerServerOptions extends ServedModels {
  /** One more byte in a body is 413. */
  readonly maxBodyBytes?: number;
}

const MAX_BODY_BYTES = 64 * 1024 * 1024;
/** So many times the limit is read and dropped, so that the caller gets its answer; then the connection is cut. */
const DROPPED_BODIES = 2;

/** Not listening yet. Connections stay open, because one gateway is on the other end. */
export function createWorkerServer(options: WorkerServerOptions): Server {
  const inTurn = createTurns();
  const server = createServer((request, response) => {
    const leaving = new AbortController();
    response.on('close', () => leaving.abort());
    answerTo(request, leaving.signal, options, inTurn).then(
      (answer) => send(response, answer),
      (error: unknown) => send(response, errorAnswer(error)),
    );
  });
  server.keepAliveTimeout = 0;
  return server;
}

async function answerTo(
  request: IncomingMessage,
  leaving: AbortSignal,
  options: WorkerServerOptions,
  inTurn: InTurn,
): Promise<Answer> {
  // The body first, whatever the route: a connection with an unread body cannot be used again.
  const body = await readBody(request, options.maxBodyBytes ?? MAX_BODY_BYTES);
  const { route, names } = routeOf(request.method ?? 'GET', request.url ?? '/');
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') throw new Refusal(415, `a body must come as it is, got content-encoding ${encoding}`);
  const header = request.headers[HEADER_LENGTH];
  const headerLength = typeof header === 'string' ? header : undefined;
  const traceparent = traceparentFrom(String(request.headers[TRACE_HEADER]));
  return route.answer({ served: options, names, body, headerLength, traceparent, leaving, inTurn });
}

interface FoundRoute {
  readonly route: Route;
  readonly names: Readonly<Record<string, string>>;
}

function routeOf(method: string, url: string): FoundRoute {
  const path = url.split('?')[0] ?? '/';
  const parts = partsOf(path).map(decodedPart);
  const found = ROUTES.flatMap((route) => {
    const names = namesIn(partsOf(route.path), parts);
    return names === null ? [] : [{ route, names }];
  });
  const match = found.find(({ route }) => route.method === method);
  if (match !== undefined) return match;
  const allowed = found.map(({ route }) => route.method).join(', ');
  if (allowed !== '') throw new Refusal(405, `${path} takes ${allowed}, got ${method}`, { allow: allowed });
  throw new Refusal(404, `nothing answers ${path}; the routes are those of Open Inference Protocol v2, and /metrics`);
}

const partsOf = (path: string): readonly string[] => path.split('/').filter((part) => part !== '');

function decodedPart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (cause) {
    throw badInput(`a path must be percent-encoded UTF-8, got "${part}" (${String(cause)})`);
  }
}

/** What stands for the names of a pattern, null when the path is another one. */
function namesIn(pattern: readonly string[], parts: readonly string[]): FoundRoute['names'] | null {
  const isSame = pattern.length === parts.length && pattern.every((part, at) => part[0] === ':' || part === parts[at]);
  if (!isSame) return null;
  return Object.fromEntries(pattern.flatMap((part, at) => (part[0] === ':' ? [[part.slice(1), parts[at] ?? '']] : [])));
}

function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= maxBytes) chunks.push(chunk);
      else if (bytes > maxBytes * (1 + DROPPED_BODIES)) request.destroy();
    });
    request.on('error', reject);
    request.on('end', () => {
      if (bytes <= maxBytes) resolve(Buffer.concat(chunks));
      else reject(new Refusal(413, `a body may have ${maxBytes} bytes, got ${bytes}; send fewer items at a time`));
    });
  });
}

/** Any other code is 500. */
export const STATUS_BY_CODE: Readonly<Record<string, number>> = {
  BAD_USER_INPUT: 400,
  INDEX_MISSING: 404,
  OVERLOADED: 503,
  WORKER_UNAVAILABLE: 503,
};

/** The codes that Triton uses: 400 for what the caller can mend, 404 for what is not there, 503 for now, 500 else. `code` is ours. */
function errorAnswer(error: unknown): Answer {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof Refusal) return json({ error: message }, error.status, error.headers);
  const code = error instanceof TandemError ? error.code : 'INTERNAL';
  return json({ error: message, code }, STATUS_BY_CODE[code] ?? 500);
}

function send(response: ServerResponse, answer: Answer): void {
  if (response.destroyed) return;
  response.writeHead(answer.status, { ...answer.headers, 'content-length': answer.body.length });
  response.end(answer.body);
}
