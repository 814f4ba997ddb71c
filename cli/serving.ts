/** What the serving commands share: options of the command line as settings, and the graceful stop on a signal. */

import type { Command } from 'commander';
import { type Config, type ConfigName, loadConfig } from '../runtime/config.ts';
import type { Logger } from '../runtime/telemetry.ts';
import { STOP_SIGNALS } from './stop-signals.ts';

export interface ServingOptions {
  readonly port?: string;
  readonly dataDir?: string;
}

/** Adds `--port`; without a default it is that of the settings. */
export function withPort(command: Command, port?: string): Command {
  return command.option('--port <number>', 'port to listen on; 0 takes a free one', port);
}

/** Adds `--data-dir`. */
export function withDataDir(command: Command): Command {
  return command.option('--data-dir <folder>', 'where documents, index and scores are kept');
}

/** What the command line says of settings. */
export function servingOverrides({ port, dataDir }: ServingOptions): Partial<Record<ConfigName, string>> {
  return {
    ...(port === undefined ? {} : { PORT: port }),
    ...(dataDir === undefined ? {} : { TANDEM_DATA_DIR: dataDir }),
  };
}

/** The settings file, the environment over it, and the command line over both. */
export function servingConfig(options: ServingOptions): Config {
  return loadConfig(process.env, servingOverrides(options));
}

/** SIGHUP, as for other servers: what is configured in files is read again. A supergraph that does not load changes nothing. */
export function swapOnSignal(swap: () => Promise<void>, logger: Pick<Logger, 'error'>): void {
  process.on('SIGHUP', () => {
    swap().catch((err: unknown) => logger.error({ err }, 'the supergraph could not be loaded; the old one is served'));
  });
}

/** Ends the process with status 0 when everything has stopped. */
export function stopOnSignal(stop: () => Promise<void>): void {
  for (const signal of STOP_SIGNALS) {
    process.once(signal, async () => {
      console.log(`${signal}: letting running requests end`);
      await stop();
      process.exit(0);
    });
  }
}
