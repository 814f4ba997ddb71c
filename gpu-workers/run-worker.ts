/** Runs one worker in this process: opens its models, listens, proves them, and drains when it is told to. */

import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { startTracing } from '../runtime/start-tracing.ts';
import { createLogger, createMetrics } from '../runtime/telemetry.ts';
import { socketPathOf } from './worker-address.ts';
import { openModels } from './worker-models.ts';
import type { WorkerOptions } from './worker-options.ts';
import { createWorkerServer } from './worker-server.ts';

export interface RunningWorker {
  /** Where it listens, with the port that it got. */
  readonly url: string;
  /** Resolves when every model gave its known answer; until then it says that it is not ready. */
  readonly ready: Promise<void>;
  /** Refuses new connections; resolves when what is running has been answered. */
  readonly drain: () => Promise<void>;
}

const DRAIN_CHECK_MS = 20;

/** Resolves when it listens. Throws when a model cannot be opened or the address is taken. */
export async function runWorker(options: WorkerOptions): Promise<RunningWorker> {
  process.title = `tandem worker ${options.name}`;
  const endTracing = await startTracing(`tandem-worker-${options.pool}`, { TANDEM_TRACES_URL: options.tracesUrl });
  const models = await openModels(options);
  let isReady = false;
  const server = createWorkerServer({
    name: options.name,
    models,
    metrics: createMetrics(),
    logger: createLogger(options.logLevel),
    isReady: () => isReady,
  });
  server.listen(listenAddress(options.listen));
  await once(server, 'listening');
  const prove = async (): Promise<void> => {
    for (const model of models) await model.probe();
    isReady = true;
  };
  const drain = async (): Promise<void> => {
    isReady = false;
    // Connections that are busy now stay open after their answer; they are idle then.
    const idle = setInterval(() => server.closeIdleConnections(), DRAIN_CHECK_MS);
    await new Promise((resolve) => server.close(resolve));
    clearInterval(idle);
    await endTracing();
  };
  return { url: urlOf(options.listen, server.address()), ready: prove(), drain };
}

function listenAddress(listen: string): { readonly path: string } | { readonly host: string; readonly port: number } {
  const path = socketPathOf(listen);
  if (path !== null) return { path };
  const { hostname, port } = new URL(listen);
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) };
}

function urlOf(listen: string, address: AddressInfo | string | null): string {
  if (address === null || typeof address === 'string') return listen;
  const url = new URL(listen);
  url.port = String(address.port);
  return url.origin;
}
