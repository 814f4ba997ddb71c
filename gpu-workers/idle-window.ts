/**
 * When batch work may run beside interactive work, and how much of it at once.
 *
 *   quiet for QUIET_MS          any batch
 *   else, lastCost / BUSY_SHARE
 *   after the last batch began  a batch of at most SMALL_MS
 *   else                        nothing yet
 *
 * While searches come, batch work so has at most BUSY_SHARE of the time. Fewer than one search in twenty meets a batch,
 * which leaves the 95th percentile to the others, and who meets one waits SMALL_MS: less than 10 % of a page's 300 ms.
 * The pause grows with the cost and ends, so batch work advances however dense the traffic is.
 */

/** Milliseconds on one clock. */
export interface IdleWindow {
  readonly lastInteractiveMs: number;
  readonly lastBatchMs: number;
  /** Expected time of the last batch of the batch lane. */
  readonly lastCostMs: number;
}

export interface BatchAllowance {
  /** Longest batch; 0 is none. */
  readonly maxMs: number;
  /** When none, until the next one. */
  readonly retryInMs: number;
}

export const INITIAL_WINDOW: IdleWindow = {
  lastInteractiveMs: Number.NEGATIVE_INFINITY,
  lastBatchMs: Number.NEGATIVE_INFINITY,
  lastCostMs: 0,
};

/** At four searches a second a gap of 2 s comes once in 3,000 (e^-8): then the traffic has ended. */
const QUIET_MS = 2_000;
const SMALL_MS = 25;
const BUSY_SHARE = 0.04;

export function batchAllowance(window: IdleWindow, nowMs: number): BatchAllowance {
  const untilQuietMs = window.lastInteractiveMs + QUIET_MS - nowMs;
  if (untilQuietMs <= 0) return { maxMs: Number.POSITIVE_INFINITY, retryInMs: 0 };
  const untilNextMs = window.lastBatchMs + window.lastCostMs / BUSY_SHARE - nowMs;
  if (untilNextMs <= 0) return { maxMs: SMALL_MS, retryInMs: 0 };
  return { maxMs: 0, retryInMs: Math.min(untilQuietMs, untilNextMs) };
}
