/** Works on the feeds that wait, for as long as a process serves their subgraph. */

import type { Pools } from '../gpu-workers/pools.ts';
import { runWaitingFeeds } from '../ingest/run-feeds.ts';
import type { Config } from '../runtime/config.ts';
import type { SubgraphName } from '../runtime/subgraph-urls.ts';
import type { SearchServices } from '../search/context.ts';
import { VERTICALS } from '../stores/documents.ts';
import { createApplyApart } from './apply-apart.ts';
import { encodersOf } from './ingest.ts';
import { keepLooking, type Looking } from './keep-looking.ts';

const LOOK_EVERY_MS = 250;

/** `here`: the subgraphs of this process; each works on the feeds of the vertical that has its name. */
export function watchFeeds(config: Config, here: readonly SubgraphName[], services: SearchServices): Looking {
  const { logger } = services;
  const pools: Pools = services.pools;
  const { apply, end } = createApplyApart(config.TANDEM_DATA_DIR, encodersOf(config, pools));
  const watches = VERTICALS.filter((vertical) => here.includes(vertical)).map((vertical) =>
    keepLooking(
      async (signal) => {
        await runWaitingFeeds(vertical, { ...services, apply }, signal);
      },
      LOOK_EVERY_MS,
      (err) => logger.error({ err, vertical }, 'feeds could not be worked on; trying again'),
    ),
  );
  return {
    end: async () => {
      await Promise.all(watches.map((watch) => watch.end()));
      await end();
    },
  };
}
