/** Who asks: tenant, scopes, and the filter that holds for everything they read. */

import { TandemError } from './errors.ts';

/** All that a key or token can allow. */
export const SCOPES = [
  'jobs:read',
  'people:read',
  'people:recruiter',
  'jobs:write',
  'people:write',
  'relevance:debug',
  'schema:read',
  'admin',
] as const;

/** Fields of JobFilter and PeopleFilter of the contracts, checked where key or token is read. */
export type CallerFilter = Readonly<Partial<Record<'jobs' | 'people', Readonly<Record<string, unknown>>>>>;

/** What a key may ask a second; absent where the server's own numbers hold. */
export interface CallerBudget {
  readonly requestsPerSecond?: number;
  readonly pointsPerSecond?: number;
}

export interface Caller {
  readonly id: string;
  /** Empty for anonymous callers alone: no key and no token can name it. */
  readonly tenant: string;
  readonly scopes: readonly string[];
  readonly filter?: CallerFilter;
  readonly budget?: CallerBudget;
}

export const isAnonymous = ({ tenant }: Caller): boolean => tenant === '';

export const hasScope = (caller: Caller, scope: string): boolean => caller.scopes.includes(scope);

/** Why the caller may not, or null: UNAUTHENTICATED without any caller, FORBIDDEN with the first scope that is missing. */
export function accessProblem(caller: Caller, scopes: readonly string[], what: string): TandemError | null {
  const scope = scopes.find((needed) => !hasScope(caller, needed));
  const details = scope === undefined ? {} : { scope };
  if (isAnonymous(caller) && (scope !== undefined || scopes.length === 0)) {
    const needs = scope === undefined ? 'a caller' : `a caller with the scope ${scope}`;
    const message = `${what} needs ${needs}, got a request without one; send a key or token as "Authorization: Bearer ..."`;
    return new TandemError('UNAUTHENTICATED', message, details);
  }
  if (scope === undefined) return null;
  return new TandemError('FORBIDDEN', `${what} needs the scope ${scope}, which this caller does not have`, details);
}

/** Throws what `accessProblem` tells. */
export function requireScope(caller: Caller, scope: string, what: string): void {
  const problem = accessProblem(caller, [scope], what);
  if (problem !== null) throw problem;
}
