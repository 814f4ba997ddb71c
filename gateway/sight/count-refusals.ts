/** Counts what is refused before it becomes an operation, by its code, beside the errors in answers. */

import type { ErrorCode } from '../../runtime/errors.ts';
import type { Metrics } from '../../runtime/telemetry.ts';
import { type AnswerRequest, HttpError } from '../http/http.ts';

export function countRefusals(answer: AnswerRequest, { errors }: Pick<Metrics, 'errors'>): AnswerRequest {
  return async (request) => {
    try {
      return await answer(request);
    } catch (error) {
      errors.inc({ code: error instanceof HttpError ? error.code : ('INTERNAL' satisfies ErrorCode) });
      throw error;
    }
  };
}
