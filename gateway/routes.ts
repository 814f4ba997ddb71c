/** The table of what the gateway answers: method and path to handler; anything else is a JSON 404 or 405. */

import type { Config } from '../runtime/config.ts';
import type { Metrics } from '../runtime/telemetry.ts';
import type { ServiceStatus } from '../subgraphs/service-status.ts';
import { createGraphiql } from './graphiql.ts';
import type { AnswerGraphql } from './graphql-route.ts';
import { livez, readyz } from './health.ts';
import { type Answer, type GatewayRequest, HttpError, textAnswer } from './http.ts';

type Handler = (request: GatewayRequest) => Promise<Answer> | Answer;
type Routes = Readonly<Record<string, Readonly<Record<string, Handler>>>>;

export interface RouteSettings {
  readonly config: Config;
  readonly metrics: Metrics;
  readonly status: () => ServiceStatus;
  readonly graphql: AnswerGraphql;
}

export function createRoutes({ config, metrics, status, graphql }: RouteSettings): Routes {
  const isDevelopment = config.TANDEM_PROFILE === 'development';
  const graphiql = createGraphiql();
  return {
    '/graphql': { GET: graphql, POST: graphql },
    ...(isDevelopment
      ? {
          '/graphiql': {
            GET: ({ message }) =>
              graphiql(String(message.headers['accept-encoding'] ?? ''), message.headers['if-none-match']),
          },
        }
      : {}),
    '/livez': { GET: livez },
    '/readyz': { GET: ({ message }) => readyz(status(), message.headers.accept ?? '', isDevelopment) },
    '/metrics': {
      GET: async () =>
        textAnswer(200, await metrics.registry.metrics(), { 'content-type': metrics.registry.contentType }),
    },
  };
}

/** Throws 404 with the paths that exist, 405 with the methods that a path has. HEAD is answered like GET. */
export async function answerRoute(routes: Routes, request: GatewayRequest): Promise<Answer> {
  const { url, message } = request;
  const handlers = Object.hasOwn(routes, url.pathname) ? routes[url.pathname] : undefined;
  if (!handlers) throw new HttpError(404, `nothing is at ${url.pathname}; there is ${Object.keys(routes).join(', ')}`);
  const method = message.method === 'HEAD' ? 'GET' : (message.method ?? 'GET');
  const handler = Object.hasOwn(handlers, method) ? handlers[method] : undefined;
  if (handler) return handler(request);
  const allow = Object.keys(handlers).join(', ');
  throw new HttpError(405, `${url.pathname} answers ${allow}, got ${method}`, { headers: { allow } });
}
