/** Starts everything in one process: stores, worker pools, subgraphs, gateway, and the watch for new index versions. */

import { openServices } from './cli/open-services.ts';
import { createGateway } from './gateway/server.ts';
import type { Config } from './runtime/config.ts';
import type { SearchServices } from './search/context.ts';

/** An index version that another process published is served within this time and its load. */
const REFRESH_EVERY_MS = 250;

export interface RunningTandem {
  readonly url: string;
  readonly services: SearchServices;
  /** Refuses new requests, lets running ones end, then ends the workers. */
  readonly stop: () => Promise<void>;
}

/** Nothing stays open when it throws. */
export async function startTandem(config: Config): Promise<RunningTandem> {
  const opened = await openServices(config, true);
  try {
    const { services, refresh, close } = opened;
    const gateway = await createGateway({ config, services });
    const { url } = await gateway.listen(config.PORT, config.HOST);
    const watch = watchIndex(refresh, services);
    const stop = async (): Promise<void> => {
      await watch.end();
      await gateway.stop();
      await close();
    };
    return { url, services, stop };
  } catch (error) {
    await opened.close();
    throw error;
  }
}

/** One refresh at a time; a failed one is logged and tried again, because the served version stays good. */
function watchIndex(refresh: () => Promise<void>, { logger }: SearchServices): { readonly end: () => Promise<void> } {
  let running: Promise<void> | null = null;
  const look = async (): Promise<void> => {
    await refresh().catch((err: unknown) => logger.error({ err }, 'a published index version could not be loaded'));
    running = null;
  };
  const timer = setInterval(() => {
    running ??= look();
  }, REFRESH_EVERY_MS);
  timer.unref();
  return {
    end: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
