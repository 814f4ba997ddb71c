/** Who reads an answer in parts, where somebody does: the planner hands the parts over while the whole is being put together. */

import { AsyncLocalStorage } from 'node:async_hooks';
import type { ExecutionResult, GraphQLError } from 'graphql';
import type { Caller } from '../../runtime/caller.ts';
import type { DeferredPart } from '../operations/deferred-parts.ts';

/** What can be told before the deferred parts are there. */
export interface FirstPart {
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly errors: readonly GraphQLError[];
  /** What the client waits for besides. */
  readonly deferred: readonly DeferredPart[];
}

export interface StreamReader {
  /** Aborted when the client goes away or the server stops. */
  readonly signal: AbortSignal;
  /** Asks again who sent the request. Throws what a request would be refused with now. */
  readonly identify: () => Promise<Caller>;
  readonly takeFirst: (part: FirstPart) => void;
  readonly takeEvents: (events: AsyncIterable<ExecutionResult>) => void;
}

/** Nothing for requests that are answered at once: they get the same fields, all together. */
export const currentStream = new AsyncLocalStorage<StreamReader>();
