/** A worker server in this process over any backend, found by its URL as any server of the protocol is. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Backend } from '../../gpu-workers/backends/backend.ts';
import { serveEmbed } from '../../gpu-workers/tasks/embed.ts';
import { serveItemEncoder } from '../../gpu-workers/tasks/encode-items.ts';
import { serveScore } from '../../gpu-workers/tasks/score.ts';
import { serveUnderstand } from '../../gpu-workers/tasks/understand.ts';
import { createWorkerServer } from '../../gpu-workers/worker-server.ts';
import { createLogger, createMetrics } from '../../runtime/telemetry.ts';

export interface ModelServer {
  readonly url: string;
  readonly close: () => Promise<void>;
}

export async function serveBackend(backend: Backend): Promise<ModelServer> {
  const refuse = (): Promise<never> => Promise.reject(new Error('this server has no index'));
  const noItems = { parts: refuse, load: refuse };
  const encoders = backend.packed === null ? [] : [serveItemEncoder(backend.packed)];
  const server = createWorkerServer({
    name: 'model-server',
    models: [serveEmbed(backend), ...encoders, serveScore(backend, noItems), serveUnderstand(backend)],
    metrics: createMetrics(),
    logger: createLogger('silent'),
    isReady: () => true,
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}
