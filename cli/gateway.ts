/** `tandem gateway`: the one endpoint over subgraphs that are all processes of their own; holds no documents and runs no model. */

import type { Command } from 'commander';
import { createSealCaller } from '../gateway/calls/seal-caller.ts';
import { createRemoteSubgraphs } from '../gateway/remote-subgraphs.ts';
import { createGateway } from '../gateway/server.ts';
import { readSupergraph } from '../gateway/supergraph.ts';
import { systemClock } from '../runtime/clock.ts';
import type { Config } from '../runtime/config.ts';
import { TandemError } from '../runtime/errors.ts';
import { createSigner, type Signer } from '../runtime/ids.ts';
import { signingSecret } from '../runtime/secret.ts';
import { startTracing } from '../runtime/start-tracing.ts';
import { SUBGRAPH_NAMES, type SubgraphUrls } from '../runtime/subgraph-urls.ts';
import { createLogger, createMetrics, type Logger } from '../runtime/telemetry.ts';
import { box } from './box.ts';
import { openKeyStores } from './open-key-stores.ts';
import { servingConfig, stopOnSignal, swapOnSignal, withPort } from './serving.ts';

export function registerGateway(program: Command): void {
  withPort(program.command('gateway').description('serve the graph over subgraphs in processes of their own')).action(
    async (options: { port?: string }) => {
      const config = servingConfig(options);
      const { url, stop, swapSupergraph, logger } = await startGateway(config);
      const subgraphs = Object.entries(config.TANDEM_SUBGRAPHS ?? {});
      console.log(box('Tandem gateway', [['GraphQL', `${url}/graphql`], ...subgraphs]));
      swapOnSignal(swapSupergraph, logger);
      stopOnSignal(stop);
    },
  );
}

export interface RunningServer {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

interface RunningGateway extends RunningServer {
  /** Serves the supergraph of the file as it is now. */
  readonly swapSupergraph: () => Promise<void>;
  readonly logger: Logger;
}

/** Throws CONFIG_INVALID with the subgraphs that TANDEM_SUBGRAPHS does not name. Subgraphs may start later. */
export async function startGateway(config: Config): Promise<RunningGateway> {
  const [logger, metrics] = [createLogger(config.TANDEM_LOG_LEVEL), createMetrics()];
  const endTracing = await startTracing('tandem-gateway', config);
  const urls = allSubgraphs(config);
  const signer = (): Signer => createSigner(signingSecret(config.TANDEM_DATA_DIR, config.TANDEM_SECRET));
  const remote = createRemoteSubgraphs(urls, systemClock, createSealCaller(signer, systemClock), logger);
  const keys = openKeyStores(config, { logger, metrics });
  const { subgraphs, status } = remote;
  const { findKey } = keys;
  const takeFeed = remote.takeFeed(null);
  const gateway = await createGateway({ config, logger, metrics, subgraphs, findKey, takeFeed, status });
  const stop = async (): Promise<void> => {
    await gateway.stop();
    await remote.close();
    await keys.close();
    await endTracing();
  };
  try {
    const { url } = await gateway.listen(config.PORT, config.HOST);
    return { url, stop, swapSupergraph: () => gateway.swapSupergraph(readSupergraph()), logger };
  } catch (error) {
    await stop();
    throw error;
  }
}

function allSubgraphs({ TANDEM_SUBGRAPHS: urls = {} }: Config): SubgraphUrls {
  const missing = SUBGRAPH_NAMES.filter((name) => urls[name] === undefined);
  if (missing.length === 0) return urls;
  throw new TandemError(
    'CONFIG_INVALID',
    `expected an address of every subgraph in TANDEM_SUBGRAPHS, found none of ${missing.join(', ')}; start them with "tandem subgraph NAME" and name them as NAME=URL, or use "tandem start"`,
  );
}
