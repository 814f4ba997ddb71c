/** How often a call may be made again: retries stay a tenth of the calls, so that a subgraph in trouble is not asked twice as much. */

export interface RetryBudget {
  /** A call that was answered. */
  readonly earn: () => void;
  /** Whether one more call may be made; false when the budget is spent. */
  readonly spend: () => boolean;
}

/** In tenths of a retry, which add up without rounding; "Handling Overload" of Google's book on reliability takes the same share. */
const COST = 10;
/** A long quiet time is no licence for a storm of retries. */
const MOST = 10 * COST;

/** Starts empty: what never answered is not asked twice. */
export function createRetryBudget(): RetryBudget {
  let earned = 0;
  return {
    earn: () => {
      earned = Math.min(MOST, earned + 1);
    },
    spend: () => {
      if (earned < COST) return false;
      earned -= COST;
      return true;
    },
  };
}
