/** The query planner of Hive Router: plans beside the event loop, and is loaded only where it is asked for. */

import type { QueryPlanner } from '@graphql-hive/router-query-planner';
import {
  buildASTSchema,
  type DefinitionNode,
  type DirectiveLocation,
  type GraphQLSchema,
  Kind,
  parse,
  print,
} from 'graphql';
import { TandemError } from '../../runtime/errors.ts';
import { stepsOfHive } from './hive-plan.ts';
import { PLAN_MS, PlannedTooLong, type Planner } from './plan.ts';

/** `limitMs`: of planning one operation. */
export async function loadHivePlanner(supergraphSdl: string, limitMs = PLAN_MS): Promise<Planner> {
  const QueryPlanner = await load();
  const planner = new QueryPlanner(supergraphSdl);
  return {
    schema: publicSchema(planner.consumerSchema),
    plan: async (document, operationName) => {
      const signal = AbortSignal.timeout(limitMs);
      try {
        return stepsOfHive(await planner.planAsync(print(document), operationName, new Set(), 0, signal));
      } catch (error) {
        throw signal.aborted ? new PlannedTooLong(limitMs, error) : error;
      }
    },
  };
}

async function load(): Promise<typeof QueryPlanner> {
  try {
    return (await import('@graphql-hive/router-query-planner')).QueryPlanner;
  } catch (error) {
    const message = `TANDEM_ENGINE=hive needs a planner that is built for ${process.platform} ${process.arch}; choose apollo`;
    throw new TandemError('CONFIG_INVALID', message, {}, error);
  }
}

/** `printed` also defines introspection, which is the library's to add. */
function publicSchema(printed: string): GraphQLSchema {
  const document = parse(printed, { noLocation: true });
  const definitions = document.definitions.filter((each) => isOurs(each) && isForClients(each)).map(withoutMetaFields);
  // What subgraphs alone read of the graph is still applied to its fields.
  return buildASTSchema({ ...document, definitions }, { assumeValidSDL: true });
}

/** Introspection, and what the supergraph is put together with. */
const OF_LIBRARIES = /^(__|join__|link__)/;

function isOurs(definition: DefinitionNode): boolean {
  const hasName = 'name' in definition && definition.name !== undefined;
  return !hasName || !OF_LIBRARIES.test(definition.name?.value ?? '');
}

/** A directive that no operation can have says something to subgraphs. */
function isForClients(definition: DefinitionNode): boolean {
  return (
    definition.kind !== Kind.DIRECTIVE_DEFINITION || definition.locations.some(({ value }) => EXECUTABLE.has(value))
  );
}

const EXECUTABLE: ReadonlySet<string> = new Set<keyof typeof DirectiveLocation>([
  'QUERY',
  'MUTATION',
  'SUBSCRIPTION',
  'FIELD',
  'FRAGMENT_DEFINITION',
  'FRAGMENT_SPREAD',
  'INLINE_FRAGMENT',
  'VARIABLE_DEFINITION',
]);

function withoutMetaFields(definition: DefinitionNode): DefinitionNode {
  if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) return definition;
  return { ...definition, fields: (definition.fields ?? []).filter(({ name }) => !name.value.startsWith('__')) };
}
