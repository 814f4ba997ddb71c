/** One item of work on its way from the caller to an outcome; whatever happens, each gets exactly one. */

import { type Deadline, isTimeout } from '../runtime/deadline.ts';
import type { TandemError } from '../runtime/errors.ts';
import { currentTraceparent } from '../runtime/traces.ts';
import type { Entry } from './batch-queue.ts';
import type { BatchTimes, WorkOptions } from './pools.ts';
import { commonOf, joinKeyOf, tokensOf, type WorkAnswer, type WorkItem } from './work-items.ts';

export type MissReason = 'deadline' | 'caller' | 'worker' | 'refused';

export type Outcome =
  | { readonly kind: 'done'; readonly answer: WorkAnswer; readonly batch: BatchTimes }
  | { readonly kind: 'missed'; readonly reason: MissReason; readonly error?: TandemError };

export interface Ticket {
  readonly item: WorkItem;
  readonly enqueuedMs: number;
  readonly requestId: string | undefined;
  readonly traceparent: string | undefined;
  readonly isSettled: () => boolean;
  /** The first outcome counts. */
  readonly settle: (outcome: Outcome) => void;
}

/** A ticket in the queue, in a batch or waiting for its second try. */
export type Waiting = Entry<Ticket>;

export interface Call {
  readonly tickets: readonly Ticket[];
  /** In the order of the items. */
  readonly outcomes: Promise<readonly Outcome[]>;
}

export function openCall(
  items: readonly WorkItem[],
  enqueuedMs: number,
  { requestId, traceparent = undefined }: Pick<WorkOptions, 'requestId' | 'traceparent'> = {},
): Call {
  const caller = { enqueuedMs, requestId, traceparent: currentTraceparent() ?? traceparent };
  const opened = items.map((item) => openTicket(item, caller));
  return { tickets: opened.map(({ ticket }) => ticket), outcomes: Promise.all(opened.map(({ outcome }) => outcome)) };
}

export function entryOf(work: Ticket, shared: Pick<Waiting, 'lane' | 'deadlineMs'>): Waiting {
  const common = commonOf(work.item);
  return {
    ...shared,
    joinKey: joinKeyOf(work.item),
    tokens: tokensOf(work.item),
    ...(common === undefined ? {} : { common }),
    isWanted: () => !work.isSettled(),
    work,
  };
}

export function miss(entry: Waiting, reason: MissReason, error?: TandemError): void {
  entry.work.settle({ kind: 'missed', reason, ...(error === undefined ? {} : { error }) });
}

/** The caller goes away or its time is over: what is not settled by then is missed, and `onLeave` is told to sweep it out. */
export function missOnAbort(
  entries: readonly Waiting[],
  deadline: Deadline,
  outcomes: Promise<unknown>,
  onLeave: (reason: 'caller' | 'deadline') => void,
): void {
  const leave = (): void => {
    const reason = leaveReason(deadline);
    for (const entry of entries) miss(entry, reason);
    onLeave(reason);
  };
  if (deadline.signal.aborted) leave();
  else deadline.signal.addEventListener('abort', leave, { once: true });
  void outcomes.then(() => deadline.signal.removeEventListener('abort', leave));
}

/** Why a signal was aborted. A timer may fire a moment before the clock says so; its signal knows that it was the timer. */
function leaveReason({ remainingMs, signal }: Deadline): 'caller' | 'deadline' {
  return isTimeout(signal.reason) || remainingMs() <= 0 ? 'deadline' : 'caller';
}

function openTicket(
  item: WorkItem,
  caller: Pick<Ticket, 'enqueuedMs' | 'requestId' | 'traceparent'>,
): { readonly ticket: Ticket; readonly outcome: Promise<Outcome> } {
  let isSettled = false;
  let resolve: (outcome: Outcome) => void = () => undefined;
  const outcome = new Promise<Outcome>((done) => {
    resolve = done;
  });
  const settle = (result: Outcome): void => {
    isSettled = true;
    resolve(result);
  };
  return { ticket: { item, ...caller, isSettled: () => isSettled, settle }, outcome };
}
