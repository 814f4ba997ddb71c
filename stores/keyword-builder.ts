/** Builds the keyword index document by document, in position order. */

import { createInvertedIndex, type InvertedIndex } from './inverted-index.ts';

/** One word of a document: its stem, its folded surface form, and how much the field it stands in counts. */
export interface KeywordOccurrence {
  /** Null for words that are not searched (stop words); they still count as known words. */
  readonly stem: string | null;
  readonly word: string;
  readonly weight: number;
}

export interface KeywordBuilder {
  /** Words of a document that is not for everybody are searched like others and told to nobody. */
  readonly add: (occurrences: Iterable<KeywordOccurrence>, isForEverybody?: boolean) => void;
  readonly build: () => InvertedIndex;
}

const MAX_COUNT = 255;

/** A list of numbers that grows by doubling; plain arrays of millions cost eight bytes and more an entry. */
interface Growing {
  values: Uint32Array;
  length: number;
}

export function createKeywordBuilder(): KeywordBuilder {
  const stemNumbers = new Map<string, number>();
  const wordNumbers = new Map<string, number>();
  const wordFrequencies: number[] = [];
  const publicFrequencies: number[] = [];
  let isAllPublic = true;
  const lengths: number[] = [];
  /** In order of documents: stem, document, count of every posting. */
  const postings: Growing = { values: new Uint32Array(1024), length: 0 };
  return {
    add: (occurrences, isForEverybody = true) => {
      const position = lengths.length;
      const counts = new Map<number, number>();
      const words = new Set<number>();
      let length = 0;
      for (const { stem, word, weight } of occurrences) {
        words.add(numberOf(wordNumbers, word));
        if (stem === null) continue;
        const number = numberOf(stemNumbers, stem);
        counts.set(number, (counts.get(number) ?? 0) + weight);
        length += weight;
      }
      isAllPublic &&= isForEverybody;
      for (const word of words) {
        wordFrequencies[word] = (wordFrequencies[word] ?? 0) + 1;
        publicFrequencies[word] = (publicFrequencies[word] ?? 0) + Number(isForEverybody);
      }
      for (const [number, count] of counts) push(postings, number, position, Math.min(MAX_COUNT, count));
      lengths.push(length);
    },
    build: () =>
      createInvertedIndex({
        size: lengths.length,
        stems: [...stemNumbers.keys()],
        ...groupByStem(postings, stemNumbers.size),
        lengths: Uint32Array.from(lengths),
        words: [...wordNumbers.keys()],
        wordFrequencies: Uint32Array.from(wordFrequencies),
        ...(isAllPublic ? {} : { publicFrequencies: Uint32Array.from(publicFrequencies) }),
      }),
  };
}

function numberOf(numbers: Map<string, number>, text: string): number {
  const known = numbers.get(text);
  if (known !== undefined) return known;
  const number = numbers.size;
  numbers.set(text, number);
  return number;
}

function push(list: Growing, ...entries: readonly number[]): void {
  if (list.length + entries.length > list.values.length) {
    const larger = new Uint32Array(list.values.length * 2);
    larger.set(list.values);
    list.values = larger;
  }
  for (const entry of entries) {
    list.values[list.length] = entry;
    list.length += 1;
  }
}

const POSTING_WIDTH = 3;

/** A counting sort: documents stay ascending within a stem because postings came in order of documents. */
function groupByStem(
  postings: Growing,
  stemCount: number,
): { starts: Uint32Array; documents: Uint32Array; counts: Uint8Array } {
  const { values, length } = postings;
  const starts = new Uint32Array(stemCount + 1);
  for (let at = 0; at < length; at += POSTING_WIDTH) {
    const next = (values[at] ?? 0) + 1;
    starts[next] = (starts[next] ?? 0) + 1;
  }
  for (let stem = 0; stem < stemCount; stem += 1) starts[stem + 1] = (starts[stem + 1] ?? 0) + (starts[stem] ?? 0);
  const free = starts.slice();
  const documents = new Uint32Array(length / POSTING_WIDTH);
  const counts = new Uint8Array(length / POSTING_WIDTH);
  for (let at = 0; at < length; at += POSTING_WIDTH) {
    const stem = values[at] ?? 0;
    const slot = free[stem] ?? 0;
    free[stem] = slot + 1;
    documents[slot] = values[at + 1] ?? 0;
    counts[slot] = values[at + 2] ?? 0;
  }
  return { starts, documents, counts };
}
