/** Apollo Server over Apollo Gateway, with our own way into the subgraphs: plans an operation and puts the answer together. */

import { readFileSync } from 'node:fs';
import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { Config } from '../runtime/config.ts';
import { TandemError } from '../runtime/errors.ts';
import { projectPath } from '../runtime/project-root.ts';
import type { Logger } from '../runtime/telemetry.ts';
import type { RequestScope } from '../subgraphs/request-context.ts';
import type { Admission } from './admission.ts';
import { admitSearches } from './admit-searches.ts';
import { type CallableSubgraph, createDataSource } from './data-source.ts';
import { createErrorFormat } from './error-format.ts';
import type { GatewayInterface } from './gateway-interface.ts';
import { createHiveEngine, type HiveSettings } from './hive/engine.ts';
import { requireKnownOperation } from './known-operation.ts';

export interface GraphqlServerSettings {
  readonly subgraphs: readonly CallableSubgraph[];
  /** Development answers introspection and suggests names; production does neither. */
  readonly isDevelopment: boolean;
  readonly logger: Logger;
  readonly admission: Admission;
  /** What plans operations and puts answers together. */
  readonly engine: Config['TANDEM_ENGINE'];
}

export function createGraphqlServer(settings: GraphqlServerSettings): ApolloServer<RequestScope> {
  return new ApolloServer<RequestScope>({
    gateway: createEngine(settings),
    introspection: settings.isDevelopment,
    hideSchemaDetailsFromClientErrors: !settings.isDevelopment,
    includeStacktraceInErrorResponses: false,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    stopOnTerminationSignals: false,
    formatError: createErrorFormat(settings.logger),
    logger: quietLogger(settings.logger),
    plugins: [
      requireKnownOperation,
      admitSearches(settings.admission),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginCacheControlDisabled(),
    ],
  });
}

function createEngine({ subgraphs, logger, engine }: GraphqlServerSettings): GatewayInterface {
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
  const supergraphSdl = readFileSync(projectPath('schema', 'supergraph.graphql'), 'utf8');
  return ENGINES[engine]({ supergraphSdl, sourceOf, logger });
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
    // Subgraphs in process take the parsed document of the plan instead of printing and parsing it again.
    queryPlannerConfig: { exposeDocumentNodeInFetchNode: true },
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
