/** The words of all entries in order, each with the entries that have it: what type-ahead looks into. */
import { fold, type Word, words } from '../../models/text.ts';
import { type SortedWords, sortWords } from '../understand/sorted-words.ts';
import type { SuggestionEntry } from './suggestion.ts';

export interface SuggestionIndex {
  /** By falling number of documents. */
  readonly entries: readonly SuggestionEntry[];
  /** Folded words. */
  readonly sorted: SortedWords;
  /** Word w stands in the entries holders[holderStarts[w]] to holders[holderStarts[w + 1] - 1]. */
  readonly holderStarts: Uint32Array;
  readonly holders: Uint32Array;
  /** Entry e has the words wordsOf[wordStarts[e]] to wordsOf[wordStarts[e + 1] - 1]. */
  readonly wordStarts: Uint32Array;
  readonly wordsOf: Uint32Array;
}

/** Also the parts of a word around its apostrophe, so that O'Hara is found by "hara" and by "ohara". */
export function suggestionWords(text: string): readonly Word[] {
  return words(text).flatMap((word) => {
    const parts = [...word.text.matchAll(/[^'’&]+/g)];
    if (parts.length < 2) return [word];
    const inner = parts.map((part) => {
      const start = word.start + part.index;
      return { text: part[0], start, end: start + part[0].length };
    });
    return [word, ...inner];
  });
}

export function buildSuggestionIndex(entries: readonly SuggestionEntry[]): SuggestionIndex {
  const ofEntries = entries.map(({ text }) => [...new Set(suggestionWords(text).map((word) => fold(word.text)))]);
  const sorted = sortWords(ofEntries.flat().filter((word) => word !== ''));
  const idOf = new Map(sorted.words.map((word, id) => [word, id]));
  const ids = ofEntries.map((folded) => folded.flatMap((word) => idOf.get(word) ?? []));
  const holders: number[][] = sorted.words.map(() => []);
  ids.forEach((list, entry) => {
    for (const id of list) holders[id]?.push(entry);
  });
  return {
    entries,
    sorted,
    holderStarts: startsOf(holders),
    holders: Uint32Array.from(holders.flat()),
    wordStarts: startsOf(ids),
    wordsOf: Uint32Array.from(ids.flat()),
  };
}

function startsOf(lists: readonly (readonly number[])[]): Uint32Array {
  const starts = new Uint32Array(lists.length + 1);
  lists.forEach((list, index) => {
    starts[index + 1] = (starts[index] ?? 0) + list.length;
  });
  return starts;
}
