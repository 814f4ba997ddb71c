/** Documents to vectors: takes over what was computed before, embeds the rest in batches. */

import { encoderDocumentText } from '../models/templates.ts';
import { TandemError } from '../runtime/errors.ts';
import type { TandemDocument } from '../stores/documents.ts';
import type { EmbeddingStore } from '../stores/embeddings.ts';
import { encodeHalfs } from '../stores/half-floats.ts';

/** One vector [dimensions] a text, in order. */
export type EmbedTexts = (texts: readonly string[]) => Promise<readonly Float32Array[]>;

export interface Encoder {
  /** Vectors of another version are never taken over. */
  readonly version: string;
  readonly dimensions: number;
  readonly embed: EmbedTexts;
}

export interface EmbeddedDocument {
  readonly document: TandemDocument;
  /** [dimensions] half floats of a unit row. */
  readonly vector: Uint16Array;
}

export interface EmbeddedBatch {
  readonly documents: readonly EmbeddedDocument[];
  /** How many of them were computed now. */
  readonly computed: number;
}

/** The vector of the same content in the index so far, or null. */
export type KnownVector = (document: TandemDocument) => Uint16Array | null;

/** Keeps every worker's queue filled while results are written, and loses little when it is broken off. */
const BATCH_SIZE = 64;
const BATCHES_AHEAD = 2;

/** In the order of the documents. */
export async function* embedDocuments(
  documents: AsyncIterable<TandemDocument>,
  encoder: Encoder,
  known: KnownVector,
  journal: EmbeddingStore,
): AsyncGenerator<EmbeddedBatch> {
  const running: Promise<EmbeddedBatch>[] = [];
  const start = (batch: readonly TandemDocument[]): void => {
    const work = embedBatch(batch, encoder, known, journal);
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

async function embedBatch(
  documents: readonly TandemDocument[],
  encoder: Encoder,
  known: KnownVector,
  journal: EmbeddingStore,
): Promise<EmbeddedBatch> {
  const keyOf = (document: TandemDocument) => ({ encoderVersion: encoder.version, documentVersion: document.version });
  const vectors = documents.map((document) => known(document) ?? journal.get(keyOf(document)));
  const missing = documents.flatMap((document, index) => (vectors[index] === null ? [{ document, index }] : []));
  if (missing.length > 0) {
    const computed = await encoder.embed(missing.map(({ document }) => encoderDocumentText(document)));
    const entries = missing.map(({ document, index }, at) => {
      const vector = encodeHalfs(checkedUnit(computed[at], encoder.dimensions));
      vectors[index] = vector;
      return { key: keyOf(document), vector };
    });
    await journal.putMany(entries);
  }
  const embedded = documents.flatMap((document, index) => {
    const vector = vectors[index];
    return vector === null || vector === undefined ? [] : [{ document, vector }];
  });
  return { documents: embedded, computed: missing.length };
}

/** A worker that answers nonsense must not get into an index that lives for months. */
function checkedUnit(vector: Float32Array | undefined, dimensions: number): Float32Array {
  const length = Math.hypot(...(vector ?? []));
  if (vector?.length === dimensions && length > 0 && Number.isFinite(length))
    return vector.map((value) => value / length);
  const got = `${vector?.length ?? 0} numbers of length ${length}`;
  throw new TandemError(
    'WORKER_UNAVAILABLE',
    `expected a vector of ${dimensions} finite numbers from the encoder, got ${got}`,
  );
}
