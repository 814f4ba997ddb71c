/** What belongs to one request of a subgraph, taken over from the gateway or read from an HTTP request. */

import type { Caller } from '../runtime/caller.ts';
import { deadlineIn, type OwnDeadline } from '../runtime/deadline.ts';
import { requestIdFrom } from '../runtime/ids.ts';
import { laneFrom } from '../runtime/lane.ts';
import { TRACE_HEADER, traceparentFrom } from '../runtime/traces.ts';
import type { SearchContext, SearchServices } from '../search/context.ts';
import { CALLER_EXTENSION, openCaller } from './sealed-caller.ts';

/** Milliseconds that the caller still waits. */
export const DEADLINE_HEADER = 'x-tandem-deadline-ms';
export const REQUEST_ID_HEADER = 'x-request-id';
/** A request that states `batch` runs when no interactive one waits, and is refused first. */
export const LANE_HEADER = 'x-tandem-lane';

/** The part of a context that travels with a request; services stay in the process. */
export type RequestScope = Omit<SearchContext, 'services'>;

/** Of the platform, or of a library. */
export interface ReadHeaders {
  readonly get: (name: string) => string | null | undefined;
}

/** What a client states and every process on the way takes over. A `traceparent` that is not well formed is left out, as the standard wants it. */
export function statedIn(headers: ReadHeaders): Pick<RequestScope, 'lane' | 'traceparent'> {
  const traceparent = traceparentFrom(headers.get(TRACE_HEADER));
  return { lane: laneFrom(headers.get(LANE_HEADER)), ...(traceparent === undefined ? {} : { traceparent }) };
}

const DURATION = /^\d+(\.\d+)?$/;

/**
 * A context for a request that came over HTTP; its deadline is at most `longestMs` from now. The caller is read from
 * `extensions`, where only a gateway can sign one, else it is `stranger`. Throws UNAUTHENTICATED for any other caller there.
 * Who answers the request ends the deadline.
 */
export function contextFromRequest(
  request: Request,
  extensions: Readonly<Record<string, unknown>> | null | undefined,
  services: SearchServices,
  longestMs: number,
  stranger: Caller,
): SearchContext & { readonly deadline: OwnDeadline } {
  const caller = extensions?.[CALLER_EXTENSION];
  const header = request.headers.get(DEADLINE_HEADER) ?? '';
  const budgetMs = DURATION.test(header) ? Math.min(Number(header), longestMs) : longestMs;
  return {
    ...statedIn(request.headers),
    services,
    deadline: deadlineIn(budgetMs, request.signal, services.clock),
    requestId: requestIdFrom(request.headers.get(REQUEST_ID_HEADER) ?? undefined),
    caller: caller === undefined ? stranger : openCaller(caller, 'operation', services.signer, services.clock),
    memo: new Map(),
  };
}
