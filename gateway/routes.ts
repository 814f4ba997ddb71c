/** The table of what the gateway answers: method and path to handler. */

import { hasScope } from '../runtime/caller.ts';
import type { Config } from '../runtime/config.ts';
import type { Metrics } from '../runtime/telemetry.ts';
import type { Routes } from './answer-route.ts';
import { createGraphiql } from './graphiql.ts';
import type { AnswerGraphql } from './graphql-route.ts';
import { refusal } from './http.ts';
import type { Identify } from './identify.ts';
import { limitsAnswer } from './limits-route.ts';
import { operatorRoutes, type StatusSource } from './operator-routes.ts';
import { mayReadSchema } from './payer.ts';

export interface RouteSettings {
  readonly config: Config;
  readonly metrics: Metrics;
  readonly status: StatusSource;
  readonly graphql: AnswerGraphql;
  readonly stream: AnswerGraphql;
  readonly identify: Identify;
}

export function createRoutes({ config, metrics, status, graphql, stream, identify }: RouteSettings): Routes {
  const isDevelopment = config.TANDEM_PROFILE === 'development';
  const graphiql = createGraphiql();
  return {
    '/graphql': { GET: graphql, POST: graphql },
    '/graphql/stream': { POST: stream },
    '/graphiql': {
      GET: async ({ message }) => {
        if (!mayReadSchema(await identify(message.headers), isDevelopment)) throw refusal('INTROSPECTION_DISABLED');
        return graphiql(String(message.headers['accept-encoding'] ?? ''), message.headers['if-none-match']);
      },
    },
    '/limits': { GET: () => limitsAnswer(config.TANDEM_LIMITS) },
    ...operatorRoutes({
      metrics,
      status,
      showsWorkers: async ({ message }) => hasScope(await identify(message.headers), 'admin'),
    }),
  };
}
