/** Hears of clients that have gone before another is refused for the place or the points that they held. */

import { setImmediate } from 'node:timers/promises';

/**
 * Resolves when every departure is known that the network had told before the call. One turn of the loop reads all that
 * came and tells of closed connections after its requests: whoever came right behind them would be refused for them.
 */
export async function departuresHeard(): Promise<void> {
  // The first is this turn's own, before its connections close; the second comes after them.
  await setImmediate();
  await setImmediate();
}
