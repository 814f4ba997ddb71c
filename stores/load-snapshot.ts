/** Makes the snapshot of one index version from its segment folder, in parts with room for other work between them. */

import { setImmediate as breathe } from 'node:timers/promises';
import { TandemError } from '../runtime/errors.ts';
import { JOB_COLUMNS } from './attribute-names.ts';
import type { LabelColumn } from './attributes.ts';
import type { Vertical } from './documents.ts';
import type { IndexSnapshot } from './index-snapshots.ts';
import { readAttributes, readDescription, readKeywords } from './segment-files.ts';
import { segmentFolder } from './segment-format.ts';

/** Throws INDEX_MISSING or INDEX_INVALID. */
export async function loadSnapshot(dataDir: string, vertical: Vertical, version: string): Promise<IndexSnapshot> {
  const folder = segmentFolder(dataDir, vertical, version);
  const description = await readDescription(folder);
  const attributes = await readAttributes(folder);
  // Each part keeps the thread for tens of milliseconds on a large index; searches go on in between.
  await breathe();
  const keywords = await readKeywords(folder);
  await breathe();
  const { size, encoderVersion, indexedAt, items } = description;
  if (attributes.size !== size || keywords.size !== size) {
    const got = `${attributes.size} rows of attributes and ${keywords.size} of keywords`;
    throw new TandemError(
      'INDEX_INVALID',
      `${folder}: expected ${size} documents in each file, got ${got}; ingest the documents again`,
    );
  }
  const ids = onlyLabels(attributes.labels(JOB_COLUMNS.id), size);
  const documentVersions = onlyLabels(attributes.labels(JOB_COLUMNS.documentVersion), size);
  await breathe();
  const positions = new Map(ids.map((id, position) => [id, position]));
  const positionOf = (id: string): number | undefined => positions.get(id);
  return {
    vertical,
    version,
    indexedAt,
    encoderVersion,
    itemVersion: items?.version ?? null,
    size,
    ids,
    documentVersions,
    positionOf,
    attributes,
    keywords,
  };
}

/** The label of each position, for columns that have exactly one. */
function onlyLabels(column: LabelColumn, size: number): readonly string[] {
  return Array.from(
    { length: size },
    (_, position) => column.values[column.codes[column.starts[position] ?? 0] ?? 0] ?? '',
  );
}
