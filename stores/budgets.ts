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

/** What is kept of a budget: what was left in it, and when. */
export interface Left {
  readonly amount: number;
  readonly atMs: number;
}

/** `kept` after a take, also after one that was refused; null for a budget that nobody used lately: it is full. */
export function takeFrom(
  kept: Left | null,
  amount: number,
  { perSecond, capacity }: Budget,
  nowMs: number,
): Taken & { readonly kept: Left } {
  const before = kept === null ? capacity : Math.min(capacity, kept.amount + ((nowMs - kept.atMs) * perSecond) / 1_000);
  const wanted = Math.min(amount, capacity);
  const isGranted = wanted <= before;
  const left = isGranted ? Math.min(capacity, before - wanted) : before;
  const msUntil = (missing: number): number => Math.ceil((missing * 1_000) / perSecond);
  return {
    isGranted,
    remaining: left,
    retryAfterMs: isGranted ? 0 : msUntil(wanted - before),
    fullInMs: msUntil(capacity - left),
    kept: { amount: left, atMs: nowMs },
  };
}
