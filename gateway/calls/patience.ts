/** How long the gateway waits for a subgraph: until the client goes away, or some time after the deadline. */

import { type Deadline, isTimeout } from '../../runtime/deadline.ts';
import { TandemError } from '../../runtime/errors.ts';

/**
 * A search cuts itself short at the deadline and still answers a page. This is the time to hand that page over,
 * long because on a crowded machine the page is late by more than the cut: it only ends calls that hang.
 */
const HAND_OVER_MS = 2_000;

/** Nobody reads the answer any more; it says nothing about the subgraph. */
export class CallerGone extends TandemError {
  constructor(name: string) {
    super('DEADLINE_EXCEEDED', `the caller went away before ${name} answered`);
  }
}

export interface Patience {
  /** Aborted when nobody waits any more; its reason is the error to answer. */
  readonly signal: AbortSignal;
  /** Rejects with that error. */
  readonly isOver: Promise<never>;
  /** The answer is there: forgets timer and listener. */
  readonly end: () => void;
}

export function patienceOf(name: string, deadline: Deadline): Patience {
  const controller = new AbortController();
  const waitMs = Math.ceil(deadline.remainingMs()) + HAND_OVER_MS;
  const timer = setTimeout(() => controller.abort(tooLate(name, waitMs)), waitMs);
  const look = (): void => {
    if (deadline.signal.aborted && !isTimeout(deadline.signal.reason)) controller.abort(new CallerGone(name));
  };
  const isOver = new Promise<never>((_, reject) => {
    controller.signal.addEventListener('abort', () => reject(controller.signal.reason), { once: true });
  });
  // Nobody may be racing it any more when it rejects.
  isOver.catch(() => undefined);
  deadline.signal.addEventListener('abort', look, { once: true });
  look();
  const end = (): void => {
    clearTimeout(timer);
    deadline.signal.removeEventListener('abort', look);
  };
  return { signal: controller.signal, isOver, end };
}

function tooLate(name: string, waitMs: number): TandemError {
  const message = `${name} did not answer in ${waitMs} ms; ask for fewer fields or try again`;
  return new TandemError('DEADLINE_EXCEEDED', message);
}
