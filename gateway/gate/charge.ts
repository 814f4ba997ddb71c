/** Takes what a request costs out of the budgets of its payer, gives back what it did not use, and tells what is left. */

import { ERROR_KINDS } from '../../runtime/errors.ts';
import type { Budget, BudgetStore, Taken } from '../../stores/budgets.ts';
import { departuresHeard } from '../http/departures.ts';
import { HttpError } from '../http/http.ts';
import type { Payer } from './payer.ts';

/** `extensions.cost` of an answer. */
export interface Cost {
  readonly requested: number;
  readonly actual: number;
  /** Points that the budget of the caller holds. */
  readonly limit: number;
  readonly remaining: number;
  /** Points a second. */
  readonly restoreRate: number;
}

export interface Charge {
  /** The operation ran and cost so much: the rest goes back. */
  readonly settle: (actual: number) => Promise<Cost>;
  /** What the caller may send before it has to wait; only those with a key have a number of their own. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * One request and its points, both at once. Throws 429 RATE_LIMITED with `Retry-After` when a budget is used up; what the
 * other gave is given back.
 */
export async function charge(payer: Payer, points: number, budgets: BudgetStore): Promise<Charge> {
  const [requestsKey, pointsKey] = [`requests:${payer.id}`, `points:${payer.id}`];
  const takePoints = () => budgets.take(pointsKey, points, payer.points);
  const [ofRequests, pointsAtOnce] = await Promise.all([budgets.take(requestsKey, 1, payer.requests), takePoints()]);
  const ofPoints =
    ofRequests.isGranted && !pointsAtOnce.isGranted ? await departuresHeard().then(takePoints) : pointsAtOnce;
  const cost = costOf(points, 0, payer.points, ofPoints.remaining + (ofPoints.isGranted ? points : 0));
  if (!ofRequests.isGranted) {
    if (ofPoints.isGranted) await budgets.take(pointsKey, -points, payer.points);
    throw refusal('requests', payer.requests, ofRequests, payer, cost);
  }
  if (!ofPoints.isGranted) throw refusal('points', payer.points, ofPoints, payer, cost);
  return {
    headers: payer.isKnown ? rateHeaders(payer.requests, ofRequests) : {},
    settle: async (actual) => {
      const used = Math.min(actual, points);
      const left = used < points ? await budgets.take(pointsKey, used - points, payer.points) : ofPoints;
      return costOf(points, used, payer.points, left.remaining);
    },
  };
}

/** Nobody pays in development. */
export function freeCharge(points: number, { points: budget }: Payer): Charge {
  return { headers: {}, settle: async (actual) => costOf(points, Math.min(actual, points), budget, budget.capacity) };
}

function costOf(requested: number, actual: number, budget: Budget, remaining: number): Cost {
  const limit = budget.capacity;
  return { requested, actual, limit, remaining: Math.floor(remaining), restoreRate: budget.perSecond };
}

const LEAST_RETRY_MS = 1;

function refusal(what: string, budget: Budget, taken: Taken, payer: Payer, cost: Cost): HttpError {
  const retryAfterMs = Math.max(LEAST_RETRY_MS, taken.retryAfterMs);
  const message = `a caller may use ${budget.perSecond} ${what} a second, and ${budget.capacity} at once; try again in ${retryAfterMs} ms`;
  const headers = { 'retry-after': String(Math.ceil(retryAfterMs / 1_000)) };
  return new HttpError(ERROR_KINDS.RATE_LIMITED.status, message, {
    code: 'RATE_LIMITED',
    details: { limit: budget.perSecond, retryAfterMs },
    cost,
    headers: { ...headers, ...(payer.isKnown ? rateHeaders(budget, { ...taken, remaining: 0 }) : {}) },
  });
}

/** Names of the third draft of the IETF (draft-ietf-httpapi-ratelimit-headers-03). */
function rateHeaders(budget: Budget, { remaining, fullInMs }: Taken): Readonly<Record<string, string>> {
  return {
    'ratelimit-limit': String(budget.capacity),
    'ratelimit-remaining': String(Math.floor(remaining)),
    'ratelimit-reset': String(Math.ceil(fullInMs / 1_000)),
  };
}
