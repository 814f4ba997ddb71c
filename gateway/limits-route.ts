/** GET /limits: every limit by its name, those of requests, then those of arguments and of feeds. */

import { STANDARD_FEED_LIMITS } from '../runtime/feed-limits.ts';
import { ARGUMENT_LIMITS, type Limits } from '../runtime/limits.ts';
import { type Answer, jsonAnswer } from './http.ts';

export function limitsAnswer(limits: Limits): Answer {
  return jsonAnswer(200, { ...limits, ...ARGUMENT_LIMITS, ...STANDARD_FEED_LIMITS });
}
