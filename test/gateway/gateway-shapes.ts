/** The gateway in both of its shapes: subgraphs in its process, and each behind a server of its own. */

import { createKeyRing } from '../../account/key-ring.ts';
import { defaultCaller } from '../../account/viewer.ts';
import { createSubgraphServer } from '../../cli/subgraph-server.ts';
import { createTakeFeed } from '../../cli/take-feed.ts';
import { createSealCaller } from '../../gateway/calls/seal-caller.ts';
import { createRemoteSubgraphs } from '../../gateway/remote-subgraphs.ts';
import { createGateway, type GatewaySettings } from '../../gateway/server.ts';
import { type Config, configSchema } from '../../runtime/config.ts';
import { SUBGRAPH_NAMES } from '../../runtime/subgraph-urls.ts';
import type { SearchServices } from '../../search/context.ts';
import { createNamedSubgraph } from '../../subgraphs/create-named-subgraph.ts';
import { createServiceStatus } from '../../subgraphs/service-status.ts';

const SHAPES = ['in one process', 'over HTTP'] as const;
export type Shape = (typeof SHAPES)[number];

export const ENGINES = configSchema.shape.TANDEM_ENGINE.unwrap().options;
export type Engine = (typeof ENGINES)[number];

/** `TANDEM_ENGINE=hive npx vitest run test/gateway`: everything on one engine; without it each shape has an engine of its own. */
const engineOf = (shape: Shape): Engine =>
  ENGINES.find((engine) => engine === process.env.TANDEM_ENGINE) ?? (shape === 'over HTTP' ? 'hive' : 'apollo');

export const GATEWAYS = SHAPES.map((shape) => [shape, engineOf(shape)] as const);

export interface RunningGateway {
  readonly url: string;
  /** Running requests get `graceMs`, none without it. */
  readonly stop: (graceMs?: number) => Promise<void>;
  readonly swapSupergraph: (supergraphSdl: string) => Promise<void>;
}

type Parts = Pick<GatewaySettings, 'subgraphs' | 'status' | 'takeFeed'> & { readonly stop: () => Promise<void> };

/** A gateway on a free port over subgraphs that share the services. */
export async function startGateway(shape: Shape, config: Config, services: SearchServices): Promise<RunningGateway> {
  const { stop, ...parts } = shape === 'over HTTP' ? await remoteParts(config, services) : localParts(config, services);
  const findKey = createKeyRing([services.rows], services.clock);
  const gateway = await createGateway({
    config,
    logger: services.logger,
    metrics: services.metrics,
    findKey,
    ...parts,
  });
  const { url } = await gateway.listen(0);
  return {
    url,
    swapSupergraph: gateway.swapSupergraph,
    stop: async (graceMs = 0) => {
      await gateway.stop(graceMs);
      await stop();
    },
  };
}

function localParts(config: Config, services: SearchServices): Parts {
  const status = createServiceStatus(services, ['ebr', 'slm']);
  const subgraphs = SUBGRAPH_NAMES.map((name) => createNamedSubgraph(name, services, config.TANDEM_DEADLINE_MS));
  return { subgraphs, status, takeFeed: createTakeFeed(services), stop: async () => undefined };
}

async function remoteParts(config: Config, services: SearchServices): Promise<Parts> {
  const status = createServiceStatus(services, ['ebr', 'slm']);
  const servers = SUBGRAPH_NAMES.map((name) => {
    const stranger = defaultCaller(config.TANDEM_PROFILE);
    const subgraph = createNamedSubgraph(name, services, config.TANDEM_DEADLINE_MS, stranger);
    return createSubgraphServer(subgraph, { config, status, ...services });
  });
  const addresses = await Promise.all(servers.map((server) => server.listen(0, '127.0.0.1')));
  const urls = Object.fromEntries(SUBGRAPH_NAMES.map((name, index) => [name, addresses[index]?.url ?? '']));
  const remote = createRemoteSubgraphs(
    urls,
    forgetfulClock(),
    createSealCaller(() => services.signer, services.clock),
  );
  const stop = async (): Promise<void> => {
    await remote.close();
    await Promise.all(servers.map((server) => server.stop(0)));
  };
  return { subgraphs: remote.subgraphs, status: remote.status, takeFeed: remote.takeFeed(null), stop };
}

/** An hour passes between any two looks, so that no answer about readiness is an old one. */
function forgetfulClock() {
  let nowMs = 0;
  return {
    nowMs: () => {
      nowMs += 3_600_000;
      return nowMs;
    },
    date: () => new Date(),
  };
}
