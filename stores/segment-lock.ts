/** One writer at a time a vertical: two would each publish without the other's documents. */

import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { TandemError } from '../runtime/errors.ts';
import { randomId } from '../runtime/ids.ts';
import type { Vertical } from './documents.ts';
import { verticalFolder } from './segment-format.ts';

export type ReleaseLock = () => Promise<void>;

const LOCK_FILE = 'LOCK';
const RETRY_MS = 100;
/** Lock files that this process holds or is about to take. */
const ownLocks = new Set<string>();

/** Answers the release. Throws INDEX_BUSY while the process that holds the lock lives; a dead one's lock is taken over. */
export async function lockVertical(dataDir: string, vertical: Vertical): Promise<ReleaseLock> {
  const folder = verticalFolder(dataDir, vertical);
  await mkdir(folder, { recursive: true });
  const file = resolve(folder, LOCK_FILE);
  const held = await lockFile(file);
  if (typeof held !== 'number') return held;
  const message = `expected to be the only writer of ${vertical} in ${dataDir}, got process ${held} at work; wait until it has ended, or remove ${file} when that process is none of Tandem's`;
  throw new TandemError('INDEX_BUSY', message);
}

/** The release, or the id of the process that holds the lock and lives. The folder has to be there. */
export async function lockFile(path: string): Promise<ReleaseLock | number> {
  const file = resolve(path);
  const holder = ownLocks.has(file) ? process.pid : await takeOwn(file);
  if (holder !== null) return holder;
  return async () => {
    await rm(file, { force: true });
    ownLocks.delete(file);
  };
}

/** Waits for as long as another process holds the lock. */
export async function lockVerticalWhenFree(dataDir: string, vertical: Vertical): Promise<ReleaseLock> {
  for (;;) {
    try {
      return await lockVertical(dataDir, vertical);
    } catch (error) {
      if (!(error instanceof TandemError) || error.code !== 'INDEX_BUSY') throw error;
      await sleep(RETRY_MS);
    }
  }
}

/** Noted before the file is there: two calls of this process must not take each other's lock for a stale one. */
async function takeOwn(file: string): Promise<number | null> {
  ownLocks.add(file);
  let holder: number | null = process.pid;
  try {
    holder = await takeLock(file);
  } finally {
    if (holder !== null) ownLocks.delete(file);
  }
  return holder;
}

/** Null when the lock was taken, else the id of the process that holds it. */
async function takeLock(file: string): Promise<number | null> {
  // Written beside and linked, so that a lock never exists without the id in it.
  const draft = `${file}.${process.pid}.${randomId()}`;
  await writeFile(draft, String(process.pid));
  try {
    if (await tryLink(draft, file)) return null;
    const holder = await holderOf(file);
    // This process does not hold it: its id is that of an earlier one, as in containers that start anew.
    if (holder !== process.pid && isAlive(holder)) return holder;
    await setAside(file, holder, `${draft}.stale`);
    return (await tryLink(draft, file)) ? null : await holderOf(file);
  } finally {
    await rm(draft, { force: true });
  }
}

async function tryLink(draft: string, file: string): Promise<boolean> {
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

const holderOf = async (file: string): Promise<number> => Number(await readFile(file, 'utf8').catch(() => '0'));

/** Takes a dead process's lock away; when another process was faster, its new lock goes back. */
async function setAside(file: string, holder: number, aside: string): Promise<void> {
  const isMoved = await rename(file, aside).then(
    () => true,
    () => false,
  );
  if (!isMoved) return;
  if ((await holderOf(aside)) !== holder) await tryLink(aside, file);
  await rm(aside, { force: true });
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
