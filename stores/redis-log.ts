/** What the log says of Redis: one line when it goes and one when it is back, not one a command. */

import type { Logger } from '../runtime/telemetry.ts';

export interface RedisLog {
  /** Why there is no connection: it says more than that a command could not be sent. */
  readonly problem: (error: Error) => void;
  readonly connected: () => void;
  readonly disconnected: () => void;
  readonly away: (reason: string) => void;
  readonly back: () => void;
  /** The first of each kind until Redis is back. */
  readonly refused: (message: string) => void;
  readonly stillAway: (error: unknown) => void;
}

export function createRedisLog(address: string, logger: Logger): RedisLog {
  let isAway = false;
  let problem: string | null = null;
  const refusals = new Set<string>();
  return {
    problem: (error) => {
      problem = error.message;
    },
    connected: () => {
      problem = null;
    },
    disconnected: () => {
      problem ??= 'the connection was closed';
    },
    away: (reason) => {
      if (!isAway)
        logger.warn(`Redis at ${address} is away (${problem ?? reason}); what is kept here is used until it is back`);
      isAway = true;
    },
    back: () => {
      if (isAway) logger.warn(`Redis at ${address} is back`);
      isAway = false;
      refusals.clear();
    },
    refused: (message) => {
      const [kind = ''] = message.split(' ');
      if (!refusals.has(kind)) logger.warn(`Redis at ${address} refuses a command: ${message}`);
      refusals.add(kind);
    },
    stillAway: (error) => logger.debug({ err: error }, `Redis at ${address} does not answer`),
  };
}
