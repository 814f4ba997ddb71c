/** `tandem subgraph NAME`: one subgraph as a process of its own, for a gateway elsewhere. */

import { type Command, InvalidArgumentError } from 'commander';
import { defaultCaller } from '../account/viewer.ts';
import type { Config } from '../runtime/config.ts';
import { startTracing } from '../runtime/start-tracing.ts';
import { isSubgraphName, SUBGRAPH_NAMES, type SubgraphName } from '../runtime/subgraph-urls.ts';
import { createNamedSubgraph } from '../subgraphs/create-named-subgraph.ts';
import { neededPools } from '../subgraphs/needed-pools.ts';
import { createServiceStatus } from '../subgraphs/service-status.ts';
import { startBackgroundWork } from './background-work.ts';
import { box } from './box.ts';
import type { RunningServer } from './gateway.ts';
import { openServices } from './open-services.ts';
import { servingConfig, stopOnSignal, withDataDir, withPort } from './serving.ts';
import { createSubgraphServer } from './subgraph-server.ts';

const GRACE_MS = 5_000;

export function registerSubgraph(program: Command): void {
  const command = program.command('subgraph').description('serve one subgraph for a gateway elsewhere');
  withDataDir(withPort(command.argument('<name>', SUBGRAPH_NAMES.join(', '), knownName))).action(
    async (name: SubgraphName, options: { port?: string; dataDir?: string }) => {
      const config = servingConfig(options);
      const { url, stop } = await startSubgraph(name, config);
      const pools = neededPools([name], config).join(', ') || 'none needed';
      console.log(
        box(`Tandem subgraph ${name}`, [
          ['GraphQL', `${url}/graphql`],
          ['Pools', pools],
        ]),
      );
      stopOnSignal(stop);
    },
  );
}

function knownName(name: string): SubgraphName {
  if (isSubgraphName(name)) return name;
  throw new InvalidArgumentError(`expected one of ${SUBGRAPH_NAMES.join(', ')}`);
}

/** Starts workers only where the subgraph asks them. Nothing stays open when it throws. */
export async function startSubgraph(name: SubgraphName, config: Config): Promise<RunningServer> {
  const pools = neededPools([name], config);
  const endTracing = await startTracing(`tandem-subgraph-${name}`, config);
  const opened = await openServices(config, true, { pools, sharesRecords: true });
  const { services, close } = opened;
  try {
    const subgraph = createNamedSubgraph(
      name,
      services,
      config.TANDEM_DEADLINE_MS,
      defaultCaller(config.TANDEM_PROFILE),
    );
    const status = createServiceStatus(services, pools);
    const server = createSubgraphServer(subgraph, { config, status, ...services });
    const { url } = await server.listen(config.PORT, config.HOST);
    const stopServing = startBackgroundWork(config, opened, [name]);
    const stop = async (): Promise<void> => {
      await stopServing(() => server.stop(GRACE_MS));
      await close();
      await endTracing();
    };
    return { url, stop };
  } catch (error) {
    await close();
    throw error;
  }
}
