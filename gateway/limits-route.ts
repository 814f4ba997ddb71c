/** GET /limits: every limit by its name, those of arguments behind those of requests. */

import { ARGUMENT_LIMITS, type Limits } from '../runtime/limits.ts';
import { type Answer, jsonAnswer } from './http.ts';

export function limitsAnswer(limits: Limits): Answer {
  return jsonAnswer(200, { ...limits, ...ARGUMENT_LIMITS });
}
