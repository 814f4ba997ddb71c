/** What belongs to one request at the gateway and travels with it into every subgraph. */

import { developmentViewer, type Viewer } from '../account/viewer.ts';
import { type Deadline, deadlineIn } from '../runtime/deadline.ts';

export interface RequestScope {
  readonly requestId: string;
  readonly deadline: Deadline;
  readonly caller: Viewer;
  /** Shared by the resolvers of this request in all subgraphs of this process; dies with the request. */
  readonly memo: Map<string, unknown>;
}

/** `signal` is aborted when the client goes away. */
export function createRequestScope(requestId: string, budgetMs: number, signal: AbortSignal): RequestScope {
  return { requestId, deadline: deadlineIn(budgetMs, signal), caller: developmentViewer, memo: new Map() };
}
