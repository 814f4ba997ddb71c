/** Who pays for a request, and what a caller is known for. */

import { developmentViewer } from '../../account/viewer.ts';
import { type Caller, hasScope, isAnonymous } from '../../runtime/caller.ts';
import type { Limits } from '../../runtime/limits.ts';
import type { Budget } from '../../stores/budgets.ts';
import { networkOf } from '../callers/network-of.ts';

export interface Payer {
  /** Of the budgets. */
  readonly id: string;
  /** Known by a key or token, so that its headers tell its budget and its answers are its own. */
  readonly isKnown: boolean;
  readonly requests: Budget;
  readonly points: Budget;
}

/** Budgets hold what comes in in ten seconds. */
const CAPACITY_SECONDS = 10;

const isKnown = (caller: Caller): boolean => caller !== developmentViewer && !isAnonymous(caller);

/** What a key is given goes before the server's own numbers; callers without one pay by the network that they come from. */
export function payerOf(caller: Caller, address: string, limits: Limits): Payer {
  const budget = (perSecond: number): Budget => ({ perSecond, capacity: perSecond * CAPACITY_SECONDS });
  return {
    id: isKnown(caller) ? `caller:${JSON.stringify([caller.tenant, caller.id])}` : `address:${networkOf(address)}`,
    isKnown: isKnown(caller),
    requests: budget(caller.budget?.requestsPerSecond ?? limits.requestsPerSecond),
    points: budget(caller.budget?.pointsPerSecond ?? limits.pointsPerSecond),
  };
}

export function mayReadSchema(caller: Caller, isDevelopment: boolean): boolean {
  return isDevelopment || (isKnown(caller) && hasScope(caller, 'schema:read'));
}
