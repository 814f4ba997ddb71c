/** Publishes a few changed documents as a segment beside the large one: the next index version within tenths of a second. */

import { join } from 'node:path';
import { type Clock, systemClock } from '../runtime/clock.ts';
import type { DocumentStore, TandemDocument, Vertical } from '../stores/documents.ts';
import type { EmbeddingStore } from '../stores/embeddings.ts';
import type { Facts } from '../stores/facts.ts';
import { readKeys } from '../stores/load-snapshot.ts';
import { readDescription, readDocuments } from '../stores/segment-files.ts';
import { type SegmentDescription, segmentFolder, verticalFolder } from '../stores/segment-format.ts';
import { publishVersion, readPointer } from '../stores/segment-pointer.ts';
import { moveSegment } from '../stores/segment-writer.ts';
import { readVersionParts, type VersionPart } from '../stores/version-parts.ts';
import { knownOf } from './current-index.ts';
import { type Encoders, embedDocuments, type KnownVectors } from './embed.ts';
import { removeStale } from './remove-stale.ts';
import { headOf, writeIndex } from './write-index.ts';

export interface Change {
  /** New or in the place of those with their ids. */
  readonly upserts: readonly TandemDocument[];
  readonly removedIds: readonly string[];
}

export interface ChangeOptions {
  readonly vertical: Vertical;
  readonly dataDir: string;
  readonly encoders: Encoders;
  readonly facts: Facts;
  readonly documents: DocumentStore;
  readonly embeddings: EmbeddingStore;
  readonly clock?: Clock;
  /** Stated in the index; the time of the clock unless told. */
  readonly indexedAt?: string;
  readonly signal?: AbortSignal;
  readonly limits?: ChangeLimits;
}

export interface ChangeLimits {
  /** A smaller index is written anew as fast. */
  readonly minBaseDocuments: number;
  /** More changes than so many, or than that share of the base, are brought into a new large segment. */
  readonly maxChanges: number;
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
  const { minBaseDocuments, maxChanges, maxShare } = options.limits ?? CHANGE_LIMITS;
  const most = Math.min(maxChanges, description.size * maxShare);
  if (description.size < minBaseDocuments || changed.documents.length > most) return null;
  return publishChanges(change, base, changed, description.size, options);
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
  { upserts, removedIds }: Change,
  base: VersionPart,
  { documents, known }: Changed,
  baseSize: number,
  options: ChangeOptions,
): Promise<ChangedIndex> {
  const { dataDir, vertical, encoders, clock = systemClock } = options;
  const keys = await readKeys(dataDir, vertical, base.segment);
  const positions = new Map(keys.map(({ id }, position) => [id, position]));
  const replaced = [...upserts.map(({ id }) => id), ...removedIds].flatMap((id) => positions.get(id) ?? []);
  const removed = Uint32Array.from(new Set([...base.removed, ...replaced])).sort();
  const draft = join(verticalFolder(dataDir, vertical), 'draft');
  let computed = 0;
  const batches = embedDocuments(each(documents), encoders, known, options.embeddings);
  const segment = await writeIndex(batches, {
    folder: join(draft, 'segment'),
    head: headOf(vertical, encoders, options.indexedAt ?? clock.date().toISOString()),
    base: { segment: base.segment, removed },
    facts: options.facts,
    documents: options.documents,
    onBatch: (batch) => {
      computed += batch.computed;
    },
    signal: options.signal ?? null,
  });
  options.signal?.throwIfAborted();
  await moveSegment(join(draft, 'segment'), segmentFolder(dataDir, vertical, segment.version));
  await publishVersion(dataDir, vertical, segment.version);
  await removeStale(dataDir, vertical, options.documents, clock.date().getTime());
  await options.embeddings.clear();
  return { version: segment.version, size: baseSize - removed.length + segment.size, computed };
}

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}
