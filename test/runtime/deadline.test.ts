/** A deadline runs down with the clock that it was given and ends when its caller leaves. */
import { describe, expect, it } from 'vitest';
import { deadlineIn, shareOf } from '../../runtime/deadline.ts';

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

describe('a deadline', () => {
  it('tells what is left and never less than nothing', () => {
    const clock = stoppedClock();
    const deadline = deadlineIn(500, undefined, clock);
    clock.pass(200);
    expect(deadline.remainingMs()).toBe(300);
    clock.pass(900);
    expect(deadline.remainingMs()).toBe(0);
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
});
