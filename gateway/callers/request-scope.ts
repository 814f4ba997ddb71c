/** What belongs to one request at the gateway and travels with it into every subgraph. */

import type { Caller } from '../../runtime/caller.ts';
import { deadlineIn, type OwnDeadline } from '../../runtime/deadline.ts';
import { type ReadHeaders, type RequestScope, statedIn } from '../../subgraphs/request-context.ts';

/** `signal` is aborted when the client goes away. The memo is shared by the subgraphs of this process. Who answers the request ends its deadline. */
export function createRequestScope(
  requestId: string,
  budgetMs: number,
  signal: AbortSignal,
  caller: Caller,
  headers: ReadHeaders = new Headers(),
): RequestScope & { readonly deadline: OwnDeadline } {
  return {
    ...statedIn(headers),
    requestId,
    deadline: deadlineIn(budgetMs, signal),
    caller,
    memo: new Map(),
  };
}
