/** Liveness and readiness: whether the process runs, and whether it can answer searches, with reasons when not. */

import { type Answer, jsonAnswer, textAnswer } from './http.ts';

/** One worker process as the pools report it. */
export interface WorkerReport {
  readonly pool: string;
  readonly pid: number | null;
  readonly state: string;
}

export interface GatewayStatus {
  /** Why searches cannot be answered yet, one sentence each; empty when they can. */
  readonly reasons: readonly string[];
  readonly workers: readonly WorkerReport[];
}

export function livez(): Answer {
  return textAnswer(200, 'alive\n');
}

/** 200 when nothing keeps searches from being answered, else 503. JSON for who accepts it; workers are not for everybody. */
export function readyz(status: GatewayStatus, accept: string, showsWorkers: boolean): Answer {
  const ready = status.reasons.length === 0;
  const code = ready ? 200 : 503;
  if (!accept.includes('application/json'))
    return textAnswer(code, ready ? 'ready\n' : `not ready: ${status.reasons.join('; ')}\n`);
  return jsonAnswer(code, { ready, reasons: status.reasons, ...(showsWorkers ? { workers: status.workers } : {}) });
}
