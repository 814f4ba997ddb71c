/** HTTP around the routes: every answer gets its request id, every error a code, and stopping lets running requests end. */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, Server as TcpServer } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';
import { ERROR_KINDS, TandemError } from '../../runtime/errors.ts';
import { requestIdFrom } from '../../runtime/ids.ts';
import { LIMITS } from '../../runtime/limits.ts';
import type { Logger } from '../../runtime/telemetry.ts';
import { hasLeft } from './departures.ts';
import { type Answer, type AnswerRequest, errorAnswer, type GatewayRequest, HttpError } from './http.ts';
import { limitBodyTime, SLOWEST_REQUEST_MS } from './slow-bodies.ts';

export interface HttpServer {
  readonly listen: (port: number, host: string) => Promise<{ readonly url: string }>;
  /** From the first call on `isStopping` is true and every answer closes its connection, and no new one is taken. Resolves when the last one is closed. */
  readonly stop: (graceMs: number) => Promise<void>;
  readonly isStopping: () => boolean;
}

/** A client may be sending a request just when its connection is closed for being idle: this long, connections that are open are answered once more. */
const LINGER_MS = 1_000;

export function createHttpServer(
  answerRequest: AnswerRequest,
  logger: Logger,
  maxHeaderSize: number = LIMITS.headerBytes[0],
): HttpServer {
  let stopping = false;
  // Node's own limit knows no exception; each request has that of slow-bodies.ts.
  const times = { headersTimeout: SLOWEST_REQUEST_MS, requestTimeout: 0 };
  const server = createServer({ maxHeaderSize, ...times }, (message, response) => {
    // A client that keeps its connection open learns here that it should go elsewhere.
    if (stopping) response.setHeader('connection', 'close');
    void respond(message, response, logger, answerRequest);
  });
  return {
    listen: (port, host) => listen(server, port, host),
    stop: (graceMs) => {
      stopping = true;
      return closeServer(server, graceMs);
    },
    isStopping: () => stopping,
  };
}

/** Every way out goes through here, whatever happened; it never rejects. */
async function respond(
  message: IncomingMessage,
  response: ServerResponse,
  logger: Logger,
  answerRequest: AnswerRequest,
): Promise<void> {
  const requestId = requestIdFrom(first(message.headers['x-request-id']));
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  const asked = { message, requestId, signal: gone.signal, allowSlowBody: limitBodyTime(message, response) };
  const answer = await answerOf(asked, logger, answerRequest);
  if (response.destroyed) return;
  const { body, status } = answer;
  const headers = { 'x-content-type-options': 'nosniff', ...answer.headers, 'x-request-id': requestId };
  if (typeof body !== 'string' && !Buffer.isBuffer(body)) {
    response.writeHead(status, headers);
    return writeStream(body, response, requestId, logger);
  }
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(message.method === 'HEAD' ? undefined : body);
}

/** A stream that breaks off in the middle breaks the connection off: the client sees that something is missing. */
async function writeStream(
  body: AsyncIterable<Uint8Array>,
  response: ServerResponse,
  requestId: string,
  logger: Logger,
): Promise<void> {
  try {
    await pipeline(Readable.from(body), response);
  } catch (error) {
    logger.debug({ requestId, err: error }, 'a stream ended early');
  }
}

async function answerOf(
  asked: Omit<GatewayRequest, 'url'>,
  logger: Logger,
  answerRequest: AnswerRequest,
): Promise<Answer> {
  const { message, requestId } = asked;
  try {
    const url = urlOf(message.url ?? '/');
    return await answerRequest({ ...asked, url });
  } catch (error) {
    if (error instanceof HttpError) {
      return errorAnswer(error.status, error.code, error.message, { ...error.details, requestId }, error);
    }
    if (!hasLeft(asked, error)) logger.error({ requestId, err: error }, 'unexpected error in the server');
    return errorAnswer(500, 'INTERNAL', ERROR_KINDS.INTERNAL.means, { requestId });
  }
}

function urlOf(target: string): URL {
  const base = 'http://gateway';
  if (URL.canParse(target, base)) return new URL(target, base);
  throw new HttpError(400, `the request target must be a path such as /graphql, got ${target}`);
}

function first(header: string | readonly string[] | undefined): string | undefined {
  return typeof header === 'string' ? header : header?.[0];
}

async function listen(server: Server, port: number, host: string): Promise<{ readonly url: string }> {
  await new Promise<void>((resolve, reject) => {
    const refuse = (error: NodeJS.ErrnoException): void =>
      reject(error.code === 'EADDRINUSE' ? portTaken(port, error) : error);
    server.once('error', refuse);
    server.listen(port, host, () => {
      server.off('error', refuse);
      resolve();
    });
  });
  const address = server.address() as AddressInfo;
  const shownHost = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return { url: `http://${shownHost}:${address.port}` };
}

function portTaken(port: number, cause: Error): TandemError {
  const message = `port ${port} is taken; stop the other program or choose another with --port or PORT`;
  return new TandemError('CONFIG_INVALID', message, { port }, cause);
}

async function closeServer(server: Server, graceMs: number): Promise<void> {
  if (!server.listening) return;
  const timer = setTimeout(() => server.closeAllConnections(), graceMs);
  // Behind a turn that took every connection which waited: the kernel breaks off those that nobody took.
  await setImmediate();
  const closed = stopListening(server);
  const idle = setTimeout(() => server.closeIdleConnections(), Math.min(LINGER_MS, graceMs));
  await closed;
  for (const waiting of [timer, idle]) clearTimeout(waiting);
}

/** Resolves when the last connection is closed. The HTTP server's own `close` would break off the idle ones, and those whose request is on its way. */
function stopListening(server: Server): Promise<void> {
  return new Promise((resolve) => {
    TcpServer.prototype.close.call(server, () => resolve());
  });
}
