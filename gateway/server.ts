/** The one endpoint: planner and routes over subgraphs, wherever these run, behind one HTTP server with a graceful stop. */

import type { FindKey } from '../account/key-ring.ts';
import { systemClock } from '../runtime/clock.ts';
import type { Config } from '../runtime/config.ts';
import type { Logger, Metrics } from '../runtime/telemetry.ts';
import { Admission } from './admission/admission.ts';
import { createIdentify } from './callers/identify.ts';
import type { CallableSubgraph } from './calls/data-source.ts';
import { observeSubgraph } from './calls/observe-subgraph.ts';
import { ingestRoutes, type TakeFeed } from './feeds/ingest-route.ts';
import { payFeeds } from './feeds/pay-feeds.ts';
import { openBudgets } from './gate/open-budgets.ts';
import { createOperationGate } from './gate/operation-gate.ts';
import { createTill } from './gate/pay-refusals.ts';
import { OpenedOperations } from './gate/tell-cost.ts';
import { createGraphqlRoute } from './graphql-route.ts';
import { createGraphqlServer } from './graphql-server.ts';
import { createErrorFormat } from './http/error-format.ts';
import type { StatusSource } from './http/operator-routes.ts';
import { serveRoutes } from './http/serve-routes.ts';
import { graphFacts } from './operations/graph-facts.ts';
import { createPersistedOperations } from './operations/persisted-operations.ts';
import { createRoutes } from './routes.ts';
import { countRefusals } from './sight/count-refusals.ts';
import { createSlowOperations } from './sight/slow-operations.ts';
import { createStreamRoute } from './streams/stream-route.ts';
import { readSupergraph } from './supergraph.ts';

export interface GatewaySettings {
  readonly config: Config;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** One for each name of the supergraph. */
  readonly subgraphs: readonly CallableSubgraph[];
  /** The API keys that it knows. */
  readonly findKey: FindKey;
  readonly takeFeed: TakeFeed;
  /** What /readyz tells. */
  readonly status: StatusSource;
}

export interface Gateway {
  /** Takes requests at the address; port 0 takes a free one. Throws CONFIG_INVALID when the port is taken. */
  readonly listen: (port: number, host?: string) => Promise<{ readonly url: string }>;
  /** Turns readiness off, lets running requests end for `graceMs`, then closes what is left. */
  readonly stop: (graceMs?: number) => Promise<void>;
  /** Serves another supergraph as soon as it is loaded and planned with; requests that run end with the old one. */
  readonly swapSupergraph: (supergraphSdl: string) => Promise<void>;
}

const DEFAULT_GRACE_MS = 5_000;

/** Plans and answers, but takes no requests before `listen`. */
export async function createGateway(settings: GatewaySettings): Promise<Gateway> {
  const { config, logger, metrics } = settings;
  const subgraphs = settings.subgraphs.map((subgraph) => observeSubgraph(subgraph, systemClock));
  const isDevelopment = config.TANDEM_PROFILE === 'development';
  const admission = new Admission({ clock: systemClock, metrics, maximum: config.TANDEM_MAX_SEARCHES });
  const slow = createSlowOperations(config.TANDEM_SLOW_MS, logger, metrics);
  const { TANDEM_LIMITS: limits, TANDEM_DEADLINE_MS: budgetMs } = config;
  const persisted = createPersistedOperations({
    file: config.TANDEM_OPERATIONS,
    mode: config.TANDEM_PERSISTED,
    logger,
  });
  const opened = new OpenedOperations();
  const supergraphSdl = readSupergraph();
  const { server: graphqlServer, swapSupergraph } = createGraphqlServer({
    subgraphs,
    isDevelopment,
    logger,
    admission,
    observers: { clock: systemClock, metrics, slow },
    engine: config.TANDEM_ENGINE,
    limits,
    opened,
    supergraphSdl,
  });
  await graphqlServer.start();
  const identify = createIdentify(config, settings.findKey, systemClock);
  const budgets = openBudgets(config.REDIS_URL, { logger, metrics });
  const till = createTill({ limits, budgets, identify, isDevelopment });
  let graph = graphFacts(supergraphSdl);
  const gate = createOperationGate({ limits, graph: () => graph, persisted, till, isDevelopment });
  const graphql = countRefusals(
    createGraphqlRoute({ clock: systemClock, server: graphqlServer, identify, gate, till, opened, limits, budgetMs }),
    metrics,
  );
  const stopping = new AbortController();
  const stream = createStreamRoute(graphql, {
    formatError: createErrorFormat(logger, isDevelopment),
    limits,
    identify,
    till,
    stopping: stopping.signal,
  });
  const httpServer = serveRoutes(
    (status) => ({
      ...createRoutes({ config, metrics, status, graphql, stream, identify, slow, subgraphs }),
      ...payFeeds(ingestRoutes(identify, settings.takeFeed), identify, till),
    }),
    settings.status,
    logger,
    limits.headerBytes,
  );
  return {
    listen: (port, host = config.HOST) => httpServer.listen(port, host),
    swapSupergraph: async (sdl) => {
      await swapSupergraph(sdl);
      graph = graphFacts(sdl);
    },
    stop: async (graceMs = DEFAULT_GRACE_MS) => {
      stopping.abort();
      await httpServer.stop(graceMs);
      await graphqlServer.stop();
      await budgets.close();
    },
  };
}
