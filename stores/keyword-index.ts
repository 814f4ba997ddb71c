/** The keyword side of a segment: an inverted index with BM25 scores over stemmed words of weighted fields. */

import type { Mask } from './attributes.ts';

/** The documents among which a word is common or rare. */
export interface Collection {
  readonly size: number;
  /** Number of documents that hold the stem; 0 when unknown. */
  readonly documentFrequency: (stem: string) => number;
}

export interface KeywordIndex extends Collection {
  /**
   * BM25 of every document for the stems (repeats count once): scores [size], 0 where no stem occurs or the mask is 0;
   * `matched[d]` is the number of different stems that document d holds.
   */
  readonly score: (
    stems: readonly string[],
    mask: Mask | null,
  ) => { readonly scores: Float32Array; readonly matched: Uint8Array };
  /** Every word of the corpus with its document frequency: surface form, folded. */
  readonly words: () => Iterable<readonly [word: string, documentFrequency: number]>;
  /** The words that may be told to everybody, with how many of the documents that everybody may see hold them; `words` itself where that is all. */
  readonly publicWords: () => Iterable<readonly [word: string, documentFrequency: number]>;
}
