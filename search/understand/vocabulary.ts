/** The words of a corpus with the documents that hold them, and which of them are near to what was typed. */
import type { KeywordIndex } from '../../stores/keyword-index.ts';
import { nearWords, sortWords, startingWith, type WordRange } from './sorted-words.ts';

export interface NearWord {
  readonly word: string;
  readonly edits: number;
  /** Documents that hold it. */
  readonly documentFrequency: number;
}

export interface Vocabulary {
  readonly documentFrequency: (word: string) => number;
  /** Words within `edits` slips; two slips away are those alone that have the same first letter. */
  readonly near: (word: string, edits: number) => readonly NearWord[];
  /** Words that begin so, itself included, without a slip. */
  readonly startingWith: (start: string) => readonly NearWord[];
}

/** `corpus` gives folded words with their document frequency. */
export function createVocabulary(corpus: Iterable<readonly [word: string, documentFrequency: number]>): Vocabulary {
  const frequencies = new Map(corpus);
  const list = sortWords(frequencies.keys());
  const documentFrequency = (word: string): number => frequencies.get(word) ?? 0;
  const wordsOf = ({ from, to, edits }: WordRange): readonly NearWord[] =>
    list.words.slice(from, to).map((word) => ({ word, edits, documentFrequency: documentFrequency(word) }));
  const near = (word: string, edits: number): readonly WordRange[] => {
    const nearest = nearWords(list, word, Math.min(edits, 1));
    if (edits < 2) return nearest;
    // Hardly anybody types another first letter and makes a second slip.
    const likely = startingWith(list, word.slice(0, 1));
    return [...nearest, ...nearWords(list, word, edits, likely).filter((range) => range.edits > 1)];
  };
  return {
    documentFrequency,
    near: (word, edits) => near(word, edits).flatMap(wordsOf),
    startingWith: (start) => wordsOf(startingWith(list, start)),
  };
}

const vocabularies = new WeakMap<KeywordIndex, Vocabulary>();

/** Made once for the words of an index version: tens of milliseconds. */
export function vocabularyOf(keywords: KeywordIndex): Vocabulary {
  const known = vocabularies.get(keywords);
  if (known !== undefined) return known;
  const made = createVocabulary(keywords.words());
  vocabularies.set(keywords, made);
  return made;
}
