/** Looks again and again whether another process has published an index version, and loads it. */

import type { Logger } from '../runtime/telemetry.ts';
import { keepLooking, type Looking } from './keep-looking.ts';

/** An index version that another process published is served within this time and its load. */
const REFRESH_EVERY_MS = 250;

/** A failed refresh is tried again, because the served version stays good. */
export function watchIndex(refresh: () => Promise<void>, logger: Logger): Looking {
  return keepLooking(refresh, REFRESH_EVERY_MS, (err) =>
    logger.error({ err }, 'a published index version could not be loaded; trying again'),
  );
}
