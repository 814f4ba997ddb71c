/** The table of what the gateway answers: method and path to handler. */

import { hasScope } from '../runtime/caller.ts';
import type { Config } from '../runtime/config.ts';
import type { Metrics } from '../runtime/telemetry.ts';
import type { Identify } from './callers/identify.ts';
import type { CallableSubgraph } from './calls/data-source.ts';
import { mayReadSchema } from './gate/payer.ts';
import type { Routes } from './http/answer-route.ts';
import { type AnswerRequest, refusal } from './http/http.ts';
import { operatorRoutes, type StatusSource } from './http/operator-routes.ts';
import { adminRoutes } from './pages/admin-route.ts';
import { createGraphiql } from './pages/graphiql.ts';
import { limitsAnswer } from './pages/limits-route.ts';
import type { SlowOperations } from './sight/slow-operations.ts';

export interface RouteSettings {
  readonly config: Config;
  readonly metrics: Metrics;
  readonly status: StatusSource;
  readonly graphql: AnswerRequest;
  readonly stream: AnswerRequest;
  readonly identify: Identify;
  readonly slow: SlowOperations;
  readonly subgraphs: readonly CallableSubgraph[];
}

export function createRoutes(settings: RouteSettings): Routes {
  const { config, metrics, status, graphql, stream, identify, slow, subgraphs } = settings;
  const isDevelopment = config.TANDEM_PROFILE === 'development';
  const graphiql = createGraphiql();
  return {
    '/graphql': { GET: graphql, POST: graphql },
    '/graphql/stream': { GET: stream, POST: stream },
    '/graphiql': {
      GET: async ({ message }) => {
        if (!mayReadSchema(await identify(message.headers), isDevelopment)) throw refusal('INTROSPECTION_DISABLED');
        return graphiql(String(message.headers['accept-encoding'] ?? ''), message.headers['if-none-match']);
      },
    },
    '/limits': { GET: () => limitsAnswer(config.TANDEM_LIMITS, config.TANDEM_DEADLINE_MS) },
    ...adminRoutes({
      callerOf: ({ message }) => identify(message.headers),
      account: subgraphs.find(({ name }) => name === 'account'),
      metrics,
      status,
      slow,
    }),
    ...operatorRoutes({
      metrics,
      status,
      showsWorkers: async ({ message }) => hasScope(await identify(message.headers), 'admin'),
    }),
  };
}
