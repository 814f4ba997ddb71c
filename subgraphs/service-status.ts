/** Whether searches can be answered: what is published and which workers are there. */

import { TandemError } from '../runtime/errors.ts';
import type { PoolName } from '../runtime/pool-names.ts';
import type { SearchServices } from '../search/context.ts';
import { VERTICALS, type Vertical } from '../stores/documents.ts';

type Workers = ReturnType<SearchServices['pools']['status']>;

export interface ServiceStatus {
  /** Why searches cannot be answered yet, one sentence each; empty when they can. */
  readonly reasons: readonly string[];
  readonly workers: Workers;
}

/**
 * A pool counts as missing only until its first worker is warm: after that searches go on without it, degraded,
 * and taking the server out of service would answer fewer people, not more.
 * `pools` are those that the process has.
 */
export function createServiceStatus(services: SearchServices, pools: readonly PoolName[]): () => ServiceStatus {
  const wereReady = new Set<PoolName>();
  return () => {
    const workers = services.pools.status();
    for (const worker of workers) if (worker.state === 'ready') wereReady.add(worker.pool);
    const cold = pools
      .filter((pool) => !wereReady.has(pool))
      .map((pool) => `no worker of the pool ${pool} is warm yet`);
    return { reasons: [...cold, ...VERTICALS.flatMap((vertical) => missingIndex(services, vertical))], workers };
  };
}

function missingIndex({ indexes }: SearchServices, vertical: Vertical): readonly string[] {
  try {
    indexes.current(vertical);
    return [];
  } catch (error) {
    if (error instanceof TandemError && error.code === 'INDEX_MISSING')
      return [`no index of ${vertical} has been published`];
    throw error;
  }
}
