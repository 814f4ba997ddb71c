/** Apollo Server over Apollo Gateway, with our own way into the subgraphs: plans an operation and puts the answer together. */

import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { parse } from 'graphql';
import type { Config } from '../runtime/config.ts';
import { TandemError } from '../runtime/errors.ts';
import type { Limits } from '../runtime/limits.ts';
import type { Logger } from '../runtime/telemetry.ts';
import { accessRules } from '../subgraphs/access-rules.ts';
import type { RequestScope } from '../subgraphs/request-context.ts';
import type { Admission } from './admission.ts';
import { admitSearches } from './admit-searches.ts';
import { checkVariables } from './check-variables.ts';
import { type CallableSubgraph, createDataSource } from './data-source.ts';
import { deferringGateway } from './deferring-gateway.ts';
import { createErrorFormat } from './error-format.ts';
import type { GatewayInterface } from './gateway-interface.ts';
import { guardGateway } from './guarded-gateway.ts';
import { createHiveEngine, type HiveSettings } from './hive/engine.ts';
import { requireKnownOperation } from './known-operation.ts';
import { createLiveGateway, type LiveGateway } from './live-gateway.ts';
import { createSubscriptions } from './subscriptions.ts';
import { type OpenedOperations, tellCost } from './tell-cost.ts';

export interface GraphqlServerSettings {
  readonly subgraphs: readonly CallableSubgraph[];
  /** Development suggests names; production does not. */
  readonly isDevelopment: boolean;
  readonly logger: Logger;
  readonly admission: Admission;
  /** What plans operations and puts answers together. */
  readonly engine: Config['TANDEM_ENGINE'];
  readonly limits: Limits;
  readonly opened: OpenedOperations;
  /** Of the start; `swapSupergraph` serves another. */
  readonly supergraphSdl: string;
}

export interface GraphqlServer {
  readonly server: ApolloServer<RequestScope>;
  readonly swapSupergraph: LiveGateway['swap'];
}

export function createGraphqlServer(settings: GraphqlServerSettings): GraphqlServer {
  const { logger, subgraphs, supergraphSdl } = settings;
  const live = createLiveGateway(supergraphSdl, (sdl) => createEngine(settings, sdl), logger);
  const gateway = deferringGateway(live, createSubscriptions(subgraphs));
  return { server: createServer(settings, gateway), swapSupergraph: live.swap };
}

function createServer(settings: GraphqlServerSettings, gateway: GatewayInterface): ApolloServer<RequestScope> {
  return new ApolloServer<RequestScope>({
    gateway,
    // The gate knows who may read the schema.
    introspection: true,
    hideSchemaDetailsFromClientErrors: !settings.isDevelopment,
    includeStacktraceInErrorResponses: false,
    csrfPrevention: true,
    // The gate knows persisted operations.
    persistedQueries: false,
    // One more tells that there were more.
    validationOptions: { maxErrors: settings.limits.errors - 1 },
    allowBatchedHttpRequests: false,
    stopOnTerminationSignals: false,
    formatError: createErrorFormat(settings.logger, settings.isDevelopment),
    logger: quietLogger(settings.logger),
    plugins: [
      // Settles last: a refusal of those below costs nothing.
      tellCost(settings.opened, settings.limits),
      requireKnownOperation,
      checkVariables,
      admitSearches(settings.admission),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginCacheControlDisabled(),
    ],
  });
}

/** Plans and paths that are compared for one operation; `npm run bench:refusals` prints what the largest documents within the limits take. */
export const PLANNER_CONFIG = {
  // Subgraphs in process take the parsed document of the plan instead of printing and parsing it again.
  exposeDocumentNodeInFetchNode: true,
  debug: { maxEvaluatedPlans: 100, pathsLimit: 1_000 },
};

function createEngine({ subgraphs, logger, engine }: GraphqlServerSettings, supergraphSdl: string): GatewayInterface {
  const byName = new Map<string, CallableSubgraph>(subgraphs.map((subgraph) => [subgraph.name, subgraph]));
  const sourceOf = (name: string): GraphQLDataSource<RequestScope> => {
    const subgraph = byName.get(name);
    if (!subgraph)
      throw new TandemError(
        'CONFIG_INVALID',
        `the supergraph names the subgraph ${name}, the process has ${[...byName.keys()].join(', ')}`,
      );
    return createDataSource(subgraph, logger);
  };
  const planner = ENGINES[engine]({ supergraphSdl, sourceOf, logger });
  return guardGateway(planner, accessRules(parse(supergraphSdl)));
}

interface EngineSettings extends HiveSettings {
  readonly logger: Logger;
}

const ENGINES: Readonly<Record<Config['TANDEM_ENGINE'], (settings: EngineSettings) => GatewayInterface>> = {
  apollo: createApolloEngine,
  hive: createHiveEngine,
};

function createApolloEngine({ supergraphSdl, sourceOf, logger }: EngineSettings): GatewayInterface {
  // The library reports machine and usage to its maker by default; it reads this once, when it is built.
  process.env.APOLLO_TELEMETRY_DISABLED = '1';
  return new ApolloGateway({
    supergraphSdl,
    buildService: ({ name }) => sourceOf(name),
    queryPlannerConfig: PLANNER_CONFIG,
    // Else a header of a client has plans told wherever NODE_ENV is not production.
    __exposeQueryPlanExperimental: false,
    logger: quietLogger(logger),
  });
}

/** The libraries log with bare strings; ours are JSON lines. */
function quietLogger(logger: Logger) {
  return {
    debug: (message?: unknown) => logger.debug(String(message)),
    info: (message?: unknown) => logger.debug(String(message)),
    warn: (message?: unknown) => logger.warn(String(message)),
    error: (message?: unknown) => logger.error(String(message)),
  };
}
