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
  const isGranted = excessMs <= 0;
  const endMs = isGranted ? wanted : from;
  return {
    isGranted,
    remaining: Math.max(0, capacity - ((endMs - nowMs) * perSecond) / 1_000),
    retryAfterMs: isGranted ? 0 : Math.ceil(excessMs),
    fullInMs: Math.ceil(endMs - nowMs),
    fullAtMs: endMs,
  };
}
