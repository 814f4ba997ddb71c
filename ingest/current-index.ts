/** The index version that an upsert starts from: its documents and what need not be computed of them again. */

import type { TandemDocument, Vertical } from '../stores/documents.ts';
import { encodeHalfs } from '../stores/half-floats.ts';
import { itemBytes } from '../stores/item-vectors.ts';
import { loadSnapshot } from '../stores/load-snapshot.ts';
import { readDescription, readDocuments, readItemBytes, readSegmentVectors } from '../stores/segment-files.ts';
import { segmentFolder } from '../stores/segment-format.ts';
import { readPointer } from '../stores/segment-pointer.ts';
import type { Encoder, Encoders, ItemEncoder, KnownVectors } from './embed.ts';

export interface CurrentIndex {
  readonly ids: readonly string[];
  readonly documents: () => AsyncIterable<TandemDocument>;
  readonly known: KnownVectors;
}

/** Position of a document version, if the index has it. */
type PositionOf = (document: TandemDocument) => number | undefined;

/** Empty when nothing was published. Throws INDEX_INVALID when the current version is broken. */
export async function readCurrentIndex(
  dataDir: string,
  vertical: Vertical,
  { encoder, items }: Encoders,
): Promise<CurrentIndex> {
  const pointer = await readPointer(dataDir, vertical);
  if (pointer === null) return { ids: [], documents: nothing, known: { vector: () => null, item: () => null } };
  const folder = segmentFolder(dataDir, vertical, pointer.current);
  const { ids, documentVersions } = await loadSnapshot(dataDir, vertical, pointer.current);
  const positions = new Map(documentVersions.map((version, position) => [version, position]));
  const positionOf: PositionOf = (document) => positions.get(document.version);
  const known = {
    vector: await knownVectors(dataDir, vertical, pointer.current, encoder, positionOf),
    item: await knownItems(folder, items, positionOf),
  };
  return { ids, documents: () => readDocuments(folder), known };
}

async function knownVectors(
  dataDir: string,
  vertical: Vertical,
  version: string,
  encoder: Encoder,
  positionOf: PositionOf,
): Promise<KnownVectors['vector']> {
  const { encoderVersion } = await readDescription(segmentFolder(dataDir, vertical, version));
  const { rows, dimensions } = await readSegmentVectors(dataDir, vertical, version);
  if (encoderVersion !== encoder.version || dimensions !== encoder.dimensions) return () => null;
  return (document) => {
    const position = positionOf(document);
    return position === undefined
      ? null
      : encodeHalfs(rows.subarray(position * dimensions, (position + 1) * dimensions));
  };
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

async function* nothing(): AsyncGenerator<TandemDocument> {}
