/** The encoders' worker alone, for commands that embed and do not rank, and what its vectors are called. */

import { createPools } from '../gpu-workers/create-pools.ts';
import { DEFAULT_PULSE, type Pulse } from '../gpu-workers/heart.ts';
import type { Pools } from '../gpu-workers/pools.ts';
import { hasModel, readManifest, verifiedModelPath } from '../models/manifest.ts';
import { itemVersion } from '../models/templates.ts';
import { systemClock } from '../runtime/clock.ts';
import type { Config } from '../runtime/config.ts';
import { createLogger, createMetrics } from '../runtime/telemetry.ts';
import { waitForWorkers } from './wait-for-workers.ts';

/** Item vectors of the stand-in must never pass for those of the model. */
export function itemVersionOf(
  { TANDEM_BACKEND: backend }: Pick<Config, 'TANDEM_BACKEND'>,
  modelVersion: string,
): string {
  return backend === 'fake' ? `fake-${itemVersion(modelVersion)}` : itemVersion(modelVersion);
}

const WORKER_PATIENCE_MS = 60_000;
/**
 * Nobody waits at a screen: where other programs want the processor, one batch takes many seconds, and a worker that is ended
 * for its silence begins it anew. One that hangs is still found within a minute.
 */
const BATCH_PULSE: Pulse = { ...DEFAULT_PULSE, maxMissed: 60 };

/** Runs the work with the pool `ebr`, its workers ready; they end with it. Refuses a model file with a wrong checksum. */
export async function withEncoderPool<T>(config: Config, work: (pools: Pools) => Promise<T>): Promise<T> {
  const manifest = readManifest();
  const needed = ['encoder', 'item-encoder'].filter((name) => hasModel(manifest, name));
  if (config.TANDEM_BACKEND !== 'fake') await Promise.all(needed.map((name) => verifiedModelPath(manifest, name)));
  const pools = await createPools({
    config,
    dataDir: config.TANDEM_DATA_DIR,
    clock: systemClock,
    metrics: createMetrics(),
    pools: ['ebr'],
    pulse: BATCH_PULSE,
    logger: createLogger(config.TANDEM_LOG_LEVEL),
  });
  try {
    await waitForWorkers(pools, WORKER_PATIENCE_MS);
    return await work(pools);
  } finally {
    await pools.close();
  }
}
