/** The keyword index over typed arrays: postings by stem, BM25 over one weighted count of words a document. */

import type { Mask } from './attributes.ts';
import type { Collection, KeywordIndex } from './keyword-index.ts';

/**
 * Saturation and length normalisation, chosen on the train queries. Counts are weighted by field, so that saturation has to
 * start later than in plain BM25.
 */
export const BM25_K1 = 4;
export const BM25_B = 0.5;

/** What the index is made of; postings of stem s are entries starts[s] to starts[s + 1] - 1, documents ascending. */
export interface InvertedArrays {
  readonly size: number;
  readonly stems: readonly string[];
  readonly starts: Uint32Array;
  readonly documents: Uint32Array;
  /** Weighted occurrences, capped at 255. */
  readonly counts: Uint8Array;
  /** Weighted number of words by document. */
  readonly lengths: Uint32Array;
  readonly words: readonly string[];
  readonly wordFrequencies: Uint32Array;
  /** Documents for everybody that hold the word; absent where all are. */
  readonly publicFrequencies?: Uint32Array;
}

export interface InvertedIndex extends KeywordIndex {
  readonly arrays: InvertedArrays;
  /** Weighted words a document. */
  readonly averageLength: number;
  /** The same as a part of a larger collection. */
  readonly score: (
    stems: readonly string[],
    mask: Mask | null,
    collection?: Collection,
  ) => ReturnType<KeywordIndex['score']>;
}

/** `averageLength` is that of the collection that the documents are a part of; their own unless told. */
export function createInvertedIndex(arrays: InvertedArrays, averageLength = averageOf(arrays.lengths)): InvertedIndex {
  const { size, starts, documents, counts } = arrays;
  const numberOf = new Map(arrays.stems.map((stem, number) => [stem, number]));
  const norms = lengthNorms(arrays.lengths, averageLength);
  const documentFrequency = (stem: string): number => {
    const number = numberOf.get(stem);
    return number === undefined ? 0 : (starts[number + 1] ?? 0) - (starts[number] ?? 0);
  };
  const own: Collection = { size, documentFrequency };
  const score = (stems: readonly string[], mask: Mask | null, collection = own) => {
    const scores = new Float32Array(size);
    const matched = new Uint8Array(size);
    for (const stem of new Set(stems)) {
      const number = numberOf.get(stem);
      if (number === undefined) continue;
      const idf = inverseDocumentFrequency(collection.size, collection.documentFrequency(stem));
      const end = starts[number + 1] ?? 0;
      for (let at = starts[number] ?? 0; at < end; at += 1) {
        const d = documents[at] ?? 0;
        if (mask !== null && mask[d] !== 1) continue;
        const count = counts[at] ?? 0;
        scores[d] = (scores[d] ?? 0) + (idf * count * (BM25_K1 + 1)) / (count + (norms[d] ?? 0));
        matched[d] = (matched[d] ?? 0) + 1;
      }
    }
    return { scores, matched };
  };
  const words = () => pairs(arrays.words, arrays.wordFrequencies);
  const shown = arrays.publicFrequencies;
  const publicWords = shown === undefined ? words : () => heldPairs(arrays.words, shown);
  return { arrays, averageLength, size, documentFrequency, score, words, publicWords };
}

/** Never negative: Lucene's form of the Robertson and Sparck Jones weight. */
function inverseDocumentFrequency(size: number, frequency: number): number {
  return Math.log(1 + (size - frequency + 0.5) / (frequency + 0.5));
}

/** k1 * (1 - b + b * length / average length), the part of BM25 that a document brings alone. */
function lengthNorms(lengths: Uint32Array, average: number): Float32Array {
  return Float32Array.from(lengths, (length) => BM25_K1 * (1 - BM25_B + (BM25_B * length) / Math.max(1, average)));
}

function averageOf(lengths: Uint32Array): number {
  return lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length);
}

function* pairs(words: readonly string[], frequencies: Uint32Array): Iterable<readonly [string, number]> {
  for (let index = 0; index < words.length; index += 1) yield [words[index] ?? '', frequencies[index] ?? 0];
}

function* heldPairs(words: readonly string[], frequencies: Uint32Array): Iterable<readonly [string, number]> {
  for (const pair of pairs(words, frequencies)) if (pair[1] > 0) yield pair;
}
