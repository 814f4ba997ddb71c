/** The one endpoint: subgraphs, planner and routes put together behind one HTTP server with a graceful stop. */

import type { Config } from '../runtime/config.ts';
import type { SearchServices } from '../search/context.ts';
import { createSubgraphs } from '../subgraphs/create-subgraphs.ts';
import { createServiceStatus, type ServiceStatus } from '../subgraphs/service-status.ts';
import { Admission } from './admission.ts';
import type { CallableSubgraph } from './data-source.ts';
import { createGraphqlRoute } from './graphql-route.ts';
import { createGraphqlServer } from './graphql-server.ts';
import { createHttpServer } from './http-server.ts';
import { answerRoute, createRoutes } from './routes.ts';

export interface GatewaySettings {
  readonly config: Config;
  readonly services: SearchServices;
  /** All subgraphs in this process by default. */
  readonly subgraphs?: readonly CallableSubgraph[];
  /** What the services say by default. */
  readonly status?: () => ServiceStatus;
}

export interface Gateway {
  /** Takes requests at the address; port 0 takes a free one. Throws CONFIG_INVALID when the port is taken. */
  readonly listen: (port: number, host?: string) => Promise<{ readonly url: string }>;
  /** Turns readiness off, lets running requests end for `graceMs`, then closes what is left. */
  readonly stop: (graceMs?: number) => Promise<void>;
}

const DEFAULT_GRACE_MS = 5_000;

/** Plans and answers, but takes no requests before `listen`. */
export async function createGateway(settings: GatewaySettings): Promise<Gateway> {
  const { config, services } = settings;
  const { logger, metrics } = services;
  const subgraphs = settings.subgraphs ?? createSubgraphs(services, config.TANDEM_DEADLINE_MS);
  const status = settings.status ?? createServiceStatus(services);
  const graphqlServer = createGraphqlServer({
    subgraphs,
    isDevelopment: config.TANDEM_PROFILE === 'development',
    logger,
    metrics,
    admission: new Admission({ clock: services.clock, metrics, maximum: config.TANDEM_MAX_SEARCHES }),
  });
  await graphqlServer.start();
  const routes = createRoutes({
    config,
    metrics,
    status: () => (httpServer.isStopping() ? stoppingStatus(status()) : status()),
    graphql: createGraphqlRoute(graphqlServer, config.TANDEM_DEADLINE_MS),
  });
  const httpServer = createHttpServer((request) => answerRoute(routes, request), logger);
  return {
    listen: (port, host = config.HOST) => httpServer.listen(port, host),
    stop: async (graceMs = DEFAULT_GRACE_MS) => {
      await httpServer.stop(graceMs);
      await graphqlServer.stop();
    },
  };
}

function stoppingStatus(status: ServiceStatus): ServiceStatus {
  return { ...status, reasons: ['the server is stopping', ...status.reasons] };
}
