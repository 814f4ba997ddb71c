/** HTTP around one subgraph: its Yoga server at /graphql, and what every serving process answers to those who run it. */

import type { IncomingHttpHeaders } from 'node:http';
import { defaultCaller } from '../account/viewer.ts';
import { ingestRoutes } from '../gateway/feeds/ingest-route.ts';
import type { Routes } from '../gateway/http/answer-route.ts';
import { type Answer, type GatewayRequest, HttpError, readBody } from '../gateway/http/http.ts';
import type { HttpServer } from '../gateway/http/http-server.ts';
import { operatorRoutes, type StatusSource } from '../gateway/http/operator-routes.ts';
import { serveRoutes } from '../gateway/http/serve-routes.ts';
import type { Caller } from '../runtime/caller.ts';
import type { Config } from '../runtime/config.ts';
import { ARGUMENT_LIMITS } from '../runtime/limits.ts';
import type { Logger, Metrics } from '../runtime/telemetry.ts';
import { TIMINGS_HEADER } from '../runtime/timings.ts';
import { TRACE_HEADER } from '../runtime/traces.ts';
import type { SearchServices } from '../search/context.ts';
import { DEADLINE_HEADER, LANE_HEADER, REQUEST_ID_HEADER } from '../subgraphs/request-context.ts';
import { CALLER_HEADER, openCaller } from '../subgraphs/sealed-caller.ts';
import type { Subgraph } from '../subgraphs/subgraph.ts';
import { createTakeFeed } from './take-feed.ts';

export interface SubgraphServerSettings extends Pick<SearchServices, 'feedQueue' | 'rows' | 'clock' | 'signer'> {
  readonly config: Pick<Config, 'TANDEM_PROFILE'>;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly status: StatusSource;
}

/** What a client may send, four times: the gateway's operation comes on top, with its variables written out. */
const MAX_OPERATION_BYTES = 1024 * 1024;
/** A caller with the longest filter and 16 kB for the rest of them: quotes are escaped once more, and base64 takes a third on top. */
const MAX_CALLER_BYTES = Math.ceil((2 * ARGUMENT_LIMITS.callerFilterBytes * 4) / 3) + 16_384;
const MAX_REQUEST_BYTES = MAX_OPERATION_BYTES + MAX_CALLER_BYTES;

export function createSubgraphServer(
  { name, fetch }: Pick<Subgraph, 'name' | 'fetch'>,
  { config, logger, metrics, status, ...services }: SubgraphServerSettings,
): HttpServer {
  const showsWorkers = config.TANDEM_PROFILE === 'development';
  return serveRoutes(
    (told) => ({
      '/graphql': { POST: (request) => answerOf(request, fetch) },
      ...feedRoutes(name, config, { ...services, metrics }),
      ...operatorRoutes({ metrics, status: told, showsWorkers: async () => showsWorkers }),
    }),
    status,
    logger,
  );
}

/** Of the vertical that the subgraph owns; the caller is the one that the gateway told. */
function feedRoutes(
  name: string,
  { TANDEM_PROFILE }: SubgraphServerSettings['config'],
  services: Pick<SearchServices, 'feedQueue' | 'rows' | 'clock' | 'signer' | 'metrics'>,
): Routes {
  const identify = async (headers: IncomingHttpHeaders): Promise<Caller> => {
    const told = headers[CALLER_HEADER];
    return typeof told === 'string' ? openedCaller(told, services) : defaultCaller(TANDEM_PROFILE);
  };
  const path = `/ingest/${name}`;
  const routes = ingestRoutes(identify, createTakeFeed(services));
  return Object.hasOwn(routes, path) ? { [path]: routes[path] ?? {} } : {};
}

function openedCaller(told: string, { signer, clock }: Pick<SearchServices, 'signer' | 'clock'>): Caller {
  try {
    return openCaller(told, 'feed', signer, clock);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new HttpError(401, message, { code: 'UNAUTHENTICATED' });
  }
}

const OWN_HEADERS = [DEADLINE_HEADER, LANE_HEADER, TRACE_HEADER, TIMINGS_HEADER];
const PASSED_HEADERS = ['content-type', 'accept', ...OWN_HEADERS];

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
