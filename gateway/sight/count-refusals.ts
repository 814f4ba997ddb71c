/** Counts what is refused before it becomes an operation, by its code, beside the errors in answers; who goes away was not refused. */

import type { ErrorCode } from '../../runtime/errors.ts';
import type { Metrics } from '../../runtime/telemetry.ts';
import { hasLeft } from '../http/departures.ts';
import { type AnswerRequest, HttpError } from '../http/http.ts';

export function countRefusals(answer: AnswerRequest, { errors }: Pick<Metrics, 'errors'>): AnswerRequest {
  return async (request) => {
    try {
      return await answer(request);
    } catch (error) {
      if (error instanceof HttpError) errors.inc({ code: error.code });
      else if (!hasLeft(request, error)) errors.inc({ code: 'INTERNAL' satisfies ErrorCode });
      throw error;
    }
  };
}
