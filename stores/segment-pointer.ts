/** Which version answers searches: a pointer file that is replaced in one step, and the removal of what it left behind. */

import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Vertical } from './documents.ts';
import { readDescription } from './segment-files.ts';
import { POINTER_FILE, segmentFolder, verticalFolder } from './segment-format.ts';

interface Pointer {
  readonly current: string;
  /** The one before, still there for open pages. */
  readonly previous: string | null;
}

/** Null when nothing was published. */
export async function readPointer(dataDir: string, vertical: Vertical): Promise<Pointer | null> {
  const text = await readFile(join(verticalFolder(dataDir, vertical), POINTER_FILE), 'utf8').catch((error: unknown) => {
    if (isNotFound(error)) return '';
    throw error;
  });
  const [current, previous] = text.split('\n').filter((line) => line !== '');
  return current === undefined ? null : { current, previous: previous ?? null };
}

function isNotFound(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/** A reader sees the old version or the new one, never half a name. */
export async function publishVersion(dataDir: string, vertical: Vertical, version: string): Promise<void> {
  const before = await readPointer(dataDir, vertical);
  if (before?.current === version) return;
  const folder = verticalFolder(dataDir, vertical);
  await mkdir(folder, { recursive: true });
  const draft = join(folder, `${POINTER_FILE}.${process.pid}`);
  await writeFile(draft, [version, ...(before === null ? [] : [before.current]), ''].join('\n'));
  await rename(draft, join(folder, POINTER_FILE));
}

/** Segments of the current version and of the one before, which open pages read. */
export async function neededSegments(dataDir: string, vertical: Vertical): Promise<ReadonlySet<string>> {
  const pointer = await readPointer(dataDir, vertical);
  const needed = new Set<string>();
  for (const version of [pointer?.current, pointer?.previous]) {
    if (typeof version !== 'string') continue;
    needed.add(version);
    const base = await readDescription(segmentFolder(dataDir, vertical, version)).then(
      (description) => description.base,
      // A version that is gone or broken needs nothing more.
      () => undefined,
    );
    if (base !== undefined) needed.add(base);
  }
  return needed;
}

/** Versions that neither searches nor open pages need; drafts of running ingests are no versions. */
export async function staleVersions(dataDir: string, vertical: Vertical): Promise<readonly string[]> {
  if ((await readPointer(dataDir, vertical)) === null) return [];
  const needed = await neededSegments(dataDir, vertical);
  const entries = await readdir(verticalFolder(dataDir, vertical), { withFileTypes: true });
  const versions = entries.filter((entry) => entry.isDirectory() && /^[0-9a-f]{16}$/.test(entry.name));
  return versions.map((entry) => entry.name).filter((name) => !needed.has(name));
}

export async function removeVersion(dataDir: string, vertical: Vertical, version: string): Promise<void> {
  await rm(segmentFolder(dataDir, vertical, version), { recursive: true, force: true });
}
