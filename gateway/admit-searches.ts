/** Has every operation that searches pass the admission; health, metrics, introspection and single objects never wait. */

import { type ApolloServerPlugin, HeaderMap } from '@apollo/server';
import {
  type DocumentNode,
  type FieldNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Ending } from '../runtime/ending.ts';
import { ERROR_KINDS, type ErrorCode, TandemError } from '../runtime/errors.ts';
import type { RequestScope } from '../subgraphs/request-context.ts';
import type { Admission, Admitted } from './admission.ts';

/** Fields of the query type that embed, retrieve and rank. */
const SEARCH_FIELDS: ReadonlySet<string> = new Set(['jobSearch', 'peopleSearch']);

/** A refusal answers 503 with `Retry-After`, before anything is planned. */
export function admitSearches(admission: Admission): ApolloServerPlugin<RequestScope> {
  const running = new WeakMap<RequestScope, Admitted>();
  const end = (scope: RequestScope, ending: Ending): void => running.get(scope)?.end(ending);
  return {
    unexpectedErrorProcessingRequest: async ({ requestContext }) => end(requestContext.contextValue, 'ignored'),
    requestDidStart: async () => ({
      didResolveOperation: async ({ operation, document, contextValue }) => {
        const places = operation === undefined ? 0 : searchesOf(operation, document);
        if (places === 0) return;
        const { lane, deadline } = contextValue;
        const { signal } = deadline;
        const admitted = await admission.enter(lane, signal, places).catch((error) => refuse(error, signal));
        running.set(contextValue, admitted);
        // Nobody waits for the answer to a client that has gone, so nobody waits for its place either.
        const leave = (): void => (deadline.remainingMs() > 0 ? admitted.end('ignored') : undefined);
        signal.addEventListener('abort', leave, { once: true });
      },
      willSendResponse: async ({ contextValue, errors }) => end(contextValue, endingOf(contextValue, errors)),
    }),
  };
}

/** Fields with one response name are merged into one search. */
function searchesOf(operation: OperationDefinitionNode, document: DocumentNode): number {
  const searches = [...rootFields(operation.selectionSet, document)].filter(({ name }) =>
    SEARCH_FIELDS.has(name.value),
  );
  return new Set(searches.map(({ alias, name }) => (alias ?? name).value)).size;
}

/** Validated documents have no circles of fragments. */
function* rootFields({ selections }: SelectionSetNode, document: DocumentNode): Generator<FieldNode> {
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) yield selection;
    else if (selection.kind === Kind.INLINE_FRAGMENT) yield* rootFields(selection.selectionSet, document);
    else {
      const fragment = document.definitions.find(
        (definition) => definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === selection.name.value,
      );
      if (fragment?.kind === Kind.FRAGMENT_DEFINITION) yield* rootFields(fragment.selectionSet, document);
    }
  }
}

/** The library takes status and headers of an answer from the extension `http`, which no client sees. */
function refuse(error: unknown, caller: AbortSignal): never {
  if (caller.aborted && error === caller.reason) throw tooLate();
  if (!(error instanceof TandemError)) throw error;
  const { retryAfterMs } = error.details;
  const headers = new HeaderMap([['retry-after', String(Math.ceil(Number(retryAfterMs) / 1_000))]]);
  const http: object = { status: ERROR_KINDS[error.code].status, headers };
  throw new GraphQLError(error.message, { extensions: { code: error.code, retryAfterMs, http } });
}

/** Who hangs up while waiting, or whose time is over then, is no defect of ours. */
function tooLate(): GraphQLError {
  const { means, status } = ERROR_KINDS.DEADLINE_EXCEEDED;
  return new GraphQLError(means, { extensions: { code: 'DEADLINE_EXCEEDED' satisfies ErrorCode, http: { status } } });
}

/** A worker that is away is a fault, not load. */
const LOST_TO_LOAD: ReadonlySet<unknown> = new Set<ErrorCode>(['DEADLINE_EXCEEDED', 'OVERLOADED']);

/** An answer with errors of the caller's took no time that another would take. */
function endingOf({ deadline }: RequestScope, errors: readonly GraphQLError[] = []): Ending {
  if (errors.some(({ extensions }) => LOST_TO_LOAD.has(extensions.code))) return 'dropped';
  if (deadline.signal.aborted) return deadline.remainingMs() === 0 ? 'dropped' : 'ignored';
  return errors.length > 0 ? 'ignored' : 'success';
}
