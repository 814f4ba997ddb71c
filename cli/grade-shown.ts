/** Grading with progress on standard error, and the pairs that got no grade with their reasons. */

import type { GradeLog } from '../evaluation/judge/grade-log.ts';
import {
  type GradablePair,
  type GradingFailure,
  type GradingRun,
  gradePairs,
} from '../evaluation/judge/grade-pairs.ts';
import type { Judge } from '../evaluation/judge/judge.ts';
import { createProgress, type ProgressDisplay } from './progress.ts';

const SHOWN_FAILURES = 5;

/** Progress starts when it is known how many pairs the log does not have. Throws like `gradePairs`. */
export function gradeShown<Pair extends GradablePair>(
  pairs: readonly Pair[],
  judge: Judge,
  log: GradeLog,
): Promise<GradingRun<Pair>> {
  let display: ProgressDisplay | null = null;
  return gradePairs(pairs, judge, log, (done, total) => {
    display ??= createProgress('pairs', total);
    display.update(done);
  }).finally(() => display?.end());
}

export function describeFailures(failures: readonly GradingFailure[]): void {
  for (const { qid, documentId, reason } of failures.slice(0, SHOWN_FAILURES)) {
    console.error(`${qid} ${documentId}: ${reason}`);
  }
  const more = failures.length - SHOWN_FAILURES;
  if (more > 0) console.error(`… and ${more} more pairs without a grade`);
}
