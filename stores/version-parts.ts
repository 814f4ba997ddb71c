/** What an index version is made of, one segment or one and the changes to it since, and where their vectors lie. */

import { join } from 'node:path';
import type { CodedTile } from './coded-tiles.ts';
import type { Vertical } from './documents.ts';
import { checkFile, folderOfVersion, invalid, readChecked, readDescription } from './segment-files.ts';
import { SEGMENT_FILES, segmentFolder } from './segment-format.ts';

export interface VersionPart {
  /** Name of the segment's folder. */
  readonly segment: string;
  /** Its positions that no longer count, rising: they were removed, or stand in a later part. */
  readonly removed: Uint32Array;
}

/** For who maps the vectors of a segment instead of reading them; the files were checked. */
export interface VectorsOnDisk {
  readonly size: number;
  readonly dimensions: number;
  readonly path: string;
  readonly codes: { readonly path: string; readonly tiles: readonly CodedTile[] } | null;
}

export async function locateVectors(dataDir: string, vertical: Vertical, segment: string): Promise<VectorsOnDisk> {
  const folder = segmentFolder(dataDir, vertical, segment);
  const description = await readDescription(folder);
  const { size, dimensions, codes: tiles } = description;
  await checkFile(folder, description, 'vectors');
  const path = join(folder, SEGMENT_FILES.vectors);
  const expectedBytes = size * dimensions * Uint16Array.BYTES_PER_ELEMENT;
  const { bytes } = description.files[SEGMENT_FILES.vectors];
  if (bytes !== expectedBytes) throw invalid(path, `${expectedBytes} bytes`, `${bytes}`);
  if (tiles === undefined) return { size, dimensions, path, codes: null };
  await checkFile(folder, description, 'codes');
  return { size, dimensions, path, codes: { path: join(folder, SEGMENT_FILES.codes), tiles } };
}

/** The segments of an index version in the order of their positions; for worker processes. Throws INDEX_MISSING or INDEX_INVALID. */
export async function readVersionParts(dataDir: string, version: string): Promise<readonly VersionPart[]> {
  const folder = await folderOfVersion(dataDir, version);
  const description = await readDescription(folder);
  const whole = { segment: version, removed: new Uint32Array() };
  if (description.base === undefined) return [whole];
  const bytes = await readChecked(folder, description, 'removed');
  return [{ segment: description.base, removed: new Uint32Array(new Uint8Array(bytes).buffer) }, whole];
}
