/** One ingest at a time a vertical: two would each publish without the other's documents. */

import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TandemError } from '../runtime/errors.ts';
import type { Vertical } from './documents.ts';
import { verticalFolder } from './segment-format.ts';

const LOCK_FILE = 'LOCK';

/** Answers the release. Throws INDEX_BUSY while the process that holds the lock lives; a dead one's lock is taken over. */
export async function lockVertical(dataDir: string, vertical: Vertical): Promise<() => Promise<void>> {
  const folder = verticalFolder(dataDir, vertical);
  await mkdir(folder, { recursive: true });
  const file = join(folder, LOCK_FILE);
  if (!(await tryLock(file))) {
    const holder = Number(await readFile(file, 'utf8').catch(() => '0'));
    if (isAlive(holder)) {
      const message = `expected to be the only ingest of ${vertical} in ${dataDir}; process ${holder} is ingesting, wait until it has ended`;
      throw new TandemError('INDEX_BUSY', message);
    }
    await rm(file, { force: true });
    if (!(await tryLock(file)))
      throw new TandemError(
        'INDEX_BUSY',
        `another ingest of ${vertical} in ${dataDir} started just now; wait until it has ended`,
      );
  }
  return () => rm(file, { force: true });
}

async function tryLock(file: string): Promise<boolean> {
  try {
    await writeFile(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Signal 0 asks whether a process is there; a process of another user answers EPERM. */
function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
