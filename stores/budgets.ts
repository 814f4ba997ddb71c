/** Budgets that refill with time: what callers may use, whoever counts it. */

/** Refills `perSecond`, holds at most `capacity`. */
export interface Budget {
  readonly perSecond: number;
  readonly capacity: number;
}

export interface Taken {
  readonly isGranted: boolean;
  /** What is left, 0 to capacity. */
  readonly remaining: number;
  /** Until as much as was asked for is there; 0 when it was granted. */
  readonly retryAfterMs: number;
  /** Until the budget is full. */
  readonly fullInMs: number;
}

export interface BudgetStore {
  /**
   * Takes all of the amount or nothing; a negative one gives back. More than the capacity is taken from a full budget.
   * Of several takers at once none gets what another got.
   */
  readonly take: (key: string, amount: number, budget: Budget) => Promise<Taken>;
  readonly close: () => Promise<void>;
}

/** A microsecond: sums of times are off by less, and what fits but for that is granted and counted whole. */
export const ROUNDING_MS = 0.001;

/**
 * One number is all that is kept: the time at which the budget is full again (GCRA, ITU-T I.371). `fullAtMs` is kept
 * when `isGranted`.
 */
export function takeFrom(
  fullAtMs: number,
  amount: number,
  { perSecond, capacity }: Budget,
  nowMs: number,
): Taken & { readonly fullAtMs: number } {
  const msOf = (amounts: number): number => (amounts * 1_000) / perSecond;
  const from = Math.max(fullAtMs, nowMs);
  const wanted = Math.max(nowMs, from + msOf(Math.min(amount, capacity)));
  const excessMs = wanted - nowMs - msOf(capacity);
  const isGranted = excessMs <= ROUNDING_MS;
  const endMs = isGranted ? wanted : from;
  const usedMs = Math.floor((endMs - nowMs) / ROUNDING_MS) * ROUNDING_MS;
  return {
    isGranted,
    remaining: Math.max(0, capacity - (usedMs * perSecond) / 1_000),
    retryAfterMs: isGranted ? 0 : Math.ceil(excessMs),
    fullInMs: Math.ceil(usedMs),
    fullAtMs: endMs,
  };
}
