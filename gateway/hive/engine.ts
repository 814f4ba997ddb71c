/** The other engine behind Apollo Server: plans by the query planner of Hive Router, and runs the plans here. */

import type { GraphQLDataSource } from '@apollo/gateway';
import type { QueryPlanner } from '@graphql-hive/router-query-planner';
import {
  buildASTSchema,
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getVariableValues,
  isAbstractType,
  Kind,
  parse,
} from 'graphql';
import { TandemError } from '../../runtime/errors.ts';
import type { RequestScope } from '../../subgraphs/request-context.ts';
import type { Executor, ExecutorRequest, GatewayInterface } from '../gateway-interface.ts';
import { emptyObject } from '../plain-data.ts';
import type { PlainResult } from '../representations.ts';
import type { TypeTest } from './entities.ts';
import { executeMeta } from './meta-fields.ts';
import { createPlanOperation, type PlannedOperation } from './operations.ts';
import { publicSchema } from './public-schema.ts';
import { type PlanRun, runStep } from './run-plan.ts';

export interface HiveSettings {
  readonly supergraphSdl: string;
  /** Asked once for each subgraph of the supergraph; throws for one that it does not have. */
  readonly sourceOf: (subgraph: string) => GraphQLDataSource<RequestScope>;
}

export function createHiveEngine({ supergraphSdl, sourceOf }: HiveSettings): GatewayInterface {
  const listeners = new Set<Parameters<GatewayInterface['onSchemaLoadOrUpdate']>[0]>();
  return {
    onSchemaLoadOrUpdate: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    load: async () => {
      const supergraph = parse(supergraphSdl, { noLocation: true });
      const Planner = await loadPlanner();
      const planner = new Planner(supergraphSdl);
      const apiSchema = publicSchema(planner.consumerSchema);
      const sources = new Map(subgraphsOf(supergraph).map((name) => [name, sourceOf(name)]));
      for (const listener of listeners) listener({ apiSchema, coreSupergraphSdl: supergraphSdl });
      return { executor: createExecutor(planner, apiSchema, typeTest(supergraph), sources) };
    },
    stop: async () => undefined,
  };
}

/** Loaded when it is asked for, so that a platform without it has the other engine. */
async function loadPlanner(): Promise<typeof QueryPlanner> {
  try {
    return (await import('@graphql-hive/router-query-planner')).QueryPlanner;
  } catch (error) {
    const message = `TANDEM_ENGINE=hive needs a planner that is built for ${process.platform} ${process.arch}; choose apollo`;
    throw new TandemError('CONFIG_INVALID', message, {}, error);
  }
}

type Sources = ReadonlyMap<string, GraphQLDataSource<RequestScope>>;

function createExecutor(planner: QueryPlanner, schema: GraphQLSchema, isType: TypeTest, sources: Sources): Executor {
  const planOperation = createPlanOperation(planner, schema);
  return async (request) => {
    const operation = await planOperation(request);
    const given = request.request.variables ?? {};
    const checked = getVariableValues(schema, operation.definition.variableDefinitions ?? [], given);
    if (checked.errors) return { errors: checked.errors };
    const variables = { ...operation.defaults, ...given };
    const run: PlanRun = { variables, data: emptyObject(), errors: [], isType, ask: askThrough(sources, request) };
    await runStep(operation.plan, run);
    return answerOf(operation, run, schema);
  };
}

function askThrough(sources: Sources, request: ExecutorRequest): PlanRun['ask'] {
  return async ({ subgraph, query, document }, variables) => {
    const source = sources.get(subgraph);
    if (!source) throw new Error(`expected a plan of known subgraphs, got ${subgraph}`);
    const options = { request: { query, variables }, document, context: request.context };
    // Of the rest of the library's own request our sources read nothing.
    const answer = await source.process(options as unknown as Parameters<typeof source.process>[0]);
    return answer as PlainResult;
  };
}

function answerOf({ meta, shapeFor }: PlannedOperation, run: PlanRun, schema: GraphQLSchema) {
  const told = run.errors.map(
    ({ message, path, extensions }) =>
      new GraphQLError(message, { path: path ?? null, extensions: extensions ?? null }),
  );
  const { data, errors } = shapeFor(run.variables)(run.data, executeMeta(meta, schema, run.variables));
  // A null that a subgraph has explained needs no other error.
  const all = told.length > 0 ? told : errors;
  return all.length > 0 ? { data, errors: all } : { data };
}

function subgraphsOf({ definitions }: DocumentNode): readonly string[] {
  const graphs = definitions.find(
    (definition) => definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === 'join__Graph',
  );
  if (graphs?.kind !== Kind.ENUM_TYPE_DEFINITION) throw new Error('expected a supergraph with the enum join__Graph');
  return (graphs.values ?? []).flatMap(({ directives = [] }) =>
    directives.flatMap(({ arguments: given = [] }) =>
      given.flatMap(({ name, value }) => (name.value === 'name' && value.kind === Kind.STRING ? [value.value] : [])),
    ),
  );
}

/** Knows the types that the public schema hides, too. */
function typeTest(supergraph: DocumentNode): TypeTest {
  const schema = buildASTSchema(supergraph, { assumeValid: true, assumeValidSDL: true });
  const possible = new Map<string, ReadonlySet<unknown>>();
  const possibleOf = (name: string): ReadonlySet<unknown> => {
    const known = possible.get(name);
    if (known) return known;
    const type = schema.getType(name);
    const names = isAbstractType(type) ? schema.getPossibleTypes(type).map((each) => each.name) : [];
    const found = new Set(names);
    possible.set(name, found);
    return found;
  };
  return (typename, name) => typename === name || possibleOf(name).has(typename);
}
