/** Liveness and readiness: whether the process runs, and whether it can answer searches, with reasons when not. */

import type { ServiceStatus } from '../../subgraphs/service-status.ts';
import { type Answer, jsonAnswer, textAnswer } from './http.ts';

export function livez(): Answer {
  return textAnswer(200, 'alive\n');
}

/** 200 when nothing keeps searches from being answered, else 503. JSON for who accepts it; workers are not for everybody. */
export function readyz(status: ServiceStatus, accept: string, showsWorkers: boolean): Answer {
  const ready = status.reasons.length === 0;
  const code = ready ? 200 : 503;
  if (!accept.includes('application/json'))
    return textAnswer(code, ready ? 'ready\n' : `not ready: ${status.reasons.join('; ')}\n`);
  return jsonAnswer(code, { ready, reasons: status.reasons, ...(showsWorkers ? { workers: status.workers } : {}) });
}
