/** What `tandem doctor` finds of the room on the disk: a new index version is written beside the old one, so both must fit. */

import { readdir, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { type Finding, ok, warn } from './doctor-findings.ts';

const MEGABYTE = 1024 * 1024;

/** `folder` is there. */
export async function checkRoom(folder: string, freeBytes: FreeBytes = freeBytesOf): Promise<Finding> {
  const [used, free] = await Promise.all([usedBytes(folder), freeBytes(folder)]);
  const found = `${shown(free)} free, ${shown(used)} used by the data directory`;
  if (free >= used) return ok('disk', found);
  return warn('disk', found, 'make room, or move TANDEM_DATA_DIR: a whole new index needs as much again');
}

type FreeBytes = (folder: string) => Promise<number>;

async function freeBytesOf(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** On the disk, not by their length: the file of lmdb has holes. */
async function usedBytes(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = entries
    .filter((entry) => entry.isFile())
    .map(async (entry) => blocksOf(join(entry.parentPath, entry.name)));
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

/** A running server may have taken it away since it was listed. */
const blocksOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ blocks }) => blocks * 512,
    () => 0,
  );

const shown = (bytes: number): string => `${Math.round(bytes / MEGABYTE).toLocaleString('en')} MB`;
