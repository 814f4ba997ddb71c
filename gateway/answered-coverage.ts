/** What the searches of one request tell of themselves beside their data: what the ranker read, and whether something was missing. */

import type { ToldCoverage } from '../subgraphs/execute-operation.ts';
import type { RequestScope } from '../subgraphs/request-context.ts';

/** By the memo of the scope: the planner is given a copy of the scope itself. */
const answered = new WeakMap<RequestScope['memo'], ToldCoverage>();
const NOTHING: ToldCoverage = { ranked: 0, degraded: false };

export function answeredCoverage({ memo }: RequestScope): ToldCoverage {
  return answered.get(memo) ?? NOTHING;
}

/** Of the answer of one subgraph, in process or over HTTP. */
export function addCoverage(scope: RequestScope, extensions: Readonly<Record<string, unknown>> | undefined): void {
  const told = extensions?.coverage as ToldCoverage | undefined;
  if (told === undefined) return;
  const before = answeredCoverage(scope);
  answered.set(scope.memo, { ranked: before.ranked + told.ranked, degraded: before.degraded || told.degraded });
}
