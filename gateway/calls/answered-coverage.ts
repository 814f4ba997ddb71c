/** What the searches of one request tell of themselves beside their data: what the ranker read, whether something was missing, and whether they tell it yet. */

import type { ToldCoverage } from '../../subgraphs/execute-operation.ts';
import type { RequestScope } from '../../subgraphs/request-context.ts';

/** By the memo of the scope: the planner is given a copy of the scope itself. */
const answered = new WeakMap<RequestScope['memo'], AnsweredCoverage>();
const NOTHING: AnsweredCoverage = { ranked: 0, degraded: false, unanswered: 0 };

export interface AnsweredCoverage extends ToldCoverage {
  /** Subgraphs that were asked, and are at work or were given up at it. */
  readonly unanswered: number;
}

export function answeredCoverage({ memo }: RequestScope): AnsweredCoverage {
  return answered.get(memo) ?? NOTHING;
}

export function noteAsked(scope: RequestScope): void {
  const before = answeredCoverage(scope);
  answered.set(scope.memo, { ...before, unanswered: before.unanswered + 1 });
}

/** Of the answer of one subgraph, in process or over HTTP; without one it did not work for this request, or never will. */
export function noteAnswered(scope: RequestScope, extensions?: Readonly<Record<string, unknown>>): void {
  const before = answeredCoverage(scope);
  const told = (extensions?.coverage as ToldCoverage | undefined) ?? NOTHING;
  answered.set(scope.memo, {
    ranked: before.ranked + told.ranked,
    degraded: before.degraded || told.degraded,
    unanswered: before.unanswered - 1,
  });
}
