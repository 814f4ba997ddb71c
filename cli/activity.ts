/** `tandem activity`: writes what members did as the two files that training reads. */

import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Command, Option } from 'commander';
import { LOG_FILES, logLines } from '../account/activity-log.ts';
import { loadConfig } from '../runtime/config.ts';
import { openMemberStores } from './member-stores.ts';

export function registerActivity(program: Command): void {
  program
    .command('activity')
    .description('write the events of all members and the searches they name, for training')
    .requiredOption('--out <folder>', `where ${LOG_FILES.join(' and ')} are written`)
    .addOption(new Option('--data-dir <folder>', 'where events are kept (default: TANDEM_DATA_DIR)'))
    .action(async ({ out, dataDir }: { readonly out: string; readonly dataDir?: string }) => {
      const config = loadConfig(process.env, dataDir === undefined ? {} : { TANDEM_DATA_DIR: dataDir });
      const { stores, close } = await openMemberStores(config);
      try {
        mkdirSync(out, { recursive: true });
        for (const file of LOG_FILES) await pipeline(logLines(file, stores), createWriteStream(join(out, file)));
      } finally {
        await close();
      }
      console.log(`written ${LOG_FILES.join(' and ')} into ${out}`);
    });
}
