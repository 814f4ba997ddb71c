/** Clients that go away: nobody is refused for what they held, and what ends with them is no defect. */

import { setImmediate } from 'node:timers/promises';
import type { GatewayRequest } from './http.ts';

/**
 * Resolves when every departure is known that the network had told before the call. One turn of the loop reads all that
 * came and tells of closed connections after its requests: whoever came right behind them would be refused for them.
 */
export async function departuresHeard(): Promise<void> {
  // The first is this turn's own, before its connections close; the second comes after them.
  await setImmediate();
  await setImmediate();
}

/** Whether a request failed because its client went away, in the middle of its body or behind it: nobody's defect, and nobody reads an answer. */
export function hasLeft({ message, signal }: Pick<GatewayRequest, 'message' | 'signal'>, error: unknown): boolean {
  return (message.destroyed && !message.complete) || (signal.aborted && error === signal.reason);
}
