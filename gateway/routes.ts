/** The table of what the gateway answers: method and path to handler. */

import { developmentViewer } from '../account/viewer.ts';
import type { Caller } from '../runtime/caller.ts';
import type { Config } from '../runtime/config.ts';
import type { Metrics } from '../runtime/telemetry.ts';
import { adminRoutes } from './admin-route.ts';
import type { Routes } from './answer-route.ts';
import type { CallableSubgraph } from './data-source.ts';
import { createGraphiql } from './graphiql.ts';
import type { AnswerGraphql } from './graphql-route.ts';
import { operatorRoutes, type StatusSource } from './operator-routes.ts';
import type { SlowOperations } from './slow-operations.ts';

/** Until keys and tokens say who calls. */
const NOBODY: Caller = { id: 'anonymous', tenant: '', scopes: [] };

export interface RouteSettings {
  readonly config: Config;
  readonly metrics: Metrics;
  readonly status: StatusSource;
  readonly graphql: AnswerGraphql;
  readonly slow: SlowOperations;
  readonly subgraphs: readonly CallableSubgraph[];
}

export function createRoutes({ config, metrics, status, graphql, slow, subgraphs }: RouteSettings): Routes {
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
    ...adminRoutes({
      callerOf: async () => (isDevelopment ? developmentViewer : NOBODY),
      account: subgraphs.find(({ name }) => name === 'account'),
      metrics,
      status,
      slow,
    }),
    ...operatorRoutes({ metrics, status, showsWorkers: isDevelopment }),
  };
}
