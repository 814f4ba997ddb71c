/** A planner whose supergraph can be exchanged while it serves: each request ends with the one that it began with. */

import type { GraphQLSchema } from 'graphql';
import type { Logger } from '../../runtime/telemetry.ts';
import { createRepertoire } from '../calls/rehearse.ts';
import type { Executor, GatewayInterface, LoadOptions, SchemaCallback } from '../operations/gateway-interface.ts';

export interface LiveGateway extends GatewayInterface {
  /**
   * Serves another supergraph from when it is ready: loaded, and with plans for what was asked lately. Throws, and goes
   * on with the old one, when it cannot be loaded.
   */
  readonly swap: (supergraphSdl: string) => Promise<void>;
}

interface Generation {
  readonly execute: Executor;
  readonly loaded: Parameters<SchemaCallback>[0];
}

/** `plan` makes a planner for one supergraph. */
export function createLiveGateway(
  supergraphSdl: string,
  plan: (supergraphSdl: string) => GatewayInterface,
  logger: Logger,
): LiveGateway {
  const executors = new WeakMap<GraphQLSchema, Executor>();
  const listeners = new Set<SchemaCallback>();
  const repertoire = createRepertoire();
  let options: LoadOptions | null = null;
  let swapping: Promise<void> = Promise.resolve();
  const serve = ({ execute, loaded }: Generation): void => {
    executors.set(loaded.apiSchema, execute);
    for (const listener of listeners) listener(loaded);
  };
  const swapTo = async (sdl: string): Promise<void> => {
    const next = await generationOf(plan(sdl), options);
    await repertoire.rehearse(next.execute, next.loaded.apiSchema, logger);
    serve(next);
    logger.info('a new supergraph is served');
  };
  return {
    onSchemaLoadOrUpdate: (callback) => {
      listeners.add(callback);
      return () => listeners.delete(callback);
    },
    load: async (loadOptions) => {
      options = loadOptions;
      serve(await generationOf(plan(supergraphSdl), options));
      return {
        executor: async (request) => {
          const execute = executors.get(request.schema);
          if (!execute) throw new Error('expected a schema that this gateway has loaded');
          repertoire.note(request);
          return execute(request);
        },
      };
    },
    stop: async () => undefined,
    swap: (sdl) => {
      const swapped = swapping.then(() => swapTo(sdl));
      // The next one waits for this one, however it ends.
      swapping = swapped.catch(() => undefined);
      return swapped;
    },
  };
}

async function generationOf(gateway: GatewayInterface, options: LoadOptions | null): Promise<Generation> {
  if (options === null) throw new Error('expected the server to be started before its supergraph is swapped');
  let loaded: Generation['loaded'] | null = null;
  gateway.onSchemaLoadOrUpdate((context) => {
    loaded = context;
  });
  const { executor } = await gateway.load(options);
  if (executor === null || loaded === null) throw new Error('expected a planner that loads its schema and executes');
  return { execute: executor, loaded };
}
