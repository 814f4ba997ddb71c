/** Apollo Server over Apollo Gateway, with our own way into the subgraphs: plans an operation and puts the answer together. */

import { readFileSync } from 'node:fs';
import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { TandemError } from '../runtime/errors.ts';
import { projectPath } from '../runtime/project-root.ts';
import type { Logger } from '../runtime/telemetry.ts';
import type { RequestScope } from '../subgraphs/request-context.ts';
import type { Admission } from './admission.ts';
import { admitSearches } from './admit-searches.ts';
import { type CallableSubgraph, createDataSource } from './data-source.ts';
import { createErrorFormat } from './error-format.ts';
import { requireKnownOperation } from './known-operation.ts';
import { type Observers, observeOperations } from './observe-operations.ts';

export interface GraphqlServerSettings {
  readonly subgraphs: readonly CallableSubgraph[];
  /** Development answers introspection and suggests names; production does neither. */
  readonly isDevelopment: boolean;
  readonly logger: Logger;
  readonly admission: Admission;
  readonly observers: Observers;
}

export function createGraphqlServer(settings: GraphqlServerSettings): ApolloServer<RequestScope> {
  return new ApolloServer<RequestScope>({
    gateway: createPlanner(settings),
    introspection: settings.isDevelopment,
    hideSchemaDetailsFromClientErrors: !settings.isDevelopment,
    includeStacktraceInErrorResponses: false,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    stopOnTerminationSignals: false,
    formatError: createErrorFormat(settings.logger),
    logger: quietLogger(settings.logger),
    plugins: [
      observeOperations(settings.observers),
      requireKnownOperation,
      admitSearches(settings.admission),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginCacheControlDisabled(),
    ],
  });
}

function createPlanner({ subgraphs, logger }: GraphqlServerSettings): ApolloGateway {
  // The library reports machine and usage to its maker by default; it reads this once, when it is built.
  process.env.APOLLO_TELEMETRY_DISABLED = '1';
  const byName = new Map<string, CallableSubgraph>(subgraphs.map((subgraph) => [subgraph.name, subgraph]));
  return new ApolloGateway({
    supergraphSdl: readFileSync(projectPath('schema', 'supergraph.graphql'), 'utf8'),
    buildService: ({ name }) => {
      const subgraph = byName.get(name);
      if (!subgraph)
        throw new TandemError(
          'CONFIG_INVALID',
          `the supergraph names the subgraph ${name}, the process has ${[...byName.keys()].join(', ')}`,
        );
      return createDataSource(subgraph, logger);
    },
    // Subgraphs in process take the parsed document of the plan instead of printing and parsing it again.
    queryPlannerConfig: { exposeDocumentNodeInFetchNode: true },
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
