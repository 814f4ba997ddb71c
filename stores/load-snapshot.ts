/** Makes the snapshot of one index version from its segments, in parts with room for other work between them. */

import { setImmediate as breathe } from 'node:timers/promises';
import { TandemError } from '../runtime/errors.ts';
import { JOB_COLUMNS } from './attribute-names.ts';
import type { AttributeColumns, LabelColumn, Mask } from './attributes.ts';
import type { DocumentKey, Vertical } from './documents.ts';
import type { IndexSnapshot } from './index-snapshots.ts';
import type { InvertedIndex } from './inverted-index.ts';
import { joinAttributes } from './join-attributes.ts';
import { joinKeywords } from './join-keywords.ts';
import type { PhrasesByPosition } from './phrase-files.ts';
import { readAttributes, readDescription, readKeywords, readPhrases } from './segment-files.ts';
import { type SegmentDescription, segmentFolder } from './segment-format.ts';
import { readVersionParts } from './version-parts.ts';

/** What a process holds of one segment; versions that share it share this. */
export interface SegmentContents {
  readonly description: SegmentDescription;
  readonly attributes: AttributeColumns;
  readonly keywords: InvertedIndex;
  readonly phrases?: PhrasesByPosition;
  /** By position. */
  readonly ids: readonly string[];
  readonly documentVersions: readonly string[];
  readonly positions: ReadonlyMap<string, number>;
}

/** Contents of a segment, read or remembered. */
export type ContentsOf = (segment: string) => Promise<SegmentContents>;

/** Throws INDEX_MISSING or INDEX_INVALID. */
export async function loadSnapshot(
  dataDir: string,
  vertical: Vertical,
  version: string,
  contentsOf: ContentsOf = (segment) => readContents(dataDir, vertical, segment),
): Promise<IndexSnapshot> {
  const [first, second] = await readVersionParts(dataDir, version);
  if (first === undefined) throw new RangeError(`expected a version of at least one segment, got ${version}`);
  const base = await contentsOf(first.segment);
  if (second === undefined) return snapshotOf(base);
  return joinSnapshot(base, first.removed, await contentsOf(second.segment));
}

/** The documents of a segment by position, without what else it holds. */
export async function readKeys(dataDir: string, vertical: Vertical, segment: string): Promise<readonly DocumentKey[]> {
  const attributes = await readAttributes(segmentFolder(dataDir, vertical, segment));
  const versions = onlyLabels(attributes.labels(JOB_COLUMNS.documentVersion), attributes.size);
  const ids = onlyLabels(attributes.labels(JOB_COLUMNS.id), attributes.size);
  return ids.map((id, position) => ({ id, version: versions[position] ?? '' }));
}

export async function readContents(dataDir: string, vertical: Vertical, segment: string): Promise<SegmentContents> {
  const folder = segmentFolder(dataDir, vertical, segment);
  const description = await readDescription(folder);
  const attributes = await readAttributes(folder);
  // Each part keeps the thread for tens of milliseconds on a large index; searches go on in between.
  await breathe();
  const keywords = await readKeywords(folder);
  await breathe();
  const phrases = await readPhrases(folder);
  await breathe();
  const { size } = description;
  if (attributes.size !== size || keywords.size !== size) {
    const got = `${attributes.size} rows of attributes and ${keywords.size} of keywords`;
    throw new TandemError(
      'INDEX_INVALID',
      `${folder}: expected ${size} documents in each file, got ${got}; ingest all documents again with --replace`,
    );
  }
  const ids = onlyLabels(attributes.labels(JOB_COLUMNS.id), size);
  const documentVersions = onlyLabels(attributes.labels(JOB_COLUMNS.documentVersion), size);
  await breathe();
  const positions = new Map(ids.map((id, position) => [id, position]));
  const contents = { description, attributes, keywords, ids, documentVersions, positions };
  return phrases === null ? contents : { ...contents, phrases: phrases.of };
}

function snapshotOf({ description, positions, ...contents }: SegmentContents): IndexSnapshot {
  const { vertical, version, indexedAt, encoderVersion, items, size } = description;
  return {
    vertical,
    version,
    segments: [version],
    indexedAt,
    encoderVersion,
    itemVersion: items?.version ?? null,
    size,
    documentCount: size,
    positionOf: (id) => positions.get(id),
    ...contents,
  };
}

/** Positions of the changes follow those of the base. */
export async function joinSnapshot(
  base: SegmentContents,
  removed: Uint32Array,
  changes: SegmentContents,
): Promise<IndexSnapshot> {
  const start = base.ids.length;
  const size = start + changes.ids.length;
  const live: Mask = new Uint8Array(size).fill(1);
  for (const position of removed) live[position] = 0;
  return {
    ...snapshotOf(changes),
    segments: [base.description.version, changes.description.version],
    size,
    documentCount: size - removed.length,
    ids: base.ids.concat(changes.ids),
    documentVersions: base.documentVersions.concat(changes.documentVersions),
    positionOf: (id) => {
      const changed = changes.positions.get(id);
      if (changed !== undefined) return start + changed;
      const position = base.positions.get(id);
      return position !== undefined && live[position] === 1 ? position : undefined;
    },
    attributes: await joinAttributes(base.attributes, changes.attributes, live),
    keywords: joinKeywords(base.keywords, changes.keywords),
    phrases: (position) => (position < start ? base.phrases?.(position) : changes.phrases?.(position - start)) ?? [],
  };
}

/** The label of each position, for columns that have exactly one. */
function onlyLabels(column: LabelColumn, size: number): readonly string[] {
  return Array.from(
    { length: size },
    (_, position) => column.values[column.codes[column.starts[position] ?? 0] ?? 0] ?? '',
  );
}
