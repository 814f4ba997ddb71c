/** Runs one subscription of one subgraph: each event is an answer with errors as callers may read them. */

import { type ExecutionResult, GraphQLError, subscribe } from 'graphql';
import { type PreparedOperation, withPublicErrors } from './execute-operation.ts';
import { leave, nextUnless } from './next-unless.ts';
import { keepPeopleTexts } from './people-texts.ts';

/** Ends when the source ends or `signal` is aborted, and closes the source then. A result when the operation is refused. */
export async function subscribeOperation(
  operation: PreparedOperation,
  signal: AbortSignal,
): Promise<AsyncIterable<ExecutionResult> | ExecutionResult> {
  keepPeopleTexts(operation.document, operation.variableValues);
  const events = await subscribe({ ...operation, variableValues: operation.variableValues ?? {} });
  if (!(Symbol.asyncIterator in events)) return withPublicErrors(events, operation.contextValue);
  return eventsUntil(events, signal, (event) => withPublicErrors(event, operation.contextValue));
}

async function* eventsUntil(
  events: AsyncGenerator<ExecutionResult, void, void>,
  signal: AbortSignal,
  toPublic: (event: ExecutionResult) => ExecutionResult,
): AsyncGenerator<ExecutionResult, void, void> {
  // A source that waits for its next event hears of nothing else, so nobody waits for it to end.
  const nextEvent = nextUnless(events, abortOf(signal));
  try {
    for (;;) {
      const next = await nextEvent();
      if ('instead' in next || next.done) return;
      yield toPublic(next.value);
    }
  } catch (error) {
    yield toPublic(failed(error));
  } finally {
    leave(events);
  }
}

/** A source that fails has its error as its last event. */
function failed(error: unknown): ExecutionResult {
  const originalError = error instanceof Error ? error : new Error(String(error));
  return { data: null, errors: [new GraphQLError(originalError.message, { originalError })] };
}

function abortOf(signal: AbortSignal): Promise<null> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(null), { once: true });
    if (signal.aborted) resolve(null);
  });
}
