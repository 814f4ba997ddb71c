/** A deadline runs down with the clock that it was given and ends when its caller leaves. */
import { getEventListeners } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { deadlineIn, isTimeout, shareOf } from '../../runtime/deadline.ts';

function stoppedClock(): { nowMs: () => number; date: () => Date; pass: (ms: number) => void } {
  let now = 1000;
  return {
    nowMs: () => now,
    date: () => new Date(now),
    pass: (ms) => {
      now += ms;
    },
  };
}

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}

/** What is left of a deadline of a minute that was ended. */
function endedSignal(caller: AbortSignal): WeakRef<AbortSignal> {
  const { signal, end } = deadlineIn(60_000, caller);
  end();
  return new WeakRef(signal);
}

describe('a deadline', () => {
  it('tells what is left and never less than nothing', () => {
    const clock = stoppedClock();
    const deadline = deadlineIn(500, undefined, clock);
    clock.pass(200);
    expect(deadline.remainingMs()).toBe(300);
    clock.pass(900);
    expect(deadline.remainingMs()).toBe(0);
  });

  it('takes as many listeners as a request has searches, without a warning', async () => {
    const warnings: Error[] = [];
    const note = (warning: Error): void => void warnings.push(warning);
    process.on('warning', note);
    const { signal } = deadlineIn(60_000);
    for (let search = 0; search < 50; search++) signal.addEventListener('abort', () => undefined);
    await new Promise((resolve) => setImmediate(resolve));
    process.off('warning', note);
    expect(warnings).toEqual([]);
  });

  it('is aborted with its caller', () => {
    const caller = new AbortController();
    const deadline = deadlineIn(60_000, caller.signal);
    expect(deadline.signal.aborted).toBe(false);
    caller.abort();
    expect(deadline.signal.aborted).toBe(true);
  });

  it('shares its time with a step, and ends that step with itself', () => {
    const caller = new AbortController();
    const outer = deadlineIn(60_000, caller.signal);
    const step = shareOf(outer, 0.5);
    expect(step.remainingMs()).toBeLessThanOrEqual(30_000);
    expect(step.remainingMs()).toBeGreaterThan(29_000);
    caller.abort();
    expect(step.signal.aborted).toBe(true);
  });

  it('is over when its time is, with a reason that says so, and from the beginning for a caller who has gone', async () => {
    const deadline = deadlineIn(1);
    await new Promise((resolve) => deadline.signal.addEventListener('abort', resolve, { once: true }));
    expect(isTimeout(deadline.signal.reason)).toBe(true);
    const gone = deadlineIn(60_000, AbortSignal.abort('gone'));
    expect([gone.signal.aborted, gone.signal.reason]).toEqual([true, 'gone']);
  });

  it('that is ended holds nothing, and hears neither its time nor its caller', async () => {
    const caller = new AbortController();
    const released = endedSignal(caller.signal);
    // A WeakRef holds what it names until the turn is over.
    await new Promise((resolve) => setImmediate(resolve));
    collectGarbage();
    expect(released.deref()).toBeUndefined();
    expect(getEventListeners(caller.signal, 'abort')).toEqual([]);
  });

  it('ends in time also when garbage is collected meanwhile', async () => {
    const { signal } = deadlineIn(100, new AbortController().signal);
    const ended = new Promise((resolve) => signal.addEventListener('abort', () => resolve('in time'), { once: true }));
    collectGarbage();
    const tooLate = new Promise((resolve) => setTimeout(() => resolve('never'), 5_000).unref());
    expect(await Promise.race([ended, tooLate])).toBe('in time');
  });
});
