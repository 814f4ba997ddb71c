/** The words that a correction may choose from, packed so that one pass finds the near ones. */
import { editDistance } from './edit-distance.ts';

export interface NearWord {
  readonly word: string;
  readonly edits: number;
  /** Documents that hold it. */
  readonly documentFrequency: number;
}

export interface Vocabulary {
  readonly documentFrequency: (word: string) => number;
  /** Words within `edits` slips, in no order. */
  readonly near: (word: string, edits: number) => readonly NearWord[];
}

/** What fewer documents have may be the slip of one author, or a name. */
const MINIMUM_DOCUMENTS = 3;
const SHORTEST = 3;

interface Bucket {
  readonly words: string[];
  readonly masks: number[];
}

/**
 * `corpus` gives folded words with their document frequency. Words lie in buckets by length with a bit mask of their
 * letters: most of a bucket is ruled out by one XOR.
 */
export function createVocabulary(corpus: Iterable<readonly [word: string, documentFrequency: number]>): Vocabulary {
  const frequencies = new Map(corpus);
  const buckets = new Map<number, Bucket>();
  for (const [word, documentFrequency] of frequencies) {
    const isCandidate = documentFrequency >= MINIMUM_DOCUMENTS && word.length >= SHORTEST;
    if (isCandidate && /^[a-z]+$/.test(word)) addTo(buckets, word);
  }
  const documentFrequency = (word: string): number => frequencies.get(word) ?? 0;
  return { documentFrequency, near: (word, edits) => nearWords(buckets, word, edits, documentFrequency) };
}

function addTo(buckets: Map<number, Bucket>, word: string): void {
  const bucket = buckets.get(word.length) ?? { words: [], masks: [] };
  bucket.words.push(word);
  bucket.masks.push(letterMask(word));
  buckets.set(word.length, bucket);
}

function nearWords(
  buckets: ReadonlyMap<number, Bucket>,
  word: string,
  edits: number,
  documentFrequency: (word: string) => number,
): readonly NearWord[] {
  const mask = letterMask(word);
  const found: NearWord[] = [];
  for (let length = word.length - edits; length <= word.length + edits; length++) {
    const bucket = buckets.get(length);
    bucket?.masks.forEach((other, index) => {
      // One slip changes at most two letters of the set: one goes, one comes.
      if (bitCount(mask ^ other) > 2 * edits) return;
      const candidate = bucket.words[index] ?? '';
      const distance = editDistance(word, candidate, edits);
      if (distance <= edits)
        found.push({ word: candidate, edits: distance, documentFrequency: documentFrequency(candidate) });
    });
  }
  return found;
}

function letterMask(word: string): number {
  let mask = 0;
  for (let index = 0; index < word.length; index++) mask |= 1 << (word.charCodeAt(index) - 97);
  return mask;
}

/** Ones of a 32-bit number, counted in parallel (Hacker's Delight, figure 5-2). */
function bitCount(bits: number): number {
  const pairs = bits - ((bits >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return (((fours + (fours >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}
