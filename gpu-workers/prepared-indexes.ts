/** Which index versions every worker of a pool must have loaded before it counts as ready. */

import { TandemError } from '../runtime/errors.ts';
import type { Logger } from '../runtime/telemetry.ts';
import type { Vertical } from '../stores/documents.ts';
import type { ReadyWorker } from './supervisor.ts';
import type { WorkerClient } from './worker-client.ts';

type Loads = Pick<WorkerClient, 'load'>;
type Loader = Pick<ReadyWorker, 'name'> & { readonly client: Loads };

export interface PreparedIndexes {
  /**
   * Has each worker load a version now and all later ones before they are ready; the newest two of a vertical are kept, as in
   * the workers. One that dies or takes too long is logged and left out: it has the version later.
   */
  readonly add: (workers: readonly Loader[], vertical: Vertical, version: string) => Promise<void>;
  /** Loads all that is remembered, also what is remembered meanwhile. A version that cannot be loaded does not stop the worker. */
  readonly loadAll: (client: Loads) => Promise<void>;
}

const VERSIONS_KEPT = 2;
const LOAD_TIMEOUT_MS = 60_000;

interface Prepared {
  readonly vertical: Vertical;
  readonly version: string;
}

/** `modelOf` names the model of the pool that reads a version of a vertical. */
export function createPreparedIndexes(
  modelOf: (vertical: Vertical) => string,
  logger: Pick<Logger, 'error' | 'warn'>,
  loadTimeoutMs: number = LOAD_TIMEOUT_MS,
): PreparedIndexes {
  let prepared: readonly Prepared[] = [];
  const load = async (client: Loads, vertical: Vertical, version: string): Promise<void> => {
    const signal = AbortSignal.timeout(loadTimeoutMs);
    await client.load(modelOf(vertical), { index_version: version }, signal).catch((error: unknown) => {
      if (!signal.aborted) throw error;
      throw new TandemError('WORKER_UNAVAILABLE', `expected it loaded within ${loadTimeoutMs} ms`, {}, error);
    });
  };
  return {
    add: async (workers, vertical, version) => {
      const others = prepared.filter((known) => known.vertical !== vertical);
      const older = prepared.filter((known) => known.vertical === vertical && known.version !== version);
      prepared = [...others, ...older.slice(-(VERSIONS_KEPT - 1)), { vertical, version }];
      const loads = workers.map(({ name: worker, client }) =>
        load(client, vertical, version).catch((err: unknown) => {
          if (!(err instanceof TandemError) || err.code !== 'WORKER_UNAVAILABLE') throw err;
          logger.warn({ worker, vertical, version, err }, 'a worker did not load an index version');
        }),
      );
      await Promise.all(loads);
    },
    loadAll: async (client) => {
      const done = new Set<Prepared>();
      for (let next = prepared[0]; next !== undefined; next = prepared.find((known) => !done.has(known))) {
        done.add(next);
        const { vertical, version } = next;
        await load(client, vertical, version).catch((err: unknown) => {
          logger.error({ vertical, version, err }, 'index version cannot be loaded');
        });
      }
    },
  };
}
