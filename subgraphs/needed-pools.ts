/** Which pools of workers a subgraph asks: one that only reads what others wrote down starts none. */

import type { Config } from '../runtime/config.ts';
import { POOL_NAMES, type PoolName } from '../runtime/pool-names.ts';
import type { SubgraphName } from '../runtime/subgraph-urls.ts';

const SEARCHING: ReadonlySet<SubgraphName> = new Set(['jobs', 'people']);

/**
 * Of all subgraphs of one process together. Insights asks `ebr` for what a search means, where its workers are reached by
 * address; it starts none of its own for that, and its passages then go by words alone.
 */
export function neededPools(
  names: readonly SubgraphName[],
  { TANDEM_EBR_WORKERS: ebr }: Pick<Config, 'TANDEM_EBR_WORKERS'>,
): readonly PoolName[] {
  if (names.some((name) => SEARCHING.has(name))) return POOL_NAMES;
  return names.includes('insights') && ebr.kind === 'remote' ? ['ebr'] : [];
}
