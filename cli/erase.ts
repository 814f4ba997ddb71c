/** `tandem erase`: forgets a member, by the id and tenant that `viewer` shows. */

import { type Command, Option } from 'commander';
import { eraseMember } from '../account/erase-member.ts';
import { loadConfig } from '../runtime/config.ts';
import { openMemberStores } from './member-stores.ts';

export function registerErase(program: Command): void {
  program
    .command('erase')
    .description(
      "erase a member's events, what they have seen and asked, saved searches and preferences; running servers follow within seconds, others when they start",
    )
    .argument('<tenant>', 'viewer.tenant of the member')
    .argument('<id>', 'viewer.id of the member')
    .addOption(new Option('--data-dir <folder>', 'where they are kept (default: TANDEM_DATA_DIR)'))
    .action(async (tenant: string, id: string, { dataDir }: { readonly dataDir?: string }) => {
      const config = loadConfig(process.env, dataDir === undefined ? {} : { TANDEM_DATA_DIR: dataDir });
      const { stores, close } = await openMemberStores(config);
      try {
        for (const rows of stores) console.log(JSON.stringify(await eraseMember(rows, { tenant, id }, Date.now())));
      } finally {
        await close();
      }
    });
}
