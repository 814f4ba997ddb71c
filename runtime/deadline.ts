/** A point in time after which nobody waits for the answer, passed along with a request. */

import { type Clock, systemClock } from './clock.ts';

export interface Deadline {
  /** Milliseconds left, never below 0. */
  readonly remainingMs: () => number;
  /** Aborted when the caller goes away or when the time is over. */
  readonly signal: AbortSignal;
}

/**
 * A deadline `budgetMs` from now. `caller` aborts it early.
 * The timer does not keep the process alive.
 */
export function deadlineIn(budgetMs: number, caller?: AbortSignal, clock: Clock = systemClock): Deadline {
  const endMs = clock.nowMs() + budgetMs;
  const timeout = AbortSignal.timeout(Math.max(0, Math.ceil(budgetMs)));
  return {
    remainingMs: () => Math.max(0, endMs - clock.nowMs()),
    signal: caller ? AbortSignal.any([caller, timeout]) : timeout,
  };
}

/** Of an aborted signal: a deadline's own end; whoever goes away aborts with another reason. */
export function isTimeout(reason: unknown): boolean {
  return reason instanceof DOMException && reason.name === 'TimeoutError';
}

/** An earlier deadline inside `outer`: the share of its time that one step may use. */
export function shareOf(outer: Deadline, share: number): Deadline {
  return deadlineIn(outer.remainingMs() * share, outer.signal);
}
