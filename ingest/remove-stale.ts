/** Removes index versions that nobody reads any more, with the documents that only they held. */

import type { DocumentKey, DocumentStore, Vertical } from '../stores/documents.ts';
import { loadSnapshot } from '../stores/load-snapshot.ts';
import { readPointer, removeVersion, staleVersions } from '../stores/segment-pointer.ts';

const CHUNK = 1_000;

export async function removeStale(dataDir: string, vertical: Vertical, documents: DocumentStore): Promise<void> {
  const stale = await staleVersions(dataDir, vertical);
  if (stale.length === 0) return;
  const pointer = await readPointer(dataDir, vertical);
  const heldVersions = [pointer?.current ?? null, pointer?.previous ?? null].filter((version) => version !== null);
  const held = new Set<string>();
  for (const version of heldVersions) for (const key of await keysOf(dataDir, vertical, version)) held.add(nameOf(key));
  for (const version of stale) {
    const gone = (await keysOf(dataDir, vertical, version)).filter((key) => !held.has(nameOf(key)));
    for (let start = 0; start < gone.length; start += CHUNK)
      await documents.removeMany(gone.slice(start, start + CHUNK));
    await removeVersion(dataDir, vertical, version);
  }
}

const nameOf = ({ id, version }: DocumentKey): string => `${id}\u0000${version}`;

/** A version that cannot be read holds no documents that could be found again; its folder still goes. */
async function keysOf(dataDir: string, vertical: Vertical, version: string): Promise<readonly DocumentKey[]> {
  const snapshot = await loadSnapshot(dataDir, vertical, version).catch(() => null);
  if (snapshot === null) return [];
  return snapshot.ids.map((id, position) => ({ id, version: snapshot.documentVersions[position] ?? '' }));
}
