/** Publishes a few changed documents as a segment beside the large one: the next index version within tenths of a second. */

import type { TandemDocument } from '../stores/documents.ts';
import { readKeys } from '../stores/load-snapshot.ts';
import { readDescription, readDocuments } from '../stores/segment-files.ts';
import { type SegmentDescription, segmentFolder } from '../stores/segment-format.ts';
import { readPointer } from '../stores/segment-pointer.ts';
import { readVersionParts, type VersionPart } from '../stores/version-parts.ts';
import { knownOf } from './current-index.ts';
import type { EmbeddedBatch, Encoders, KnownVectors } from './embed.ts';
import { type PublishOptions, publishSegment } from './publish-segment.ts';

export interface Change {
  /** New or in the place of those with their ids. */
  readonly upserts: readonly TandemDocument[];
  readonly removedIds: readonly string[];
}

export interface ChangeOptions extends PublishOptions {
  readonly limits?: ChangeLimits;
}

export interface ChangeLimits {
  /** A smaller index is written anew as fast. */
  readonly minBaseDocuments: number;
  /** More changes than so many are brought into a new large segment. */
  readonly maxChanges: number;
  /** Of the base: more changes, or more of its documents that no longer count, too. */
  readonly maxShare: number;
}

export interface ChangedIndex {
  readonly version: string;
  /** Documents that count now. */
  readonly size: number;
  /** Vectors that were computed. */
  readonly computed: number;
}

export const CHANGE_LIMITS: ChangeLimits = { minBaseDocuments: 5_000, maxChanges: 5_000, maxShare: 0.1 };

/**
 * Null when the index has to be written anew: there is none, it is small, its models are others, or the changes have become
 * many. The caller holds the lock of the vertical.
 */
export async function changeIndex(change: Change, options: ChangeOptions): Promise<ChangedIndex | null> {
  const { dataDir, vertical, encoders } = options;
  const pointer = await readPointer(dataDir, vertical);
  if (pointer === null) return null;
  const [base, before] = await readVersionParts(dataDir, pointer.current);
  if (base === undefined) return null;
  const description = await readDescription(segmentFolder(dataDir, vertical, base.segment));
  if (!isOfSameModels(description, encoders)) return null;
  const changed = await changedDocuments(change, before, options);
  const removed = await removedPositions(change, base, options);
  const { minBaseDocuments, maxChanges, maxShare } = options.limits ?? CHANGE_LIMITS;
  const mostOfBase = description.size * maxShare;
  const isMuch = changed.documents.length > Math.min(maxChanges, mostOfBase) || removed.length > mostOfBase;
  if (description.size < minBaseDocuments || isMuch) return null;
  return publishChanges({ segment: base.segment, removed }, changed, description.size, options);
}

/** Of the base, rising: what did not count before, and what the change replaces or removes. */
async function removedPositions(
  { upserts, removedIds }: Change,
  base: VersionPart,
  { dataDir, vertical }: ChangeOptions,
): Promise<Uint32Array> {
  const gone = new Set([...upserts.map(({ id }) => id), ...removedIds]);
  const keys = await readKeys(dataDir, vertical, base.segment);
  const replaced = keys.flatMap(({ id }, position) => (gone.has(id) ? [position] : []));
  return Uint32Array.from(new Set([...base.removed, ...replaced])).sort();
}

function isOfSameModels(description: SegmentDescription, { encoder, items }: Encoders): boolean {
  const { encoderVersion, dimensions, items: layout } = description;
  const isSameEncoder = encoderVersion === encoder.version && dimensions === encoder.dimensions;
  return isSameEncoder && layout?.version === items?.version;
}

interface Changed {
  readonly documents: readonly TandemDocument[];
  readonly known: KnownVectors;
}

/** Earlier changes that still hold, then the new ones. */
async function changedDocuments(
  { upserts, removedIds }: Change,
  before: VersionPart | undefined,
  { dataDir, vertical, encoders }: ChangeOptions,
): Promise<Changed> {
  const latest = new Map(upserts.map((document) => [document.id, document]));
  if (before === undefined) return { documents: [...latest.values()], known: { vector: () => null, item: () => null } };
  const gone = new Set([...latest.keys(), ...removedIds]);
  const earlier: TandemDocument[] = [];
  const positions = new Map<string, number>();
  for await (const document of readDocuments(segmentFolder(dataDir, vertical, before.segment))) {
    positions.set(document.version, positions.size);
    if (!gone.has(document.id)) earlier.push(document);
  }
  const positionOf = ({ version }: TandemDocument): number | undefined => positions.get(version);
  const known = await knownOf(dataDir, vertical, before.segment, encoders, positionOf);
  return { documents: [...earlier, ...latest.values()], known };
}

async function publishChanges(
  base: VersionPart,
  { documents, known }: Changed,
  baseSize: number,
  options: ChangeOptions,
): Promise<ChangedIndex> {
  let computed = 0;
  const onBatch = (batch: EmbeddedBatch): void => {
    computed += batch.computed;
    options.onBatch?.(batch);
  };
  const segment = await publishSegment(each(documents), known, { ...options, onBatch }, base);
  return { version: segment.version, size: baseSize - base.removed.length + segment.size, computed };
}

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}
