/** What stands behind Apollo Server: a planner says which subgraph is asked for what, and the plans are run here. */

import { buildASTSchema, type DocumentNode, GraphQLError, isAbstractType, Kind, parse } from 'graphql';
import type { Config } from '../../runtime/config.ts';
import { emptyObject } from '../../runtime/plain-data.ts';
import type { RequestScope } from '../../subgraphs/request-context.ts';
import type { DataSource } from '../calls/data-source.ts';
import type { Executor, ExecutorRequest, GatewayInterface } from '../operations/gateway-interface.ts';
import { valuesOver } from '../operations/variable-defaults.ts';
import { loadApolloPlanner } from './apollo-planner.ts';
import type { AnswerPath, TypeTest } from './entities.ts';
import { loadHivePlanner } from './hive-planner.ts';
import { executeMeta } from './meta-fields.ts';
import { createPlanOperation, type PlannedOperation } from './operations.ts';
import type { LoadPlanner, Planner } from './plan.ts';
import { type PlanRun, runStep } from './run-plan.ts';

const PLANNERS: Readonly<Record<Config['TANDEM_ENGINE'], LoadPlanner>> = {
  apollo: loadApolloPlanner,
  hive: loadHivePlanner,
};

export interface EngineSettings {
  readonly engine: Config['TANDEM_ENGINE'];
  readonly supergraphSdl: string;
  /** Asked once for each subgraph of the supergraph; throws for one that it does not have. */
  readonly sourceOf: (subgraph: string) => DataSource;
}

export function createEngine({ engine, supergraphSdl, sourceOf }: EngineSettings): GatewayInterface {
  const listeners = new Set<Parameters<GatewayInterface['onSchemaLoadOrUpdate']>[0]>();
  return {
    onSchemaLoadOrUpdate: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    load: async () => {
      const supergraph = parse(supergraphSdl, { noLocation: true });
      const planner = await PLANNERS[engine](supergraphSdl);
      const sources = new Map(subgraphsOf(supergraph).map((name) => [name, sourceOf(name)]));
      for (const listener of listeners) listener({ apiSchema: planner.schema, coreSupergraphSdl: supergraphSdl });
      return { executor: createExecutor(planner, typeTest(supergraph), sources) };
    },
    stop: async () => undefined,
  };
}

type Sources = ReadonlyMap<string, DataSource>;

function createExecutor(planner: Planner, isType: TypeTest, sources: Sources): Executor {
  const planOperation = createPlanOperation(planner);
  const { schema } = planner;
  return async (request) => {
    const operation = await planOperation(request);
    // Whether they fit was seen before (check-variables.ts).
    const variables = valuesOver(operation.defaults, request.request.variables);
    const run: PlanRun = { variables, data: emptyObject(), errors: [], isType, ask: askThrough(sources, request) };
    await runStep(operation.plan, run);
    return answerOf(operation, run, schema);
  };
}

function askThrough(sources: Sources, { context }: ExecutorRequest): PlanRun['ask'] {
  const scope = context as unknown as RequestScope;
  return async ({ subgraph, query, document }, variables) => {
    const source = sources.get(subgraph);
    if (!source) throw new Error(`expected a plan of known subgraphs, got ${subgraph}`);
    return source({ query, document, variables, scope });
  };
}

function answerOf({ meta, shapeFor }: PlannedOperation, run: PlanRun, schema: Planner['schema']) {
  const { data, errors } = shapeFor(run.variables)(run.data, executeMeta(meta, schema, run.variables));
  const told = run.errors
    .filter(({ path }) => isAsked(data, path ?? []))
    .map(
      ({ message, path, extensions }) =>
        new GraphQLError(message, { path: path ?? null, extensions: extensions ?? null }),
    );
  // A null that a subgraph has explained needs no other error.
  const all = told.length > 0 ? told : errors;
  return all.length > 0 ? { data, errors: all } : { data };
}

/** A plan may fetch what `@skip` leaves out of the answer: nobody asked for its errors. */
function isAsked(data: unknown, path: AnswerPath): boolean {
  let at = data;
  for (const step of path) {
    if (typeof at !== 'object' || at === null) return true;
    if (!Object.hasOwn(at, step)) return false;
    at = (at as Readonly<Record<string | number, unknown>>)[step];
  }
  return true;
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
