/** Looks at a pool at an interval and has its supervisor start or retire workers, within the bounds of the setting. */

import type { Clock } from '../runtime/clock.ts';
import type { PoolName } from '../runtime/pool-names.ts';
import type { Logger } from '../runtime/telemetry.ts';
import type { PoolLoad } from './pools.ts';
import type { Supervisor } from './supervisor.ts';
import { type CountBounds, FIRST_COUNT_STATE, nextCount } from './worker-count.ts';

export interface ScalingOptions {
  /** Of the pool. */
  readonly name: PoolName;
  readonly bounds: CountBounds;
  readonly load: () => PoolLoad;
  readonly supervisor: Supervisor;
  readonly clock: Clock;
  readonly logger: Logger;
}

const LOOK_EVERY_MS = 250;

/** Ends with what it returns. Does nothing where the bounds leave no choice. */
export function startScaling({ name, bounds, load, supervisor, clock, logger }: ScalingOptions): () => void {
  if (bounds.minimum === bounds.maximum) return () => undefined;
  let [count, state] = [bounds.minimum, FIRST_COUNT_STATE];
  const look = (): void => {
    const { queuedItems, itemsPerSecond } = load();
    const seen = { nowMs: clock.nowMs(), queuedItems, itemsPerSecond, count, ready: supervisor.ready().length };
    const next = nextCount(state, seen, bounds);
    state = next.state;
    if (next.count === count) return;
    logger.info({ pool: name, from: count, to: next.count, queuedItems }, 'the number of workers changes');
    count = next.count;
    supervisor.setCount(count);
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
