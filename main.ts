/** Starts everything in one process, but for the subgraphs that run elsewhere: stores, worker pools, subgraphs, gateway. */

import { createKeyRing } from './account/key-ring.ts';
import { startBackgroundWork } from './cli/background-work.ts';
import { openServices } from './cli/open-services.ts';
import { createTakeFeed } from './cli/take-feed.ts';
import { joined } from './gateway/calls/remote-status.ts';
import { createSealCaller } from './gateway/calls/seal-caller.ts';
import { createRemoteSubgraphs } from './gateway/remote-subgraphs.ts';
import { createGateway } from './gateway/server.ts';
import { readSupergraph } from './gateway/supergraph.ts';
import type { Config } from './runtime/config.ts';
import { startTracing } from './runtime/start-tracing.ts';
import { SUBGRAPH_NAMES } from './runtime/subgraph-urls.ts';
import type { SearchServices } from './search/context.ts';
import { createNamedSubgraph } from './subgraphs/create-named-subgraph.ts';
import { neededPools } from './subgraphs/needed-pools.ts';
import { createServiceStatus } from './subgraphs/service-status.ts';

export interface RunningTandem {
  readonly url: string;
  readonly services: SearchServices;
  /** Serves the supergraph of the file as it is now, without an interruption. */
  readonly swapSupergraph: () => Promise<void>;
  /** Refuses new requests, lets running ones end, then ends the workers. */
  readonly stop: () => Promise<void>;
}

/** Nothing stays open when it throws. */
export async function startTandem(config: Config): Promise<RunningTandem> {
  const urls = config.TANDEM_SUBGRAPHS ?? {};
  const here = SUBGRAPH_NAMES.filter((name) => urls[name] === undefined);
  const pools = neededPools(here, config);
  const endTracing = await startTracing('tandem', config);
  const opened = await openServices(config, true, { pools, sharesRecords: here.length < SUBGRAPH_NAMES.length });
  const { services } = opened;
  const sealCaller = createSealCaller(() => services.signer, services.clock);
  const remote = createRemoteSubgraphs(urls, services.clock, sealCaller, services.logger);
  const close = async (): Promise<void> => {
    await remote.close();
    await opened.close();
    await endTracing();
  };
  try {
    const local = here.map((name) => createNamedSubgraph(name, services, config.TANDEM_DEADLINE_MS));
    const status = createServiceStatus(services, pools);
    const gateway = await createGateway({
      config,
      logger: services.logger,
      metrics: services.metrics,
      subgraphs: [...local, ...remote.subgraphs],
      findKey: createKeyRing(opened.keyStores, services.clock),
      takeFeed: remote.takeFeed(createTakeFeed(services)),
      status: async () => joined([status(), await remote.status()]),
    });
    const { url } = await gateway.listen(config.PORT, config.HOST);
    const stopServing = startBackgroundWork(config, opened, here);
    const stop = async (): Promise<void> => {
      await stopServing(gateway.stop);
      await close();
    };
    return { url, services, swapSupergraph: () => gateway.swapSupergraph(readSupergraph()), stop };
  } catch (error) {
    await close();
    throw error;
  }
}
