/** Removes index versions that nobody reads any more, and a day later the documents that only they held. */

import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DocumentKey, type DocumentStore, documentKeyName, type Vertical } from '../stores/documents.ts';
import { readKeys } from '../stores/load-snapshot.ts';
import { SEARCH_RECORD_TTL_MS } from '../stores/search-records.ts';
import { isIndexBroken } from '../stores/segment-files.ts';
import { verticalFolder } from '../stores/segment-format.ts';
import { neededSegments, removeVersion, staleVersions } from '../stores/segment-pointer.ts';

const CHUNK = 1_000;

/** Documents of a version that is gone; searches made on it name them for as long as they are kept. */
interface Farewell {
  readonly file: string;
  /** Milliseconds since 1970. */
  readonly dueMs: number;
  readonly keys: readonly DocumentKey[];
}

const FAREWELL_FILE = /^gone-[0-9a-f]{16}\.json$/;

/** `nowMs` in milliseconds since 1970. */
export async function removeStale(
  dataDir: string,
  vertical: Vertical,
  documents: DocumentStore,
  nowMs: number,
): Promise<void> {
  const stale = await staleVersions(dataDir, vertical);
  const farewells = await readFarewells(dataDir, vertical);
  const due = farewells.filter(({ dueMs }) => dueMs <= nowMs);
  if (stale.length === 0 && due.length === 0) return;
  const held = await heldKeys(dataDir, vertical);
  for (const version of stale) {
    const own = await keysOf(dataDir, vertical, version);
    const gone = own.filter((key) => !held.has(documentKeyName(key)));
    // Noted before the folder goes, which is the only other place that knows the keys.
    await writeFarewell(dataDir, vertical, version, gone, nowMs + SEARCH_RECORD_TTL_MS);
    await removeVersion(dataDir, vertical, version);
  }
  const waiting = (await readFarewells(dataDir, vertical)).filter(({ dueMs }) => dueMs > nowMs);
  for (const { keys } of waiting) for (const key of keys) held.add(documentKeyName(key));
  for (const { file, keys } of due) await bidFarewell(file, keys, held, documents);
}

async function bidFarewell(
  file: string,
  keys: readonly DocumentKey[],
  held: ReadonlySet<string>,
  documents: DocumentStore,
): Promise<void> {
  const gone = keys.filter((key) => !held.has(documentKeyName(key)));
  for (let start = 0; start < gone.length; start += CHUNK) await documents.removeMany(gone.slice(start, start + CHUNK));
  await rm(file, { force: true });
}

/** Also of documents that an upsert has replaced, as long as their segment is there: searches made before it name them. */
async function heldKeys(dataDir: string, vertical: Vertical): Promise<Set<string>> {
  const held = new Set<string>();
  for (const segment of await neededSegments(dataDir, vertical))
    for (const key of await keysOf(dataDir, vertical, segment)) held.add(documentKeyName(key));
  return held;
}

/** A broken segment holds no documents that could be found again. */
async function keysOf(dataDir: string, vertical: Vertical, segment: string): Promise<readonly DocumentKey[]> {
  return readKeys(dataDir, vertical, segment).catch((error: unknown) => {
    if (isIndexBroken(error)) return [];
    throw error;
  });
}

async function writeFarewell(
  dataDir: string,
  vertical: Vertical,
  version: string,
  keys: readonly DocumentKey[],
  dueMs: number,
): Promise<void> {
  if (keys.length === 0) return;
  const file = join(verticalFolder(dataDir, vertical), `gone-${version}.json`);
  await writeFile(`${file}.draft`, JSON.stringify({ dueMs, keys: keys.map(({ id, version }) => [id, version]) }));
  await rename(`${file}.draft`, file);
}

async function readFarewells(dataDir: string, vertical: Vertical): Promise<readonly Farewell[]> {
  const folder = verticalFolder(dataDir, vertical);
  const names = (await readdir(folder)).filter((name) => FAREWELL_FILE.test(name));
  return Promise.all(
    names.map(async (name) => {
      const file = join(folder, name);
      const { dueMs, keys } = JSON.parse(await readFile(file, 'utf8')) as {
        readonly dueMs: number;
        readonly keys: readonly (readonly [string, string])[];
      };
      return { file, dueMs, keys: keys.map(([id, version]) => ({ id, version })) };
    }),
  );
}
