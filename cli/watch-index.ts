/** Looks again and again whether another process has published an index version, and loads it. */

import type { Logger } from '../runtime/telemetry.ts';
import { repeat } from './repeat.ts';

/** An index version that another process published is served within this time and its load. */
const REFRESH_EVERY_MS = 250;

/** One refresh at a time; a failed one is tried again, because the served version stays good, and told once until it ends another way. */
export function watchIndex(refresh: () => Promise<void>, logger: Logger): { readonly end: () => Promise<void> } {
  let told: string | null = null;
  const tell = (err: unknown): void => {
    const reason = String(err);
    if (reason !== told) logger.error({ err }, 'a published index version could not be loaded; trying again');
    told = reason;
  };
  return repeat(REFRESH_EVERY_MS, async () => {
    try {
      await refresh();
      told = null;
    } catch (error) {
      tell(error);
    }
  });
}
