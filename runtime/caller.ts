/** Who asks: until there are keys everybody is the development viewer of the account. */

import { TandemError } from './errors.ts';

export interface Caller {
  readonly id: string;
  readonly tenant: string;
  readonly scopes: readonly string[];
}

export const hasScope = (caller: Caller, scope: string): boolean => caller.scopes.includes(scope);

/** Throws FORBIDDEN with the scope when the caller lacks it; `what` names what needs it. */
export function requireScope(caller: Caller, scope: string, what: string): void {
  if (hasScope(caller, scope)) return;
  throw new TandemError('FORBIDDEN', `${what} needs the scope ${scope}, which this caller does not have`, { scope });
}
