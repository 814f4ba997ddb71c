/** `tandem alerts run`: searches again what members have saved and tells what is new, without a server. */

import { type Command, Option } from 'commander';
import type { AlertSummary } from '../account/run-alerts.ts';
import { ALERTS_EVERY_MS } from '../runtime/alert-settings.ts';
import { loadConfig } from '../runtime/config.ts';
import { VERTICALS } from '../stores/documents.ts';
import { createAlertWork, watchAlerts } from './alert-work.ts';
import { openServices } from './open-services.ts';
import { stopOnSignal } from './serving.ts';
import { waitForWorkers } from './wait-for-workers.ts';
import { watchIndex } from './watch-index.ts';

const PATIENCE_MS = 30_000;

interface AlertOptions {
  readonly once?: boolean;
  readonly dataDir?: string;
}

export function registerAlerts(program: Command): void {
  program
    .command('alerts')
    .description('alerts of saved searches')
    .command('run')
    .description('run the alerts that are due, again and again; each time a line of JSON says what came of it')
    .option('--once', 'run them once, and end')
    .addOption(new Option('--data-dir <folder>', 'where saved searches and documents are kept'))
    .action(run);
}

async function run({ once, dataDir }: AlertOptions): Promise<void> {
  const config = loadConfig(process.env, dataDir === undefined ? {} : { TANDEM_DATA_DIR: dataDir });
  const opened = await openServices(config, false);
  if (once !== true) {
    const everyMs = config.TANDEM_ALERTS_EVERY_MS || ALERTS_EVERY_MS;
    const watches = [
      watchIndex(opened.refresh, opened.services.logger),
      watchAlerts(config, opened, VERTICALS, everyMs, tell),
    ];
    stopOnSignal(async () => {
      for (const watch of watches) await watch.end();
      await opened.close();
    });
    return;
  }
  try {
    await waitForWorkers(opened.services.pools, PATIENCE_MS);
    tell(await createAlertWork(config, opened, VERTICALS)());
  } finally {
    await opened.close();
  }
}

const tell = (summary: AlertSummary): void => console.log(JSON.stringify(summary));
