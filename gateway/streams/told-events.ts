/** The events of a subscription as its client is told them: until their source ends or the caller is refused. */

import type { ExecutionResult, GraphQLError } from 'graphql';
import { leave, nextUnless } from '../../subgraphs/next-unless.ts';

export interface ToldEvents {
  readonly source: AsyncIterable<ExecutionResult>;
  /** Resolves when nothing more may be told; the error is the last event. */
  readonly refused: Promise<GraphQLError>;
  /** Told with the first event. */
  readonly extensions: Readonly<Record<string, unknown>>;
  readonly readable: (event: ExecutionResult) => ExecutionResult;
  /** Called once, whoever ends it. */
  readonly end: () => void;
}

export async function* toldEvents(told: ToldEvents): AsyncGenerator<ExecutionResult, void, void> {
  const { source, refused, readable, end } = told;
  const events = source[Symbol.asyncIterator]();
  const nextEvent = nextUnless(events, refused);
  let first: object = { extensions: told.extensions };
  try {
    for (;;) {
      const next = await nextEvent();
      if ('instead' in next) {
        yield { errors: [next.instead], ...first };
        return;
      }
      if (next.done) return;
      // What the subgraph says beside its answer is for us.
      const { data, errors } = readable(next.value);
      yield { ...(data === undefined ? {} : { data }), ...(errors === undefined ? {} : { errors }), ...first };
      first = {};
    }
  } finally {
    end();
    leave(events);
  }
}
