/** A clock that stands still until a test moves it. */
import type { Clock } from '../../runtime/clock.ts';

export interface ManualClock extends Clock {
  readonly advance: (milliseconds: number) => void;
}

export function manualClock(startMs = Date.UTC(2026, 0, 1)): ManualClock {
  let nowMs = startMs;
  return {
    nowMs: () => nowMs,
    date: () => new Date(nowMs),
    advance: (milliseconds) => {
      nowMs += milliseconds;
    },
  };
}
