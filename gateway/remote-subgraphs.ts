/** All subgraphs that run elsewhere, over one HTTP agent: to call them, and to ask whether they are ready. */

import { Agent } from 'undici';
import type { Clock } from '../runtime/clock.ts';
import { isSubgraphName, type SubgraphUrls } from '../runtime/subgraph-urls.ts';
import type { Logger } from '../runtime/telemetry.ts';
import type { ServiceStatus } from '../subgraphs/service-status.ts';
import type { CallableSubgraph } from './calls/data-source.ts';
import { createRemoteStatus } from './calls/remote-status.ts';
import { createRemoteSubgraph, type SealCaller } from './calls/remote-subgraph.ts';
import type { TakeFeed } from './feeds/ingest-route.ts';
import { createRemoteFeeds } from './feeds/remote-feeds.ts';

export interface RemoteSubgraphs {
  readonly subgraphs: readonly CallableSubgraph[];
  readonly status: () => Promise<ServiceStatus>;
  /** Takes feeds of the verticals that run elsewhere, and `here` those of the others. */
  readonly takeFeed: (here: TakeFeed | null) => TakeFeed;
  /** Closes the connections; calls under way fail. */
  readonly close: () => Promise<void>;
}

/** A page of a hundred with every field has some hundred kB. */
const MAX_ANSWER_BYTES = 16 * 1024 * 1024;
const CONNECT_TIMEOUT_MS = 1_000;

/** `logger` hears why a subgraph does not say whether it is ready, and when one is left alone and answers again. */
export function createRemoteSubgraphs(
  urls: SubgraphUrls,
  clock: Clock,
  sealCaller: SealCaller,
  logger?: Pick<Logger, 'warn' | 'info'>,
): RemoteSubgraphs {
  const agent = new Agent({
    maxResponseSize: MAX_ANSWER_BYTES,
    connect: { timeout: CONNECT_TIMEOUT_MS },
    // Each call has its own signal, which knows the deadline of its request.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  const named = Object.entries(urls).flatMap(([name, url]) => (isSubgraphName(name) ? [{ name, url }] : []));
  return {
    subgraphs: named.map(({ name, url }) => createRemoteSubgraph(name, url, agent, sealCaller, logger)),
    status: createRemoteStatus(named, agent, clock, logger),
    takeFeed: (here) => createRemoteFeeds(urls, agent, sealCaller, here),
    close: () => agent.destroy(),
  };
}
