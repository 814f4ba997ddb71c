/** What becomes of a batch that failed: once more, in halves, or refused. Pure decisions. */

import { type ErrorCode, TandemError } from '../runtime/errors.ts';
import type { MissReason } from './tickets.ts';

/** Another try at once finds the same: the index is not there, or there is too much to do. Nothing is remembered of the items. */
export const FATES: Readonly<Partial<Record<ErrorCode, MissReason>>> = {
  INDEX_MISSING: 'refused',
  INDEX_INVALID: 'refused',
  OVERLOADED: 'worker',
};

export interface Attempt<Entry> {
  readonly entries: readonly Entry[];
  /** Times that this batch, or the one it was cut from, took a worker down or came back unusable. */
  readonly failures: number;
}

/**
 * `crash`: the worker had it when it died or hung, or answered nonsense. `rejected`: the worker said that the request is wrong.
 * `bystander`: the worker answered nonsense to whatever it was sent, or could not be reached to be sent anything.
 */
export type Failure = 'crash' | 'rejected' | 'bystander';

export interface Recovery<Entry> {
  readonly retry: readonly Attempt<Entry>[];
  readonly refused: readonly Entry[];
}

/** One failure may be the worker's; after the second the batch is suspect and every further failure halves it. */
const FAILURES_UNTIL_SUSPECT = 2;

export function isSuspect(attempt: Attempt<unknown>): boolean {
  return attempt.failures >= FAILURES_UNTIL_SUSPECT;
}

export function recoverFrom<Entry>(attempt: Attempt<Entry>, failure: Failure): Recovery<Entry> {
  if (failure === 'bystander') return { retry: [attempt], refused: [] };
  const failures = failure === 'crash' ? attempt.failures + 1 : attempt.failures;
  const next = { entries: attempt.entries, failures };
  if (failure === 'crash' && !isSuspect(next)) return { retry: [next], refused: [] };
  if (attempt.entries.length === 1) return { retry: [], refused: attempt.entries };
  const middle = Math.ceil(attempt.entries.length / 2);
  const halves = [attempt.entries.slice(0, middle), attempt.entries.slice(middle)];
  return { retry: halves.map((entries) => ({ entries, failures })), refused: [] };
}

/** Of a WORKER_UNAVAILABLE: what was never sent did no harm. */
export function lossOf({ details }: TandemError): Failure {
  return details.isUnsent === true ? 'bystander' : 'crash';
}

/** An error that is none of ours is a defect of ours. */
export function batchError(error: unknown): TandemError {
  if (error instanceof TandemError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new TandemError('INTERNAL', `a batch failed: ${message}`, {}, error);
}
