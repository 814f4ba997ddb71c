/** Who calls without a key or token: in development somebody who may do everything, in production nobody. */

import { type Caller, SCOPES } from '../runtime/caller.ts';

export const developmentViewer: Caller = { id: 'development', tenant: 'default', scopes: SCOPES };

/** Contracts say what everybody may read. */
export const anonymousCaller: Caller = { id: 'anonymous', tenant: '', scopes: ['jobs:read'] };

export function defaultCaller(profile: 'development' | 'production'): Caller {
  return profile === 'development' ? developmentViewer : anonymousCaller;
}
