/** Waits until every worker is ready, for commands that would rather wait than answer without models. */

import { setTimeout as pause } from 'node:timers/promises';
import type { Pools } from '../gpu-workers/pools.ts';
import { TandemError } from '../runtime/errors.ts';

const LOOK_EVERY_MS = 50;

/** Throws WORKER_UNAVAILABLE with the states of the workers when `patienceMs` were not enough. */
export async function waitForWorkers(pools: Pools, patienceMs: number): Promise<void> {
  const endMs = performance.now() + patienceMs;
  while (pools.status().some((worker) => worker.state !== 'ready')) {
    if (performance.now() > endMs) {
      const states = pools.status().map(({ pool, state }) => `${pool} ${state}`);
      throw new TandemError(
        'WORKER_UNAVAILABLE',
        `expected all workers ready within ${patienceMs / 1000} s, got ${states.join(', ')}; see the log`,
      );
    }
    await pause(LOOK_EVERY_MS);
  }
}
