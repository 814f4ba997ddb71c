/** GET /limits: every limit by its name, those of requests and of time, then those of arguments and of feeds. */

import { STANDARD_FEED_LIMITS } from '../../runtime/feed-limits.ts';
import { ARGUMENT_LIMITS, FIXED_LIMITS, type Limits } from '../../runtime/limits.ts';
import { type Answer, jsonAnswer } from '../http/http.ts';

/** `deadlineMs`: of one operation here. */
export function limitsAnswer(limits: Limits, deadlineMs: number): Answer {
  const { operations, longestDeadlineMs, planMs } = FIXED_LIMITS;
  const fixed = {
    operations: operations[0],
    deadlineMs,
    longestDeadlineMs: longestDeadlineMs[0],
    planMs: planMs[0],
  };
  return jsonAnswer(200, { ...limits, ...fixed, ...ARGUMENT_LIMITS, ...STANDARD_FEED_LIMITS });
}
