/** Which pools of workers a subgraph asks: one that only reads what others wrote down starts none. */

import { POOL_NAMES, type PoolName } from '../runtime/pool-names.ts';
import type { SubgraphName } from '../runtime/subgraph-urls.ts';

const SEARCHING: ReadonlySet<SubgraphName> = new Set(['jobs', 'people']);

/** Of all subgraphs of one process together. */
export function neededPools(names: readonly SubgraphName[]): readonly PoolName[] {
  return names.some((name) => SEARCHING.has(name)) ? POOL_NAMES : [];
}
