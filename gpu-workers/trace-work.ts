/** Spans of the pools: what one request wants of a pool, and what a worker is sent for several requests at once. */

import type { PoolName } from '../runtime/pool-names.ts';
import { currentTraceparent, traced } from '../runtime/traces.ts';
import type { WorkOptions } from './pools.ts';
import type { Batch } from './stations.ts';
import { taskOf, type WorkItem } from './work-items.ts';

/** From the queue to the outcomes, under the span that runs. Begins at once. */
export function tracedWork<T>(
  pool: PoolName,
  items: readonly WorkItem[],
  { lane }: WorkOptions,
  run: () => Promise<T>,
): Promise<T> {
  const [first] = items;
  if (first === undefined) return run();
  return traced(taskOf(first), { 'tandem.pool': pool, 'tandem.items': items.length, 'tandem.lane': lane }, run);
}

/** `run` is told what the worker shall take for its parent. */
export function tracedBatch<T>(
  pool: PoolName,
  worker: string,
  { entries, failures }: Batch,
  run: (traceparent: string | undefined) => Promise<T>,
): Promise<T> {
  const parents = [...new Set(entries.flatMap(({ work }) => work.traceparent ?? []))];
  const attributes = {
    'tandem.pool': pool,
    'tandem.worker': worker,
    'tandem.items': entries.length,
    'tandem.failures': failures,
  };
  return traced('batch', attributes, () => run(currentTraceparent() ?? parents[0]), parents);
}
