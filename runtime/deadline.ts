/** A point in time after which nobody waits for the answer, passed along with a request. */

import { setMaxListeners } from 'node:events';
import { type Clock, systemClock } from './clock.ts';

export interface Deadline {
  /** Milliseconds left, never below 0. */
  readonly remainingMs: () => number;
  /** Aborted when the caller goes away or when the time is over. */
  readonly signal: AbortSignal;
}

/** A deadline of whoever made it. */
export interface OwnDeadline extends Deadline {
  /** What had to be done is done: the time is not waited for, and nothing that listens is held until then. */
  readonly end: () => void;
}

/**
 * A deadline `budgetMs` from now. `caller` aborts it early.
 * The timer does not keep the process alive. Node's own `AbortSignal.any` and `timeout` are not used together: it forgets
 * a timeout that nobody else holds, and then keeps the joined signal, with all that listens to it, for ever.
 */
export function deadlineIn(budgetMs: number, caller?: AbortSignal, clock: Clock = systemClock): OwnDeadline {
  const endMs = clock.nowMs() + budgetMs;
  const ending = new AbortController();
  // One request may hold many searches, and each listens: Node's warning at eleven is of a leak, which this is not.
  setMaxListeners(0, ending.signal);
  const late = (): void => {
    end();
    ending.abort(timeIsOver());
  };
  const timer = setTimeout(late, Math.max(0, Math.ceil(budgetMs)));
  timer.unref();
  const leave = (): void => {
    end();
    ending.abort(caller?.reason);
  };
  const end = (): void => {
    clearTimeout(timer);
    // A caller may stay for as long as the process.
    caller?.removeEventListener('abort', leave);
  };
  if (caller?.aborted) leave();
  else caller?.addEventListener('abort', leave, { once: true });
  return { remainingMs: () => Math.max(0, endMs - clock.nowMs()), signal: ending.signal, end };
}

const timeIsOver = (): DOMException => new DOMException('the time of the request is over', 'TimeoutError');

/** Of an aborted signal: a deadline's own end; whoever goes away aborts with another reason. */
export function isTimeout(reason: unknown): boolean {
  return reason instanceof DOMException && reason.name === 'TimeoutError';
}

/** An earlier deadline inside `outer`: the share of its time that one step may use. */
export function shareOf(outer: Deadline, share: number): Deadline {
  return deadlineIn(outer.remainingMs() * share, outer.signal);
}
