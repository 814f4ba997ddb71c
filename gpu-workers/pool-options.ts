/** What a pool needs: its limits, who supervises its workers, and what it measures and draws lots with. */

import type { Clock } from '../runtime/clock.ts';
import type { Lane } from '../runtime/lane.ts';
import type { PoolName } from '../runtime/pool-names.ts';
import type { Logger, Metrics } from '../runtime/telemetry.ts';
import type { BatchLimits } from './batch-queue.ts';
import type { BatchMetrics } from './batch-times.ts';
import type { Supervisor, SupervisorEvents } from './supervisor.ts';
import type { CountBounds } from './worker-count.ts';

export interface PoolOptions {
  readonly name: PoolName;
  readonly limits: Readonly<Record<Lane, BatchLimits>>;
  readonly supervise: (events: SupervisorEvents) => Supervisor;
  readonly clock: Clock;
  readonly metrics: BatchMetrics & Pick<Metrics, 'droppedEntries'>;
  readonly logger: Logger;
  /** 0 to 1, for the power of two choices. */
  readonly random: () => number;
  readonly batchTimeoutMs?: number;
  /** Within which the number of workers follows the queue; it stays as it is unless told. */
  readonly bounds?: CountBounds;
}
