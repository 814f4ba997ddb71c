/** Joins one contract with its resolvers: a subgraph that the gateway calls in process and that can serve HTTP alone. */

import { readFileSync } from 'node:fs';
import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLSchema,
  parse,
  validate,
} from 'graphql';
import { createYoga, type Plugin } from 'graphql-yoga';
import { anonymousCaller } from '../account/viewer.ts';
import type { Caller } from '../runtime/caller.ts';
import { createDocumentCache } from '../runtime/document-cache.ts';
import { projectPath } from '../runtime/project-root.ts';
import type { SubgraphName } from '../runtime/subgraph-urls.ts';
import { TIMINGS_HEADER, timingsOf, toldTimings } from '../runtime/timings.ts';
import type { SearchContext, SearchServices } from '../search/context.ts';
import { accessRules } from './access-rules.ts';
import { executeOperation } from './execute-operation.ts';
import { guardFields } from './guard-fields.ts';
import { requestError } from './public-error.ts';
import { contextFromRequest, type RequestScope } from './request-context.ts';
import { subscribeOperation } from './subscribe-operation.ts';

/** One call of the gateway; `document` is the parsed `query` where the caller has it already. */
export interface SubgraphCall {
  readonly query: string;
  readonly document?: DocumentNode | undefined;
  readonly operationName?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  readonly scope: RequestScope;
  /** Aborted when the answer is not waited for any more, which is later than the deadline of the scope. */
  readonly signal?: AbortSignal;
}

export interface Subgraph {
  readonly name: SubgraphName;
  readonly schema: GraphQLSchema;
  /** In process: no HTTP, no serialising, each document validated once. */
  readonly call: (call: SubgraphCall) => Promise<ExecutionResult>;
  /** In process, as `call`: the events of a subscription, or the result that refuses it. */
  readonly subscribe: (call: SubgraphCall) => Promise<AsyncIterable<ExecutionResult> | ExecutionResult>;
  /** The same over HTTP: POST /graphql. */
  readonly fetch: (request: Request) => Promise<Response>;
}

/** The library does not export the type of its resolver map. */
type ResolverMap = NonNullable<
  Exclude<Parameters<typeof buildSubgraphSchema>[0], readonly unknown[] | DocumentNode>['resolvers']
>;

/** `longestMs`: the most time that a request over HTTP may ask for; `stranger`: who sends one that names no caller. */
export function createSubgraph(
  name: SubgraphName,
  resolvers: object,
  services: SearchServices,
  longestMs: number,
  stranger: Caller = anonymousCaller,
): Subgraph {
  const count = (): void => services.metrics.subgraphRequests.inc({ subgraph: name });
  const typeDefs = parse(readFileSync(projectPath('schema', `${name}.graphql`), 'utf8'));
  const schema = buildSubgraphSchema({ typeDefs, resolvers: resolvers as ResolverMap });
  guardFields(schema, accessRules(typeDefs));
  const yoga = createSubgraphServer(schema, services, longestMs, stranger);
  const call = createCall(schema, services);
  const subscribe = createSubscribe(schema, services);
  // Counted where the subgraph runs, so that the sum over all processes has each request once.
  return {
    name,
    schema,
    call: (request) => {
      count();
      return call(request);
    },
    subscribe: async (request) => {
      count();
      return subscribe(request);
    },
    fetch: async (request) => {
      count();
      return yoga.fetch(request);
    },
  };
}

function createCall(schema: GraphQLSchema, services: SearchServices): Subgraph['call'] {
  const valid = new WeakSet<DocumentNode>();
  return async ({ query, document: parsed, operationName, variables, scope }) => {
    const document = parsed ?? parse(query);
    // Contexts are made with the services of this process; the rest of the request is the gateway's.
    const contextValue: SearchContext = { ...scope, services };
    if (!valid.has(document)) {
      const errors = validate(schema, document);
      if (errors.length > 0) return { errors: errors.map((error) => requestError(error, scope.requestId)) };
      valid.add(document);
    }
    return executeOperation({ schema, document, operationName, variableValues: variables, contextValue });
  };
}

function createSubscribe(schema: GraphQLSchema, services: SearchServices): Subgraph['subscribe'] {
  return async ({ query, document: parsed, operationName, variables, scope, signal = scope.deadline.signal }) => {
    const document = parsed ?? parse(query);
    const errors = validate(schema, document);
    if (errors.length > 0) return { errors: errors.map((error) => requestError(error, scope.requestId)) };
    const contextValue: SearchContext = { ...scope, services };
    return subscribeOperation({ schema, document, operationName, variableValues: variables, contextValue }, signal);
  };
}

/** Of operations that came over HTTP; the gateway plans the same few again and again. */
const KEPT_BYTES = 16_000_000;
/** What is no GraphQL is read anew each time. */
const NOTHING_KEPT = { get: () => undefined, set: () => undefined };

function createSubgraphServer(schema: GraphQLSchema, services: SearchServices, longestMs: number, stranger: Caller) {
  return createYoga<object, SearchContext>({
    schema,
    graphiql: false,
    landingPage: false,
    logging: false,
    // executeOperation masks, so that both ways answer the same.
    maskedErrors: false,
    parserAndValidationCache: { documentCache: createDocumentCache(KEPT_BYTES), errorCache: NOTHING_KEPT },
    context: ({ request, params }) => contextFromRequest(request, params?.extensions, services, longestMs, stranger),
    plugins: [maskingExecution],
  });
}

type ServedContext = ReturnType<typeof contextFromRequest> & { readonly request: Request };

/** Yoga makes the context as above; its execute function is told nothing of that type. */
const maskingExecution: Plugin<SearchContext> = {
  onExecute: ({ setExecuteFn }) =>
    setExecuteFn(async (args: ExecutionArgs) => {
      const context = args.contextValue as ServedContext;
      const result = await executeOperation({ ...args, contextValue: context }).finally(context.deadline.end);
      if (context.request.headers.get(TIMINGS_HEADER) !== '1') return result;
      return { ...result, extensions: { ...result.extensions, timings: toldTimings(timingsOf(context)) } };
    }),
  onSubscribe: ({ setSubscribeFn }) =>
    setSubscribeFn((args: ExecutionArgs) => {
      const { request, ...context } = args.contextValue as ServedContext;
      context.deadline.end();
      // Who subscribes waits longer than for a search: until they go away.
      const deadline = { remainingMs: context.deadline.remainingMs, signal: request.signal };
      return subscribeOperation({ ...args, contextValue: { ...context, deadline } }, request.signal);
    }),
};
