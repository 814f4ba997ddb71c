/** A subgraph that is away is told of in the log when its breaker opens and when it closes, not with every call meanwhile. */

import type { CircuitBreakerPolicy } from 'cockatiel';
import { TandemError } from '../../runtime/errors.ts';
import type { SubgraphName } from '../../runtime/subgraph-urls.ts';
import type { Logger } from '../../runtime/telemetry.ts';

/** The failure of a call while its subgraph is known to be away. */
export class StillAway extends TandemError {
  constructor(message: string, cause?: unknown) {
    super('SUBGRAPH_UNAVAILABLE', message, {}, cause);
  }
}

export interface Outage {
  readonly isOn: () => boolean;
  /** A call that failed because of it. */
  readonly count: () => void;
}

export function followOutage(
  name: SubgraphName,
  breaker: Pick<CircuitBreakerPolicy, 'onBreak' | 'onReset'>,
  logger: Pick<Logger, 'warn' | 'info'> | undefined,
): Outage {
  let failed: number | null = null;
  breaker.onBreak((reason) => {
    // It breaks again with each try that fails.
    if (failed !== null) return;
    failed = 0;
    logger?.warn({ subgraph: name, err: 'error' in reason ? reason.error : undefined }, 'a subgraph is left alone');
  });
  breaker.onReset(() => {
    logger?.info({ subgraph: name, failedCalls: failed ?? 0 }, 'a subgraph answers again');
    failed = null;
  });
  return {
    isOn: () => failed !== null,
    count: () => {
      if (failed !== null) failed += 1;
    },
  };
}
