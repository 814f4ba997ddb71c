/** What the searches of one request tell of themselves beside their data: what the ranker read, and whether something was missing. */

import type { ToldCoverage } from '../subgraphs/execute-operation.ts';
import type { RequestScope } from '../subgraphs/request-context.ts';

const answered = new WeakMap<RequestScope, ToldCoverage>();
const NOTHING: ToldCoverage = { ranked: 0, degraded: false };

export function answeredCoverage(scope: RequestScope): ToldCoverage {
  return answered.get(scope) ?? NOTHING;
}

/** Of the answer of one subgraph, in process or over HTTP. */
export function addCoverage(scope: RequestScope, extensions: Readonly<Record<string, unknown>> | undefined): void {
  const told = extensions?.coverage as ToldCoverage | undefined;
  if (told === undefined) return;
  const before = answeredCoverage(scope);
  answered.set(scope, { ranked: before.ranked + told.ranked, degraded: before.degraded || told.degraded });
}
