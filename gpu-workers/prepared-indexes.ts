/** Which index versions every worker of a pool must have loaded before it counts as ready. */

import type { Logger } from '../runtime/telemetry.ts';
import type { Vertical } from '../stores/documents.ts';
import type { WorkerClient } from './worker-client.ts';

type Loads = Pick<WorkerClient, 'load'>;

export interface PreparedIndexes {
  /** The newest two of a vertical are kept, as in the workers. */
  readonly remember: (vertical: Vertical, version: string) => void;
  readonly load: (client: Loads, vertical: Vertical, version: string) => Promise<void>;
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
export function createPreparedIndexes(modelOf: (vertical: Vertical) => string, logger: Logger): PreparedIndexes {
  let prepared: readonly Prepared[] = [];
  const load = (client: Loads, vertical: Vertical, version: string): Promise<void> =>
    client.load(modelOf(vertical), { index_version: version }, AbortSignal.timeout(LOAD_TIMEOUT_MS));
  return {
    remember: (vertical, version) => {
      const others = prepared.filter((known) => known.vertical !== vertical);
      const older = prepared.filter((known) => known.vertical === vertical && known.version !== version);
      prepared = [...others, ...older.slice(-(VERSIONS_KEPT - 1)), { vertical, version }];
    },
    load,
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
