/** The one endpoint: an HTTP server over the routes table, with request ids, masked errors and a graceful stop. */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Config } from '../runtime/config.ts';
import { ERROR_KINDS } from '../runtime/errors.ts';
import { requestIdFrom } from '../runtime/ids.ts';
import type { Logger, Metrics } from '../runtime/telemetry.ts';
import type { CallableSubgraph } from './data-source.ts';
import { createGraphqlRoute } from './graphql-route.ts';
import { createGraphqlServer } from './graphql-server.ts';
import type { GatewayStatus } from './health.ts';
import { type Answer, errorAnswer, HttpError, MAX_HEADER_BYTES } from './http.ts';
import { answerRoute, createRoutes } from './routes.ts';

export interface GatewaySettings {
  readonly config: Config;
  readonly subgraphs: readonly CallableSubgraph[];
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly status: () => GatewayStatus;
}

export interface Gateway {
  /** Takes requests at the address; port 0 takes a free one. Throws when the port is taken. */
  readonly listen: (port: number, host?: string) => Promise<{ readonly url: string }>;
  /** Turns readiness off, lets running requests end for `graceMs`, then closes what is left. */
  readonly stop: (graceMs?: number) => Promise<void>;
}

const DEFAULT_GRACE_MS = 5_000;

/** Plans and answers, but takes no requests before `listen`. */
export async function createGateway({ config, subgraphs, logger, metrics, status }: GatewaySettings): Promise<Gateway> {
  const isDevelopment = config.TANDEM_PROFILE === 'development';
  const graphqlServer = createGraphqlServer({ subgraphs, isDevelopment, logger, metrics });
  await graphqlServer.start();
  let isStopping = false;
  const routes = createRoutes({
    config,
    metrics,
    status: () => (isStopping ? stoppingStatus(status()) : status()),
    graphql: createGraphqlRoute(graphqlServer, config.TANDEM_DEADLINE_MS),
  });
  const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES }, (message, response) => {
    // A client that keeps its connection open learns here that it should go elsewhere.
    if (isStopping) response.setHeader('connection', 'close');
    void respond(message, response, logger, (request) => answerRoute(routes, request));
  });
  return {
    listen: (port, host = config.HOST) => listen(server, port, host),
    stop: async (graceMs = DEFAULT_GRACE_MS) => {
      isStopping = true;
      await closeServer(server, graceMs);
      await graphqlServer.stop();
    },
  };
}

function stoppingStatus(status: GatewayStatus): GatewayStatus {
  return { ...status, reasons: ['the server is stopping', ...status.reasons] };
}

type AnswerRequest = (request: Parameters<typeof answerRoute>[1]) => Promise<Answer>;

/** Every way out goes through here: an answer with the request id, whatever happened. */
async function respond(
  message: IncomingMessage,
  response: ServerResponse,
  logger: Logger,
  answerRequest: AnswerRequest,
): Promise<void> {
  const requestId = requestIdFrom(single(message.headers['x-request-id']));
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  let answer: Answer;
  try {
    const url = new URL(message.url ?? '/', 'http://gateway');
    answer = await answerRequest({ message, url, requestId, signal: gone.signal });
  } catch (error) {
    answer = answerOfError(error, requestId, logger);
  }
  if (response.destroyed) return;
  response.writeHead(answer.status, {
    'x-content-type-options': 'nosniff',
    ...answer.headers,
    'x-request-id': requestId,
  });
  response.end(message.method === 'HEAD' ? undefined : answer.body);
}

function answerOfError(error: unknown, requestId: string, logger: Logger): Answer {
  if (error instanceof HttpError)
    return errorAnswer(error.status, error.code, error.message, { ...error.details, requestId }, error.headers);
  logger.error({ requestId, err: error }, 'unexpected error in the gateway');
  return errorAnswer(500, 'INTERNAL', ERROR_KINDS.INTERNAL.means, { requestId });
}

function single(header: string | readonly string[] | undefined): string | undefined {
  return typeof header === 'string' ? header : header?.[0];
}

async function listen(server: Server, port: number, host: string): Promise<{ readonly url: string }> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address() as AddressInfo;
  const shownHost = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return { url: `http://${shownHost}:${address.port}` };
}

async function closeServer(server: Server, graceMs: number): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearTimeout(timer);
}
