/** What belongs to one request at the gateway and travels with it into every subgraph. */

import { developmentViewer } from '../account/viewer.ts';
import { deadlineIn } from '../runtime/deadline.ts';
import type { RequestScope } from '../subgraphs/request-context.ts';

/** Version, trace id, parent id, flags of W3C Trace Context. */
const TRACEPARENT = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

/**
 * `signal` is aborted when the client goes away. The memo is shared by the subgraphs of this process. A `traceparent`
 * that is not well formed is left out, as the standard wants it.
 */
export function createRequestScope(
  requestId: string,
  budgetMs: number,
  signal: AbortSignal,
  traceparent?: string,
): RequestScope {
  return {
    requestId,
    deadline: deadlineIn(budgetMs, signal),
    caller: developmentViewer,
    memo: new Map(),
    ...(traceparent !== undefined && TRACEPARENT.test(traceparent) ? { traceparent } : {}),
  };
}
