/** The one lmdb environment of a data directory; several processes may hold it open at the same time. */

import { mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { open, type RootDatabase } from 'lmdb';

export type LmdbEnvironment = Pick<RootDatabase<unknown, string>, 'openDB' | 'close'>;

/** Room for the tables of later versions too; a number of slots, not of bytes. */
const MAX_TABLES = 16;

/** How often a folder is open in this process. */
interface Opened {
  readonly root: RootDatabase<unknown, string>;
  holders: number;
}
const openedByFolder = new Map<string, Opened>();

/**
 * Makes the directory when it is not there. The caller closes the environment after the stores on it. Who opens one again in
 * the same process shares it: two environments of one file in one process wait for each other's writes for ever.
 */
export function openLmdb(dataDir: string): LmdbEnvironment {
  const path = join(dataDir, 'store');
  mkdirSync(path, { recursive: true });
  const folder = realpathSync(path);
  const opened = openedByFolder.get(folder) ?? { root: open({ path: folder, maxDbs: MAX_TABLES }), holders: 0 };
  openedByFolder.set(folder, opened);
  opened.holders += 1;
  let isOpen = true;
  return {
    openDB: opened.root.openDB.bind(opened.root),
    close: async () => {
      if (!isOpen) return;
      isOpen = false;
      opened.holders -= 1;
      if (opened.holders > 0) return;
      openedByFolder.delete(folder);
      await opened.root.close();
    },
  };
}
