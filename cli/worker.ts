/** `tandem worker ebr|slm`: the worker of one pool as a server of its own, for gateways that name its address. */

import { resolve } from 'node:path';
import { Argument, type Command } from 'commander';
import type { PoolName } from '../gpu-workers/pools.ts';
import { runWorker } from '../gpu-workers/run-worker.ts';
import { socketAddress } from '../gpu-workers/worker-address.ts';
import { workerSettings } from '../gpu-workers/worker-options.ts';
import { loadConfig } from '../runtime/config.ts';
import { wholeNumber } from './whole-number.ts';

interface WorkerCommandOptions {
  readonly port: string;
  readonly host: string;
  readonly socket?: string;
  readonly dataDir?: string;
}

export function registerWorker(program: Command): void {
  program
    .command('worker')
    .addArgument(new Argument('<pool>', 'whose models it serves').choices(['ebr', 'slm']))
    .description('serve the models of one pool to gateways, over Open Inference Protocol v2')
    .option('--port <number>', 'port to listen on; 0 takes a free one', '0')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--socket <path>', 'a Unix socket to listen on instead')
    .option('--data-dir <folder>', 'where the index versions are that a gateway names')
    .action((pool: PoolName, options: WorkerCommandOptions) => serve(pool, options));
}

async function serve(pool: PoolName, { port, host, socket, dataDir }: WorkerCommandOptions): Promise<void> {
  const config = loadConfig(process.env, dataDir === undefined ? {} : { TANDEM_DATA_DIR: dataDir });
  const listen =
    socket === undefined ? webAddress(host, wholeNumber('--port', port, 0, 65_535)) : socketAddress(resolve(socket));
  const worker = await runWorker({ ...workerSettings(config), pool, name: `${pool}-${process.pid}`, listen });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void worker.drain().then(() => process.exit(0)));
  }
  await worker.ready;
  console.log(`worker of ${pool} ready at ${worker.url}`);
}

function webAddress(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
