/** Subscriptions: the subgraph that has the field is asked, and each of its events is one answer. */

import {
  type ConstDirectiveNode,
  type DocumentNode,
  type ExecutionResult,
  type FieldNode,
  GraphQLError,
  getOperationAST,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  type SelectionSetNode,
} from 'graphql';
import type { ErrorCode } from '../../runtime/errors.ts';
import type { Limits } from '../../runtime/limits.ts';
import { fragmentsOf } from '../../runtime/selected-fields.ts';
import { type AccessRules, accessRules } from '../../subgraphs/access-rules.ts';
import type { RequestScope } from '../../subgraphs/request-context.ts';
import { type DeniedOperation, denyFields } from '../access/deny-fields.ts';
import { objectPlaces, problemOf, withDenied } from '../access/null-denied.ts';
import { untilRefused } from '../callers/until-refused.ts';
import type { CallableSubgraph } from '../calls/data-source.ts';
import type { OpenedOperations } from '../gate/tell-cost.ts';
import { selectionsOf } from '../operations/deferred-parts.ts';
import type { ExecutorRequest } from '../operations/gateway-interface.ts';
import { withStatus } from '../operations/with-status.ts';
import type { StreamReader } from './current-stream.ts';
import { OpenSubscriptions } from './open-subscriptions.ts';
import { toldEvents } from './told-events.ts';

export interface Subscriptions {
  /** Reads from the composed graph which subgraph has which field. */
  readonly load: (supergraphSdl: string) => void;
  /** Ends when `signal` is aborted. Throws what the subgraph refuses. */
  readonly open: (request: ExecutorRequest, client: Client) => Promise<AsyncIterable<ExecutionResult>>;
}

type Client = Pick<StreamReader, 'signal' | 'identify'>;

export interface SubscriptionSettings {
  readonly opened: OpenedOperations;
  readonly limits: Pick<Limits, 'subscriptions'>;
}

export function createSubscriptions(
  subgraphs: readonly CallableSubgraph[],
  { opened, limits }: SubscriptionSettings,
): Subscriptions {
  let owners: ReadonlyMap<string, string> = new Map();
  let rules: AccessRules = new Map();
  const places = new OpenSubscriptions(limits.subscriptions);
  return {
    load: (supergraphSdl) => {
      const document = parse(supergraphSdl, { noLocation: true });
      owners = ownersOf(document);
      rules = accessRules(document);
    },
    open: (request, client) => open(request, client).catch((error: unknown) => Promise.reject(withStatus(error))),
  };

  async function open(request: ExecutorRequest, client: Client): Promise<AsyncIterable<ExecutionResult>> {
    const scope = request.context as unknown as RequestScope;
    const owner = owners.get(fieldOf(request.operation, request.document)?.name.value ?? '');
    const subgraph = subgraphs.find(({ name }) => name.toUpperCase() === owner);
    if (!subgraph?.subscribe) throw unavailable(owner ?? 'the subgraph', scope);
    requireVariables(request);
    const denied = deniedIn(request, rules, scope);
    const { signal, end } = endingWith(client.signal, places.take(opened.payerId(scope) ?? ''));
    try {
      const source = await sourceOf(subgraph, request, denied?.document ?? request.document, signal);
      const cost = await opened.settleWhole(scope);
      const extensions = cost === null ? {} : { cost };
      const objects = objectPlaces(request.document, request.schema, request.operationName);
      const readable = (event: ExecutionResult) => (denied ? withDenied(event, denied.marks, objects) : event);
      return toldEvents({ source, refused: untilRefused(client.identify, signal), extensions, readable, end });
    } catch (error) {
      end();
      throw error;
    }
  }
}

/** What the caller may not read of it, or null. Throws when that is the subscription itself. */
function deniedIn(request: ExecutorRequest, rules: AccessRules, { caller }: RequestScope): DeniedOperation | null {
  const denied = denyFields(request.document, request.schema, rules, caller);
  if (denied === null) return null;
  const operation = getOperationAST(denied.document, request.operationName);
  const field = operation && fieldOf(operation, denied.document);
  const problem = field && problemOf(denied, (field.alias ?? field.name).value);
  if (problem) throw problem;
  return denied;
}

/** Ends with the client, or by `end`; `atEnd` is called once. */
function endingWith(client: AbortSignal, atEnd: () => void) {
  const ending = new AbortController();
  const end = (): void => {
    client.removeEventListener('abort', end);
    atEnd();
    ending.abort();
  };
  client.addEventListener('abort', end);
  if (client.aborted) end();
  return { signal: ending.signal, end };
}

async function sourceOf(
  { name, subscribe }: CallableSubgraph,
  request: ExecutorRequest,
  document: DocumentNode,
  signal: AbortSignal,
): Promise<AsyncIterable<ExecutionResult>> {
  const scope = request.context as unknown as RequestScope;
  const events = await subscribe?.({
    query: print(document),
    document,
    operationName: request.operationName ?? undefined,
    variables: request.request.variables,
    scope: { ...scope, deadline: { remainingMs: scope.deadline.remainingMs, signal } },
    signal,
  });
  if (events && Symbol.asyncIterator in events) return events;
  throw events?.errors?.[0] ?? unavailable(name, scope);
}

/** As a planner does before it asks anybody. */
function requireVariables({ schema, operation, request }: ExecutorRequest): void {
  const { errors } = getVariableValues(schema, operation.variableDefinitions ?? [], request.variables ?? {});
  const [error] = errors ?? [];
  const extensions = { code: 'BAD_USER_INPUT' satisfies ErrorCode };
  if (error) throw new GraphQLError(error.message, { nodes: error.nodes ?? null, extensions });
}

/** The one field of a subscription: its validation refuses more. */
function fieldOf(operation: OperationDefinitionNode, document: DocumentNode): FieldNode | undefined {
  const fragments = fragmentsOf(document);
  const firstField = ({ selections: [selection] }: SelectionSetNode): FieldNode | undefined => {
    if (selection === undefined || selection.kind === Kind.FIELD) return selection;
    const inner = selectionsOf(selection, fragments);
    return inner && firstField(inner);
  };
  return firstField(operation.selectionSet);
}

/** Field of the subscription type to the name that composition gave its subgraph. */
function ownersOf({ definitions }: DocumentNode): ReadonlyMap<string, string> {
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
