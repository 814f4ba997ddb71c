/** The worker process of one pool: opens its models, proves them, listens on its socket, ends with its parent. */

import { rmdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { createLogger, createMetrics } from '../runtime/telemetry.ts';
import type { AttributeColumns } from '../stores/attributes.ts';
import { readSegmentAttributes, readSegmentItems, readSegmentVectors } from '../stores/segment-files.ts';
import type { Backend } from './backends/backend.ts';
import { openBackend } from './backends/open-backend.ts';
import type { ServedModel } from './served-model.ts';
import { serveEmbed } from './tasks/embed.ts';
import { serveItemEncoder } from './tasks/encode-items.ts';
import { serveScore } from './tasks/score.ts';
import { type SegmentSource, serveSearch } from './tasks/search.ts';
import { serveUnderstand } from './tasks/understand.ts';
import { type FromWorker, toWorker, type WorkerOptions, workerOptions } from './worker-options.ts';
import { createWorkerServer } from './worker-server.ts';

const DRAIN_CHECK_MS = 20;

await startWorker(workerOptions.parse(JSON.parse(process.argv[2] ?? '{}')));

async function startWorker(options: WorkerOptions): Promise<void> {
  process.title = `tandem worker ${options.name}`;
  let isReady = false;
  let drain = (): void => process.exit(0);
  // Before anything is awaited: a parent that dies while the models load must not leave a worker behind.
  listenToParent(options, () => drain());
  tell({ kind: 'warming' });
  try {
    const backend = preferring(options, await openBackend(options));
    const models = modelsOf(options, backend);
    const server = createWorkerServer({
      name: options.name,
      models,
      metrics: createMetrics(),
      logger: createLogger(options.logLevel),
      isReady: () => isReady,
    });
    drain = () => {
      drain = () => undefined;
      server.close(() => process.exit(0));
      // Connections that are busy now stay open after their answer; they are idle then.
      setInterval(() => server.closeIdleConnections(), DRAIN_CHECK_MS);
    };
    await new Promise<void>((resolve) => server.listen(options.socketPath, resolve));
    for (const model of models) await model.probe();
    isReady = true;
    tell({ kind: 'ready' });
  } catch (error) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    tell({ kind: 'failed', message }, () => process.exit(1));
  }
}

/** Full text alone is then proved and warm before the first search. */
function preferring({ ranker, pool }: WorkerOptions, backend: Backend): Backend {
  return ranker === 'full-text' && pool === 'slm' ? { ...backend, packed: null } : backend;
}

function modelsOf(options: WorkerOptions, backend: Backend): readonly ServedModel[] {
  if (options.pool === 'slm') {
    const ranker = serveScore(backend, (version) => readSegmentItems(options.dataDir, version));
    return [ranker, serveUnderstand(backend)];
  }
  const source: SegmentSource = {
    vectors: async (vertical, version) => {
      const { rows, size, dimensions } = await readSegmentVectors(options.dataDir, vertical, version);
      return { vectors: rows, size, dimensions };
    },
    attributes: (vertical, version): Promise<AttributeColumns> =>
      readSegmentAttributes(options.dataDir, vertical, version),
  };
  const encoders = backend.packed === null ? [] : [serveItemEncoder(backend.packed)];
  return [
    serveEmbed(backend),
    ...encoders,
    serveSearch(backend, 'jobs', source),
    serveSearch(backend, 'people', source),
  ];
}

/** A worker whose parent is gone serves nobody. Interrupts of the terminal go to the parent, which drains its workers. */
function listenToParent({ socketPath }: WorkerOptions, drain: () => void): void {
  process.on('disconnect', () => endAlone(socketPath));
  if (!process.connected) endAlone(socketPath);
  process.on('SIGTERM', drain);
  process.on('SIGINT', () => undefined);
  process.on('message', (message) => {
    const known = toWorker(message);
    if (known?.kind === 'ping') tell({ kind: 'pong' });
    if (known?.kind === 'drain') drain();
  });
}

/** Nobody else removes the socket now, and the last worker of the parent removes the folder of the sockets. */
function endAlone(socketPath: string): void {
  try {
    rmSync(socketPath, { force: true });
    rmdirSync(dirname(socketPath));
  } catch {
    // Another worker still has its socket there.
  }
  process.exit(0);
}

/** `afterwards` runs in any case; a parent that left meanwhile is noticed by the disconnect handler. */
function tell(message: FromWorker, afterwards: () => void = () => undefined): void {
  if (process.connected) process.send?.(message, afterwards);
  else afterwards();
}
