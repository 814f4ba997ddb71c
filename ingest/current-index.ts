/** The index version that an upsert starts from: its documents and what need not be computed of them again. */

import type { TandemDocument, Vertical } from '../stores/documents.ts';
import { encodeHalfs } from '../stores/half-floats.ts';
import { itemBytes } from '../stores/item-vectors.ts';
import { readContents } from '../stores/load-snapshot.ts';
import {
  readDescription,
  readDocuments,
  readItemBytes,
  readPhrases,
  readSegmentVectors,
} from '../stores/segment-files.ts';
import { segmentFolder } from '../stores/segment-format.ts';
import { readPointer } from '../stores/segment-pointer.ts';
import { readVersionParts, type VersionPart } from '../stores/version-parts.ts';
import type { Encoder, Encoders, ItemEncoder, KnownVectors } from './embed.ts';
import { type KnownPhrases, knownPhrasesOf } from './phrase-builder.ts';

export interface CurrentIndex {
  /** Of the documents that count, in position order. */
  readonly ids: readonly string[];
  readonly documents: () => AsyncIterable<TandemDocument>;
  readonly known: KnownVectors;
}

/** Position of a document version, if the segment has it. */
type PositionOf = (document: TandemDocument) => number | undefined;

export const NOTHING_INDEXED: CurrentIndex = joined([]);

/** `NOTHING_INDEXED` when nothing was published. Throws INDEX_INVALID when the current version is broken. */
export async function readCurrentIndex(dataDir: string, vertical: Vertical, encoders: Encoders): Promise<CurrentIndex> {
  const pointer = await readPointer(dataDir, vertical);
  const parts = pointer === null ? [] : await readVersionParts(dataDir, pointer.current);
  const segments: CurrentIndex[] = [];
  for (const part of parts) segments.push(await readPart(dataDir, vertical, part, encoders));
  return joined(segments);
}

function joined(segments: readonly CurrentIndex[]): CurrentIndex {
  return {
    ids: segments.flatMap(({ ids }) => ids),
    documents: () => documentsOf(segments),
    known: {
      vector: (document) => firstOf(segments, ({ known }) => known.vector(document)),
      item: (document) => firstOf(segments, ({ known }) => known.item(document)),
      phrase: (hash) => firstOf(segments, ({ known }) => known.phrase?.(hash) ?? null),
    },
  };
}

async function* documentsOf(segments: readonly CurrentIndex[]): AsyncGenerator<TandemDocument> {
  for (const segment of segments) yield* segment.documents();
}

function firstOf<T>(segments: readonly CurrentIndex[], find: (segment: CurrentIndex) => T | null): T | null {
  for (const segment of segments) {
    const found = find(segment);
    if (found !== null) return found;
  }
  return null;
}

/** What one segment knows of its documents, also of those that no longer count. */
export async function knownOf(
  dataDir: string,
  vertical: Vertical,
  segment: string,
  { encoder, items }: Encoders,
  positionOf: PositionOf,
): Promise<KnownVectors> {
  return {
    vector: await knownVectors(dataDir, vertical, segment, encoder, positionOf),
    item: await knownItems(segmentFolder(dataDir, vertical, segment), items, positionOf),
    phrase: await knownPhrases(segmentFolder(dataDir, vertical, segment), encoder),
  };
}

async function readPart(
  dataDir: string,
  vertical: Vertical,
  { segment, removed }: VersionPart,
  encoders: Encoders,
): Promise<CurrentIndex> {
  const { ids, documentVersions } = await readContents(dataDir, vertical, segment);
  const positions = new Map(documentVersions.map((version, position) => [version, position]));
  const gone = new Set(removed);
  return {
    ids: ids.filter((_, position) => !gone.has(position)),
    documents: () => without(readDocuments(segmentFolder(dataDir, vertical, segment)), gone),
    known: await knownOf(dataDir, vertical, segment, encoders, (document) => positions.get(document.version)),
  };
}

async function* without(
  documents: AsyncIterable<TandemDocument>,
  gone: ReadonlySet<number>,
): AsyncGenerator<TandemDocument> {
  let position = 0;
  for await (const document of documents) if (!gone.has(position++)) yield document;
}

async function knownVectors(
  dataDir: string,
  vertical: Vertical,
  segment: string,
  encoder: Encoder,
  positionOf: PositionOf,
): Promise<KnownVectors['vector']> {
  const { encoderVersion } = await readDescription(segmentFolder(dataDir, vertical, segment));
  const { rows, dimensions } = await readSegmentVectors(dataDir, vertical, segment);
  if (encoderVersion !== encoder.version || dimensions !== encoder.dimensions) return () => null;
  return (document) => {
    const position = positionOf(document);
    return position === undefined
      ? null
      : encodeHalfs(rows.subarray(position * dimensions, (position + 1) * dimensions));
  };
}

async function knownPhrases(folder: string, encoder: Encoder): Promise<KnownPhrases> {
  const { encoderVersion, dimensions } = await readDescription(folder);
  const phrases = await readPhrases(folder);
  if (phrases === null || encoderVersion !== encoder.version || dimensions !== encoder.dimensions) return () => null;
  return knownPhrasesOf(phrases.arrays);
}

async function knownItems(
  folder: string,
  encoder: ItemEncoder | null,
  positionOf: PositionOf,
): Promise<KnownVectors['item']> {
  const { items } = await readDescription(folder);
  const isSame =
    encoder !== null &&
    items?.version === encoder.version &&
    items.slots === encoder.slots &&
    items.dimensions === encoder.dimensions;
  if (!isSame) return () => null;
  const [bytes, width] = [await readItemBytes(folder), itemBytes(items)];
  return (document) => {
    const position = positionOf(document);
    return position === undefined ? null : bytes.subarray(position * width, (position + 1) * width);
  };
}
