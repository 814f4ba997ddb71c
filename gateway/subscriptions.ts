/** Subscriptions: the subgraph that has the field is asked, and each of its events is one answer. */

import {
  type ConstDirectiveNode,
  type ExecutionResult,
  type FieldNode,
  GraphQLError,
  getVariableValues,
  Kind,
  parse,
  print,
  type SelectionSetNode,
} from 'graphql';
import type { ErrorCode } from '../runtime/errors.ts';
import type { RequestScope } from '../subgraphs/request-context.ts';
import type { CallableSubgraph } from './data-source.ts';
import { selectionsOf } from './deferred-parts.ts';
import type { ExecutorRequest } from './gateway-interface.ts';

export interface Subscriptions {
  /** Reads from the composed graph which subgraph has which field. */
  readonly load: (supergraphSdl: string) => void;
  /** Ends when `signal` is aborted. Throws what the subgraph refuses. */
  readonly open: (request: ExecutorRequest, signal: AbortSignal) => Promise<AsyncIterable<ExecutionResult>>;
}

export function createSubscriptions(subgraphs: readonly CallableSubgraph[]): Subscriptions {
  let owners: ReadonlyMap<string, string> = new Map();
  return {
    load: (supergraphSdl) => {
      owners = ownersOf(supergraphSdl);
    },
    open: async (request, signal) => {
      const scope = request.context as unknown as RequestScope;
      const owner = owners.get(fieldOf(request));
      const subgraph = subgraphs.find(({ name }) => name.toUpperCase() === owner);
      if (!subgraph?.subscribe) throw unavailable(owner ?? 'the subgraph', scope);
      const { document, operationName } = request;
      requireVariables(request);
      const events = await subgraph.subscribe({
        query: print(document),
        document,
        operationName: operationName ?? undefined,
        variables: request.request.variables,
        scope: { ...scope, deadline: { remainingMs: scope.deadline.remainingMs, signal } },
        signal,
      });
      if (Symbol.asyncIterator in events) return events;
      throw events.errors?.[0] ?? unavailable(subgraph.name, scope);
    },
  };
}

/** As a planner does before it asks anybody. */
function requireVariables({ schema, operation, request }: ExecutorRequest): void {
  const { errors } = getVariableValues(schema, operation.variableDefinitions ?? [], request.variables ?? {});
  const [error] = errors ?? [];
  const extensions = { code: 'BAD_USER_INPUT' satisfies ErrorCode, http: { status: 400 } };
  if (error) throw new GraphQLError(error.message, { nodes: error.nodes ?? null, extensions });
}

/** The one field of a subscription: its validation refuses more. */
function fieldOf({ operation, document }: ExecutorRequest): string {
  const fragments = new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
    ),
  );
  const firstField = ({ selections: [selection] }: SelectionSetNode): FieldNode | undefined => {
    if (selection === undefined || selection.kind === Kind.FIELD) return selection;
    const inner = selectionsOf(selection, fragments);
    return inner && firstField(inner);
  };
  return firstField(operation.selectionSet)?.name.value ?? '';
}

/** Field of the subscription type to the name that composition gave its subgraph. */
function ownersOf(supergraphSdl: string): ReadonlyMap<string, string> {
  const { definitions } = parse(supergraphSdl, { noLocation: true });
  const type = definitions.find(
    (definition) => definition.kind === Kind.OBJECT_TYPE_DEFINITION && definition.name.value === 'Subscription',
  );
  if (type?.kind !== Kind.OBJECT_TYPE_DEFINITION) return new Map();
  // A field without an owner of its own is that of the only subgraph that has the type.
  const only = graphOf(type.directives, 'join__type');
  return new Map(
    (type.fields ?? []).flatMap(({ name, directives }) => {
      const graph = graphOf(directives, 'join__field') ?? only;
      return graph === undefined ? [] : [[name.value, graph] as const];
    }),
  );
}

function graphOf(directives: readonly ConstDirectiveNode[] | undefined, name: string): string | undefined {
  const directive = directives?.find((candidate) => candidate.name.value === name);
  const graph = directive?.arguments?.find((argument) => argument.name.value === 'graph')?.value;
  return graph?.kind === Kind.ENUM ? graph.value : undefined;
}

function unavailable(name: string, { requestId }: RequestScope): GraphQLError {
  const code = 'SUBGRAPH_UNAVAILABLE' satisfies ErrorCode;
  return new GraphQLError(`${name} tells no events now; try again`, { extensions: { code, requestId } });
}
