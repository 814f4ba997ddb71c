/** The values of settings as people may see them: no secret, and no address with what one logs in with. */

import { SECRET_SETTINGS } from '../runtime/config.ts';
import { redisAddress } from '../stores/redis-address.ts';

/** Takes what `loadConfig` took, as it was written or as it was read. */
export function shownSetting(name: string, value: unknown): string {
  if (name === 'REDIS_URL' && typeof value === 'string') return redisAddress(value);
  return SECRET_SETTINGS.includes(name) ? 'set, not shown' : shownValue(value);
}

/** The value of a setting; addresses without what one logs in with, which may be in their query too. */
export function shownValue(value: unknown): string {
  if (Array.isArray(value)) return value.map(shownValue).join(', ');
  if (typeof value !== 'object' || value === null) return withoutLogin(String(value));
  return Object.entries(value)
    .map(([name, part]) => `${name}=${shownValue(part)}`)
    .join(', ');
}

/** Up to the last @, as passwords may have one. */
const withoutLogin = (text: string): string => text.replace(/\/\/.*@/s, '//***@').replace(/\?.*$/s, '?***');
