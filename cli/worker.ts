/** `tandem worker ebr|slm`: the worker of one pool as a server of its own, for gateways that name its address. */

import { resolve } from 'node:path';
import { Argument, type Command } from 'commander';
import { runWorker } from '../gpu-workers/run-worker.ts';
import { socketAddress } from '../gpu-workers/worker-address.ts';
import { workerSettings } from '../gpu-workers/worker-options.ts';
import { POOL_NAMES, type PoolName } from '../runtime/pool-names.ts';
import { servingConfig, stopOnSignal, withDataDir, withPort } from './serving.ts';

interface WorkerCommandOptions {
  readonly port: string;
  readonly host: string;
  readonly socket?: string;
  readonly dataDir?: string;
}

export function registerWorker(program: Command): void {
  const command = program
    .command('worker')
    .addArgument(new Argument('<pool>', 'whose models it serves').choices(POOL_NAMES))
    .description('serve the models of one pool to gateways, over Open Inference Protocol v2');
  // The port of the settings is that of the endpoint, which may run here too.
  withDataDir(withPort(command, '0'))
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--socket <path>', 'a Unix socket to listen on instead')
    .action((pool: PoolName, options: WorkerCommandOptions) => serve(pool, options));
}

async function serve(pool: PoolName, { host, socket, ...options }: WorkerCommandOptions): Promise<void> {
  const config = servingConfig(options);
  const listen = socket === undefined ? webAddress(host, config.PORT) : socketAddress(resolve(socket));
  const worker = await runWorker({ ...workerSettings(config), pool, name: `${pool}-${process.pid}`, listen });
  stopOnSignal(worker.drain);
  await worker.ready;
  console.log(`worker of ${pool} ready at ${worker.url}`);
}

function webAddress(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
