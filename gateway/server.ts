/** The one endpoint: planner and routes over subgraphs, wherever these run, behind one HTTP server with a graceful stop. */

import { systemClock } from '../runtime/clock.ts';
import type { Config } from '../runtime/config.ts';
import type { Logger, Metrics } from '../runtime/telemetry.ts';
import { Admission } from './admission.ts';
import type { CallableSubgraph } from './data-source.ts';
import { createGraphqlRoute } from './graphql-route.ts';
import { createGraphqlServer } from './graphql-server.ts';
import type { StatusSource } from './operator-routes.ts';
import { createRoutes } from './routes.ts';
import { serveRoutes } from './serve-routes.ts';

export interface GatewaySettings {
  readonly config: Config;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** One for each name of the supergraph. */
  readonly subgraphs: readonly CallableSubgraph[];
  /** What /readyz tells. */
  readonly status: StatusSource;
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
  const { config, logger, metrics, subgraphs } = settings;
  const isDevelopment = config.TANDEM_PROFILE === 'development';
  const admission = new Admission({ clock: systemClock, metrics, maximum: config.TANDEM_MAX_SEARCHES });
  const graphqlServer = createGraphqlServer({
    subgraphs,
    isDevelopment,
    logger,
    admission,
    engine: config.TANDEM_ENGINE,
  });
  await graphqlServer.start();
  const graphql = createGraphqlRoute(graphqlServer, config.TANDEM_DEADLINE_MS);
  const httpServer = serveRoutes(
    (status) => createRoutes({ config, metrics, status, graphql }),
    settings.status,
    logger,
  );
  return {
    listen: (port, host = config.HOST) => httpServer.listen(port, host),
    stop: async (graceMs = DEFAULT_GRACE_MS) => {
      await httpServer.stop(graceMs);
      await graphqlServer.stop();
    },
  };
}
