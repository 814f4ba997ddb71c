/** HTTP around one subgraph: its Yoga server at /graphql, and what every serving process answers to those who run it. */

import { type Answer, type GatewayRequest, readBody } from '../gateway/http.ts';
import type { HttpServer } from '../gateway/http-server.ts';
import { operatorRoutes, type StatusSource } from '../gateway/operator-routes.ts';
import { serveRoutes } from '../gateway/serve-routes.ts';
import type { Config } from '../runtime/config.ts';
import type { Logger, Metrics } from '../runtime/telemetry.ts';
import { CALLER_HEADER } from '../subgraphs/caller-header.ts';
import { DEADLINE_HEADER, LANE_HEADER, REQUEST_ID_HEADER, TRACE_HEADER } from '../subgraphs/request-context.ts';
import type { Subgraph } from '../subgraphs/subgraph.ts';

export interface SubgraphServerSettings {
  readonly config: Pick<Config, 'TANDEM_PROFILE'>;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly status: StatusSource;
}

/** What a client may send, four times: the gateway's operation comes on top, with its variables written out. */
const MAX_REQUEST_BYTES = 1024 * 1024;

export function createSubgraphServer(
  { fetch }: Pick<Subgraph, 'fetch'>,
  { config, logger, metrics, status }: SubgraphServerSettings,
): HttpServer {
  const showsWorkers = config.TANDEM_PROFILE === 'development';
  return serveRoutes(
    (told) => ({
      '/graphql': { POST: (request) => answerOf(request, fetch) },
      ...operatorRoutes({ metrics, status: told, showsWorkers: async () => showsWorkers }),
    }),
    status,
    logger,
  );
}

const PASSED_HEADERS = ['content-type', 'accept', CALLER_HEADER, DEADLINE_HEADER, LANE_HEADER, TRACE_HEADER];

/** The signal goes along: a gateway that hangs up ends the search that was made for it. */
async function answerOf({ message, requestId, signal }: GatewayRequest, fetch: Subgraph['fetch']): Promise<Answer> {
  const body = await readBody(message, MAX_REQUEST_BYTES);
  const headers = new Headers({ [REQUEST_ID_HEADER]: requestId });
  for (const name of PASSED_HEADERS) {
    const value = message.headers[name];
    if (typeof value === 'string') headers.set(name, value);
  }
  const response = await fetch(new Request('http://subgraph/graphql', { method: 'POST', headers, body, signal }));
  const contentType = response.headers.get('content-type') ?? 'application/json';
  return {
    status: response.status,
    headers: { 'content-type': contentType },
    body: await bodyOf(response, contentType),
  };
}

/** Events go out as they come. */
async function bodyOf(response: Response, contentType: string): Promise<Answer['body']> {
  if (contentType.startsWith('text/event-stream') && response.body !== null)
    return response.body as unknown as AsyncIterable<Uint8Array>;
  return Buffer.from(await response.arrayBuffer());
}
