/** Has every operation that searches pass the admission; health, metrics, introspection and single objects never wait. */

import {
  type DocumentNode,
  type FieldNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Clock } from '../../runtime/clock.ts';
import { type Deadline, isTimeout } from '../../runtime/deadline.ts';
import type { Ending } from '../../runtime/ending.ts';
import { ERROR_KINDS, type ErrorCode, TandemError } from '../../runtime/errors.ts';
import { type Fragments, fragmentsOf } from '../../runtime/selected-fields.ts';
import { addTimes, timingsOf } from '../../runtime/timings.ts';
import type { RequestScope } from '../../subgraphs/request-context.ts';
import { selectionsOf } from '../operations/deferred-parts.ts';
import type { Executor, GatewayInterface } from '../operations/gateway-interface.ts';
import { refusedFor } from '../operations/with-status.ts';
import type { Admission, Admitted } from './admission.ts';

/** Fields of the query type that embed, retrieve and rank. */
const SEARCH_FIELDS: ReadonlySet<string> = new Set(['jobSearch', 'peopleSearch']);

/**
 * A refusal answers 503 with `Retry-After`, before anything is planned. It stands around the planner and is no plugin:
 * the library runs hooks of one kind side by side, so one of them could wait for a place while another refuses the
 * request; here everything that refuses a request is over, and what is begun is ended.
 */
export function admitSearches(gateway: GatewayInterface, admission: Admission, clock: Clock): GatewayInterface {
  return {
    onSchemaLoadOrUpdate: (callback) => gateway.onSchemaLoadOrUpdate(callback),
    stop: () => gateway.stop(),
    load: async (options) => {
      const { executor } = await gateway.load(options);
      return { executor: executor && admitted(executor, admission, clock) };
    },
  };
}

function admitted(execute: Executor, admission: Admission, clock: Clock): Executor {
  return async (request) => {
    const places = searchesOf(request.operation, request.document);
    if (places === 0) return execute(request);
    const scope = request.context as unknown as RequestScope;
    const place = await waitFor(places, scope, admission, clock);
    const forget = endWith(scope.deadline, place);
    let ending: Ending = 'ignored';
    try {
      const answer = await execute(request);
      ending = endingOf(scope.deadline, answer.errors);
      return answer;
    } catch (error) {
      ending = endingOf(scope.deadline, [error]);
      throw error;
    } finally {
      forget();
      place.end(ending);
    }
  };
}

async function waitFor(places: number, scope: RequestScope, admission: Admission, clock: Clock): Promise<Admitted> {
  const { lane, deadline } = scope;
  const sinceMs = clock.nowMs();
  const place = await admission
    .enter(lane, deadline.signal, places)
    .catch((error: unknown) => refuse(error, deadline.signal));
  const timings = timingsOf(scope);
  timings.planningSinceMs = clock.nowMs();
  addTimes(timings, { admit: timings.planningSinceMs - sinceMs });
  return place;
}

/**
 * Nobody waits for the answer to a client that has gone, and what is not done at the deadline is cut short: neither
 * holds a place. Returns what stops listening.
 */
function endWith(deadline: Deadline, place: Admitted): () => void {
  const { signal } = deadline;
  const leave = (): void => place.end(endingOf(deadline));
  signal.addEventListener('abort', leave, { once: true });
  // It may have been aborted since the place was given.
  if (signal.aborted) leave();
  return () => signal.removeEventListener('abort', leave);
}

/** Fields with one response name are merged into one search. */
function searchesOf(operation: OperationDefinitionNode, document: DocumentNode): number {
  const searches = [...rootFields(operation.selectionSet, fragmentsOf(document))].filter(({ name }) =>
    SEARCH_FIELDS.has(name.value),
  );
  return new Set(searches.map(({ alias, name }) => (alias ?? name).value)).size;
}

/** Validated documents have no circles of fragments. */
function* rootFields({ selections }: SelectionSetNode, fragments: Fragments): Generator<FieldNode> {
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) yield selection;
    else {
      const inner = selectionsOf(selection, fragments);
      if (inner) yield* rootFields(inner, fragments);
    }
  }
}

function refuse(error: unknown, caller: AbortSignal): never {
  if (caller.aborted && error === caller.reason) throw tooLate();
  if (!(error instanceof TandemError)) throw error;
  throw refusedFor(Number(error.details.retryAfterMs), error.code, error.message);
}

/** Who hangs up while waiting, or whose time is over then, is no defect of ours. */
function tooLate(): GraphQLError {
  const { means, status } = ERROR_KINDS.DEADLINE_EXCEEDED;
  return new GraphQLError(means, { extensions: { code: 'DEADLINE_EXCEEDED' satisfies ErrorCode, http: { status } } });
}

/** A worker that is away is a fault, not load. */
const LOST_TO_LOAD: ReadonlySet<unknown> = new Set<ErrorCode>(['DEADLINE_EXCEEDED', 'OVERLOADED']);

/** An answer with errors of the caller's took no time that another would take. */
function endingOf({ signal }: Deadline, errors: readonly unknown[] = []): Ending {
  if (errors.some((error) => LOST_TO_LOAD.has(codeOf(error)))) return 'dropped';
  if (signal.aborted) return isTimeout(signal.reason) ? 'dropped' : 'ignored';
  return errors.length > 0 ? 'ignored' : 'success';
}

function codeOf(error: unknown): unknown {
  if (error instanceof GraphQLError) return error.extensions.code;
  return error instanceof TandemError ? error.code : undefined;
}
