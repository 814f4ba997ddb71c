/** What a serving process does beside requests: it looks for new index versions, due alerts and waiting feeds, until it stops. */

import type { Config } from '../runtime/config.ts';
import type { SubgraphName } from '../runtime/subgraph-urls.ts';
import { watchAlerts } from './alert-work.ts';
import type { OpenServices } from './open-services.ts';
import { watchFeeds } from './watch-feeds.ts';
import { watchIndex } from './watch-index.ts';

/** Stops the server and this work together: no client waits for work that nobody waits for, and new requests are refused at once. */
type StopServing = (stopServer: () => Promise<void>) => Promise<void>;

/** `here`: the subgraphs of this process. */
export function startBackgroundWork(config: Config, opened: OpenServices, here: readonly SubgraphName[]): StopServing {
  const { services, refresh } = opened;
  const watches = [
    watchFeeds(config, here, services),
    watchIndex(refresh, services.logger),
    watchAlerts(config, opened, here),
  ];
  return async (stopServer) => {
    await Promise.all([stopServer(), ...watches.map((watch) => watch.end())]);
  };
}
