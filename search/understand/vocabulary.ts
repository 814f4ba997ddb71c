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
  /** Words within `edits` slips; with another first letter, which hardly anybody types beside a second slip, within one. */
  readonly near: (word: string, edits: number) => readonly NearWord[];
  /** Words that begin so, itself included, without a slip. */
  readonly startingWith: (start: string) => readonly NearWord[];
}

/** `corpus` gives folded words with their document frequency. */
export function createVocabulary(corpus: Iterable<readonly [word: string, documentFrequency: number]>): Vocabulary {
  const frequencies = new Map(corpus);
  const list = sortWords(frequencies.keys());
  const initials = [...new Set(list.words.map((word) => word.charAt(0)))];
  const nearWord = (word: string, edits: number): NearWord => ({
    word,
    edits,
    documentFrequency: frequencies.get(word) ?? 0,
  });
  const wordsOf = ({ from, to, edits }: WordRange): readonly NearWord[] =>
    list.words.slice(from, to).map((word) => nearWord(word, edits));
  const near = (word: string, edits: number): readonly NearWord[] => {
    const alike = nearWords(list, word, edits, startingWith(list, word.charAt(0))).flatMap(wordsOf);
    const others = edits < 1 ? [] : withOtherInitial(word, initials).filter((other) => frequencies.has(other));
    return [...alike, ...others.map((other) => nearWord(other, 1))];
  };
  return {
    documentFrequency: (word) => frequencies.get(word) ?? 0,
    near,
    startingWith: (start) => wordsOf(startingWith(list, start)),
  };
}

/** All that one slip makes of the first letter: few enough to ask for each, where a walk would begin with every letter. */
function withOtherInitial(word: string, initials: readonly string[]): readonly string[] {
  const rest = word.slice(1);
  const made = [
    rest,
    rest.charAt(0) + word.charAt(0) + rest.slice(1),
    ...initials.flatMap((one) => [one + rest, one + word]),
  ];
  return [...new Set(made)].filter((other) => other.charAt(0) !== word.charAt(0));
}

type Vocabularies = WeakMap<KeywordIndex, Vocabulary>;
const [whole, shown]: readonly [Vocabularies, Vocabularies] = [new WeakMap(), new WeakMap()];

/** Made once for the words of an index version: tens of milliseconds. None of it may be told, for some documents are not for everybody. */
export const vocabularyOf = (keywords: KeywordIndex): Vocabulary => keptIn(whole, keywords, keywords.words);

/** The words that may be told to everybody. */
export const publicVocabularyOf = (keywords: KeywordIndex): Vocabulary =>
  keywords.publicWords === keywords.words ? vocabularyOf(keywords) : keptIn(shown, keywords, keywords.publicWords);

function keptIn(kept: Vocabularies, keywords: KeywordIndex, wordsOf: KeywordIndex['words']): Vocabulary {
  const known = kept.get(keywords);
  if (known !== undefined) return known;
  const made = createVocabulary(wordsOf());
  kept.set(keywords, made);
  return made;
}
