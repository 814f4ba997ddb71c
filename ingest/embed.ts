/** Documents to the vectors of retrieval and of the packed ranker: takes over what was computed before, computes the rest in batches. */

import { encoderDocumentText, itemText } from '../models/templates.ts';
import { TandemError } from '../runtime/errors.ts';
import type { TandemDocument } from '../stores/documents.ts';
import type { EmbeddingStore } from '../stores/embeddings.ts';
import { encodeHalfs } from '../stores/half-floats.ts';
import { type ItemLayout, packItem } from '../stores/item-vectors.ts';

/** One vector [dimensions] a text, in order. */
export type EmbedTexts = (texts: readonly string[]) => Promise<readonly Float32Array[]>;

export interface Encoder {
  /** Vectors of another version are never taken over. */
  readonly version: string;
  readonly dimensions: number;
  readonly embed: EmbedTexts;
}

/** Writes what the packed ranker reads of a document: [slots * dimensions] a text. */
export interface ItemEncoder extends ItemLayout {
  readonly encode: EmbedTexts;
}

export interface Encoders {
  readonly encoder: Encoder;
  /** Null where the packed ranker is not served. */
  readonly items: ItemEncoder | null;
}

export interface EmbeddedDocument {
  readonly document: TandemDocument;
  /** [dimensions] half floats of a unit row. */
  readonly vector: Uint16Array;
  /** As `packItem` makes them; absent without an item encoder. */
  readonly item?: Uint8Array;
}

export interface EmbeddedBatch {
  readonly documents: readonly EmbeddedDocument[];
  /** How many of them were computed now. */
  readonly computed: number;
}

/** What the index so far holds of the same content, or null. */
export interface KnownVectors {
  readonly vector: (document: TandemDocument) => Uint16Array | null;
  readonly item: (document: TandemDocument) => Uint8Array | null;
  /** By the hash of its text; absent when nothing is known of phrases. */
  readonly phrase?: (hash: string) => Uint8Array | null;
}

/** Keeps every worker's queue filled while results are written, and loses little when it is broken off. */
const BATCH_SIZE = 64;
const BATCHES_AHEAD = 2;

/** In the order of the documents. */
export async function* embedDocuments(
  documents: AsyncIterable<TandemDocument>,
  encoders: Encoders,
  known: KnownVectors,
  journal: EmbeddingStore,
): AsyncGenerator<EmbeddedBatch> {
  const running: Promise<EmbeddedBatch>[] = [];
  const start = (batch: readonly TandemDocument[]): void => {
    const work = embedBatch(batch, encoders, known, journal);
    // Its error is thrown where it is awaited; until then it must not count as unhandled.
    work.catch(() => undefined);
    running.push(work);
  };
  let batch: TandemDocument[] = [];
  for await (const document of documents) {
    batch.push(document);
    if (batch.length < BATCH_SIZE) continue;
    start(batch);
    batch = [];
    const next = running.length >= BATCHES_AHEAD ? running.shift() : undefined;
    if (next !== undefined) yield await next;
  }
  if (batch.length > 0) start(batch);
  for (const work of running) yield await work;
}

/** One kind of bytes that is kept of a document, and how it is made of its text. */
interface Kind {
  readonly version: string;
  readonly textOf: (document: TandemDocument) => string;
  readonly known: (document: TandemDocument) => Uint8Array | null;
  readonly make: (texts: readonly string[]) => Promise<readonly Uint8Array[]>;
}

function kindsOf({ encoder, items }: Encoders, known: KnownVectors): readonly Kind[] {
  const vectors: Kind = {
    version: encoder.version,
    textOf: encoderDocumentText,
    known: (document) => bytesOf(known.vector(document)),
    make: async (texts) => {
      const made = await encoder.embed(texts);
      return texts.map((_, at) => bytesOf(encodeHalfs(checkedUnit(made[at], encoder.dimensions))) ?? NOTHING);
    },
  };
  if (items === null) return [vectors];
  const make = async (texts: readonly string[]): Promise<readonly Uint8Array[]> => {
    const made = await items.encode(texts);
    return texts.map((_, at) => packItem(checkedItem(made[at], items), items));
  };
  return [vectors, { version: items.version, textOf: itemText, known: known.item, make }];
}

const NOTHING = new Uint8Array();

function bytesOf(halfs: Uint16Array | null): Uint8Array | null {
  return halfs === null ? null : new Uint8Array(halfs.buffer, halfs.byteOffset, halfs.byteLength);
}

async function embedBatch(
  documents: readonly TandemDocument[],
  encoders: Encoders,
  known: KnownVectors,
  journal: EmbeddingStore,
): Promise<EmbeddedBatch> {
  const isComputed = documents.map(() => false);
  const made = await Promise.all(
    kindsOf(encoders, known).map((kind) => madeOf(documents, kind, journal, (index) => (isComputed[index] = true))),
  );
  const embedded = documents.map((document, index) => {
    const [vector = NOTHING, item] = made.map((each) => each[index] ?? NOTHING);
    const halfs = new Uint16Array(vector.buffer, vector.byteOffset, vector.length / Uint16Array.BYTES_PER_ELEMENT);
    return { document, vector: halfs, ...(item === undefined ? {} : { item }) };
  });
  return { documents: embedded, computed: isComputed.filter(Boolean).length };
}

/** Bytes of one kind for each document, in order. */
async function madeOf(
  documents: readonly TandemDocument[],
  { version, textOf, known, make }: Kind,
  journal: EmbeddingStore,
  onComputed: (index: number) => void,
): Promise<readonly Uint8Array[]> {
  const keyOf = (document: TandemDocument) => ({ encoderVersion: version, documentVersion: document.version });
  const found = documents.map((document) => known(document) ?? journal.get(keyOf(document)));
  const missing = documents.flatMap((document, index) => (found[index] === null ? [{ document, index }] : []));
  if (missing.length === 0) return found.map((bytes) => bytes ?? NOTHING);
  const computed = await make(missing.map(({ document }) => textOf(document)));
  const entries = missing.map(({ document, index }, at) => {
    const vector = computed[at] ?? NOTHING;
    found[index] = vector;
    onComputed(index);
    return { key: keyOf(document), vector };
  });
  await journal.putMany(entries);
  return found.map((bytes) => bytes ?? NOTHING);
}

/** A worker that answers nonsense must not get into an index that lives for months. */
export function checkedUnit(vector: Float32Array | undefined, dimensions: number): Float32Array {
  const length = Math.hypot(...(vector ?? []));
  if (vector?.length === dimensions && length > 0 && Number.isFinite(length))
    return vector.map((value) => value / length);
  throw unusable(`a vector of ${dimensions} finite numbers from the encoder`, vector, length);
}

function checkedItem(vectors: Float32Array | undefined, { slots, dimensions }: ItemLayout): Float32Array {
  const length = Math.hypot(...(vectors ?? []));
  if (vectors?.length === slots * dimensions && Number.isFinite(length)) return vectors;
  throw unusable(`${slots} vectors of ${dimensions} finite numbers from the item encoder`, vectors, length);
}

function unusable(expected: string, vector: Float32Array | undefined, length: number): TandemError {
  const got = `${vector?.length ?? 0} numbers of length ${length}`;
  return new TandemError('WORKER_UNAVAILABLE', `expected ${expected}, got ${got}`);
}
