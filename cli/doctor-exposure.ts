/** What `tandem doctor` finds of who can reach the server, and of what servers that share something must have in common. */

import type { Config } from '../runtime/config.ts';
import { type Finding, ok, warn } from './doctor-findings.ts';

const OWN_MACHINE = /^(127\.|::1$|localhost$)/;

export async function checkExposure({
  HOST,
  TANDEM_PROFILE,
  REDIS_URL,
  TANDEM_SECRET,
}: Config): Promise<readonly Finding[]> {
  const isOpen = TANDEM_PROFILE === 'development' && !OWN_MACHINE.test(HOST);
  const profile = isOpen
    ? warn(
        'profile',
        `development on ${HOST}: whoever reaches it has GraphiQL and every right`,
        'set TANDEM_PROFILE=production, or HOST=127.0.0.1',
      )
    : ok('profile', `${TANDEM_PROFILE} on ${HOST}`);
  if (REDIS_URL === undefined || TANDEM_SECRET !== undefined) return [profile];
  const advice = 'set the same TANDEM_SECRET for all servers on this Redis';
  return [profile, warn('secret', 'each server on this Redis makes its own, so none reads ids of the others', advice)];
}
