/** Time as an argument: the system clock, and the type that tests replace. */

export interface Clock {
  /** Milliseconds of a monotonic clock; only differences mean anything. */
  readonly nowMs: () => number;
  /** Wall time, for records and dates. */
  readonly date: () => Date;
}

export const systemClock: Clock = {
  nowMs: () => performance.now(),
  date: () => new Date(),
};

export const DAY_MS = 24 * 60 * 60 * 1_000;
