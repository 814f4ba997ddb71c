/** The phrases of a segment's documents: where they stand, and one vector of four-bit numbers for each distinct text of them. */

import { arrayOf, type BundledArray, packArrays, unpackArrays } from './array-bundle.ts';

/** Raised when the meaning of a number changes; files of another format are not read, and snippets go by words alone. */
const PHRASE_FORMAT = 1;

export interface StoredPhrase {
  /** Which of the document's texts (models/document-texts.ts). */
  readonly field: number;
  /** Offsets in UTF-16 units of that text, end exclusive. */
  readonly start: number;
  readonly end: number;
  /** Unit vector [dimensions]; equal texts share it. */
  readonly vector: () => Float32Array;
}

/** In the order in which ingest chose them; none for a position that has none. */
export type PhrasesByPosition = (position: number) => readonly StoredPhrase[];

export interface PhraseArrays {
  /** Numbers a vector. */
  readonly dimensions: number;
  /** [documents + 1]: the first phrase of each position. */
  readonly starts: Uint32Array;
  /** [phrases] */
  readonly fields: Uint8Array;
  readonly offsets: Uint16Array;
  readonly lengths: Uint16Array;
  readonly ids: Uint32Array;
  /** [vectors * 2]: two halves of the hash of each text, by which another ingest finds its vector again. */
  readonly hashes: Uint32Array;
  /** [vectors * phraseBytes]: two codes a byte, the first in the low half; 8 stands for 0. */
  readonly codes: Uint8Array;
}

export interface PhraseStore {
  readonly arrays: PhraseArrays;
  readonly of: PhrasesByPosition;
}

const LARGEST_CODE = 7;
const ZERO_CODE = 8;

export const phraseBytes = (dimensions: number): number => Math.ceil(dimensions / 2);

/** A vector of any length as codes; only its direction is kept. */
export function packPhrase(vector: Float32Array): Uint8Array {
  const largest = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const unit = largest === 0 ? 1 : largest / LARGEST_CODE;
  const packed = new Uint8Array(phraseBytes(vector.length));
  const code = (axis: number): number => Math.round((vector[axis] ?? 0) / unit) + ZERO_CODE;
  for (let at = 0; at < packed.length; at++) packed[at] = code(2 * at) | (code(2 * at + 1) << 4);
  return packed;
}

function unpackPhrase(codes: Uint8Array, dimensions: number): Float32Array {
  const vector = Float32Array.from({ length: dimensions }, (_, axis) => {
    const byte = codes[axis >> 1] ?? 0;
    return (axis % 2 === 0 ? byte & 0x0f : byte >> 4) - ZERO_CODE;
  });
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}

export function packPhrases({ dimensions, ...arrays }: PhraseArrays): Buffer {
  return packArrays({ format: PHRASE_FORMAT, dimensions }, new Map<string, BundledArray>(Object.entries(arrays)));
}

/** Null for another format. `fileName` is for messages. Throws INDEX_INVALID when an array is missing. */
export function unpackPhrases(bytes: Uint8Array, fileName: string): PhraseStore | null {
  const bundle = unpackArrays(bytes, fileName);
  const { format, dimensions } = bundle.description as { readonly format: number; readonly dimensions: number };
  if (format !== PHRASE_FORMAT) return null;
  const array = <T extends BundledArray>(name: string, type: new () => T): T => arrayOf(bundle, name, type, fileName);
  return phraseStore({
    dimensions,
    starts: array('starts', Uint32Array),
    fields: array('fields', Uint8Array),
    offsets: array('offsets', Uint16Array),
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
