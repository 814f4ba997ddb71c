/** The one lmdb environment of a data directory; several processes may hold it open at the same time. */

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { open, type RootDatabase } from 'lmdb';

export type LmdbEnvironment = RootDatabase<unknown, string>;

/** Room for the tables of later versions too; a number of slots, not of bytes. */
const MAX_TABLES = 16;

/** Makes the directory when it is not there. The caller closes the environment after the stores on it. */
export function openLmdb(dataDir: string): LmdbEnvironment {
  const folder = join(dataDir, 'store');
  mkdirSync(folder, { recursive: true });
  return open<unknown, string>({ path: folder, maxDbs: MAX_TABLES });
}
