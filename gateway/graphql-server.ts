/** Apollo Server over an engine, and what stands around it: swaps, @defer and @access. */

import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { type DocumentNode, parse } from 'graphql';
import type { Config } from '../runtime/config.ts';
import { createDocumentCache } from '../runtime/document-cache.ts';
import { TandemError } from '../runtime/errors.ts';
import type { Limits } from '../runtime/limits.ts';
import type { Logger } from '../runtime/telemetry.ts';
import { accessRules } from '../subgraphs/access-rules.ts';
import type { RequestScope } from '../subgraphs/request-context.ts';
import { guardGateway } from './access/guarded-gateway.ts';
import type { Admission } from './admission/admission.ts';
import { admitSearches } from './admission/admit-searches.ts';
import { type CallableSubgraph, createDataSource, type DataSource } from './calls/data-source.ts';
import { createEngine } from './engine/engine.ts';
import { createLiveGateway, type LiveGateway } from './engine/live-gateway.ts';
import { type OpenedOperations, tellCost } from './gate/tell-cost.ts';
import { createErrorFormat } from './http/error-format.ts';
import { checkVariables } from './operations/check-variables.ts';
import type { GatewayInterface } from './operations/gateway-interface.ts';
import { requireKnownOperation } from './operations/known-operation.ts';
import { type Observers, observeOperations } from './sight/observe-operations.ts';
import { deferringGateway } from './streams/deferring-gateway.ts';
import { createSubscriptions } from './streams/subscriptions.ts';

export interface GraphqlServerSettings {
  readonly subgraphs: readonly CallableSubgraph[];
  /** Development suggests names; production does not. */
  readonly isDevelopment: boolean;
  readonly logger: Logger;
  readonly admission: Admission;
  readonly observers: Observers;
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
  const live = createLiveGateway(supergraphSdl, (sdl) => createPlanner(settings, sdl), logger);
  const parts = deferringGateway(live, createSubscriptions(subgraphs, settings));
  const gateway = admitSearches(parts, settings.admission, settings.observers.clock);
  return { server: createServer(settings, gateway), swapSupergraph: live.swap };
}

function createServer(settings: GraphqlServerSettings, gateway: GatewayInterface): ApolloServer<RequestScope> {
  return new ApolloServer<RequestScope>({
    gateway,
    documentStore: createDocumentStore(),
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
      observeOperations(settings.observers),
      // Settles last: a refusal of those below costs nothing.
      tellCost(settings.opened, settings.limits),
      requireKnownOperation,
      checkVariables,
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginCacheControlDisabled(),
    ],
  });
}

function createPlanner({ subgraphs, logger, engine }: GraphqlServerSettings, supergraphSdl: string): GatewayInterface {
  const byName = new Map<string, CallableSubgraph>(subgraphs.map((subgraph) => [subgraph.name, subgraph]));
  const sourceOf = (name: string): DataSource => {
    const subgraph = byName.get(name);
    if (!subgraph)
      throw new TandemError(
        'CONFIG_INVALID',
        `the supergraph names the subgraph ${name}, the process has ${[...byName.keys()].join(', ')}`,
      );
    return createDataSource(subgraph, logger);
  };
  return guardGateway(createEngine({ engine, supergraphSdl, sourceOf }), accessRules(parse(supergraphSdl)));
}

/** The library's own is bounded by the text of the trees, which is a quarter of what they take. */
const KEPT_BYTES = 32_000_000;

/** Of documents that were found valid. */
function createDocumentStore() {
  const kept = createDocumentCache(KEPT_BYTES);
  return {
    get: async (key: string) => kept.get(key),
    set: async (key: string, document: DocumentNode) => void kept.set(key, document),
    delete: async (key: string) => kept.delete(key),
  };
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
