/** The phrases of a segment's documents: where they stand, and the signs of one vector for each distinct text of them. */

import { arrayOf, type BundledArray, packArrays, unpackArrays } from './array-bundle.ts';

/** Raised when the meaning of a number changes; files of another format are not read, and snippets go by words alone. */
export const PHRASE_FORMAT = 2;

export interface StoredPhrase {
  /** Which of the document's texts (models/document-texts.ts). */
  readonly field: number;
  /** Offsets in UTF-16 units of that text, end exclusive. */
  readonly start: number;
  readonly end: number;
  /** [dimensions]; its product with a unit vector estimates their cosine. Equal texts share it. */
  readonly vector: () => Float32Array;
}

/** In the order of the text; none for a position that has none. */
export type PhrasesByPosition = (position: number) => readonly StoredPhrase[];

export interface PhraseArrays {
  /** Numbers a vector. */
  readonly dimensions: number;
  /** [documents + 1]: the first phrase of each position. */
  readonly starts: Uint32Array;
  /** [phrases] */
  readonly fields: Uint8Array;
  /** Rising within a field of a document. */
  readonly offsets: Uint16Array;
  readonly lengths: Uint16Array;
  readonly ids: Uint32Array;
  /** [vectors * 2]: two halves of the hash of each text, by which another ingest finds its vector again. */
  readonly hashes: Uint32Array;
  /** [vectors * phraseBytes], as `packPhrase` makes them. */
  readonly codes: Uint8Array;
}

export interface PhraseStore {
  readonly arrays: PhraseArrays;
  readonly of: PhrasesByPosition;
}

const SHARE_STEPS = 255;

export const phraseBytes = (dimensions: number): number => 1 + Math.ceil(dimensions / 8);

/**
 * A unit vector as its signs, one bit an axis, the first in the lowest; before them its cosine with its own signs, by which
 * the cosine of the signs with another vector is divided to estimate that of the vector (Gao, Long, "RaBitQ", 2024).
 */
export function packPhrase(vector: Float32Array): Uint8Array {
  const packed = new Uint8Array(phraseBytes(vector.length));
  let share = 0;
  vector.forEach((value, axis) => {
    if (value >= 0) packed[1 + (axis >> 3)] = (packed[1 + (axis >> 3)] ?? 0) | (1 << (axis & 7));
    share += Math.abs(value);
  });
  packed[0] = Math.round((share / Math.sqrt(vector.length)) * SHARE_STEPS);
  return packed;
}

function unpackPhrase(codes: Uint8Array, dimensions: number): Float32Array {
  const share = (codes[0] ?? 0) / SHARE_STEPS || 1;
  const step = 1 / (Math.sqrt(dimensions) * share);
  return Float32Array.from({ length: dimensions }, (_, axis) =>
    (codes[1 + (axis >> 3)] ?? 0) & (1 << (axis & 7)) ? step : -step,
  );
}

/** Offsets as steps from the phrase before, which zip to less. */
export function packPhrases({ dimensions, ...arrays }: PhraseArrays): Buffer {
  const offsets = Uint16Array.from(arrays.offsets);
  for (const at of following(arrays)) offsets[at] = (arrays.offsets[at] ?? 0) - (arrays.offsets[at - 1] ?? 0);
  const packed = { ...arrays, offsets };
  return packArrays({ format: PHRASE_FORMAT, dimensions }, new Map<string, BundledArray>(Object.entries(packed)));
}

/** `offsets` as `packPhrases` wrote them. */
function summed(arrays: Pick<PhraseArrays, 'starts' | 'fields' | 'offsets'>): Uint16Array {
  const offsets = Uint16Array.from(arrays.offsets);
  for (const at of following(arrays)) offsets[at] = (offsets[at] ?? 0) + (offsets[at - 1] ?? 0);
  return offsets;
}

/** Phrases with another one before them in the same field of the same document, rising. */
function* following({ starts, fields }: Pick<PhraseArrays, 'starts' | 'fields'>): Generator<number> {
  for (let position = 0; position + 1 < starts.length; position++) {
    const first = starts[position] ?? 0;
    for (let at = first + 1; at < (starts[position + 1] ?? first); at++) if (fields[at] === fields[at - 1]) yield at;
  }
}

/** Null for another format. `fileName` is for messages. Throws INDEX_INVALID when an array is missing. */
export function unpackPhrases(bytes: Uint8Array, fileName: string): PhraseStore | null {
  const bundle = unpackArrays(bytes, fileName);
  const { format, dimensions } = bundle.description as { readonly format: number; readonly dimensions: number };
  if (format !== PHRASE_FORMAT) return null;
  const array = <T extends BundledArray>(name: string, type: new () => T): T => arrayOf(bundle, name, type, fileName);
  const [starts, fields] = [array('starts', Uint32Array), array('fields', Uint8Array)];
  return phraseStore({
    dimensions,
    starts,
    fields,
    offsets: summed({ starts, fields, offsets: array('offsets', Uint16Array) }),
    lengths: array('lengths', Uint16Array),
    ids: array('ids', Uint32Array),
    hashes: array('hashes', Uint32Array),
    codes: array('codes', Uint8Array),
  });
}

function phraseStore(arrays: PhraseArrays): PhraseStore {
  const { starts, fields, offsets, lengths, ids, codes, dimensions } = arrays;
  const width = phraseBytes(dimensions);
  const phraseAt = (at: number): StoredPhrase => {
    const start = offsets[at] ?? 0;
    const code = (ids[at] ?? 0) * width;
    const vector = (): Float32Array => unpackPhrase(codes.subarray(code, code + width), dimensions);
    return { field: fields[at] ?? 0, start, end: start + (lengths[at] ?? 0), vector };
  };
  return {
    arrays,
    of: (position) => {
      const first = starts[position] ?? 0;
      return Array.from({ length: (starts[position + 1] ?? first) - first }, (_, index) => phraseAt(first + index));
    },
  };
}
