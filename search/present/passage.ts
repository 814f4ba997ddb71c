/** Cuts a readable passage out of a text and marks in it the words that the search asked for. */
import { matchingStem } from '../../models/best-sentences.ts';
import { fold, isStopWord, stem, type Word, words } from '../../models/text.ts';
import type { TextRange } from '../types.ts';
import type { QueryWords } from './query-words.ts';

export interface Passage {
  readonly text: string;
  /** Sorted, apart from each other, in UTF-16 units of `text`. */
  readonly highlights: readonly TextRange[];
}

/** Two lines of a result list. */
const MAX_CHARACTERS = 220;
const ELLIPSIS = '…';
/** A list's mark says nothing outside the list; a minus sign before a number stays. */
const LEADING_BULLET = /^\s*[-•–*·]\s+/u;

/** The part of `text` from `start` to `end`, white space made single, cut around its first match when it is long. */
export function cutPassage(text: string, start: number, end: number, query: QueryWords): Passage {
  const whole = text.slice(start, end).replace(LEADING_BULLET, '').replace(/\s+/g, ' ').trim();
  const range = whole.length <= MAX_CHARACTERS ? { start: 0, end: whole.length } : windowOf(whole, query);
  const isCutBefore = range.start > 0 || (start > 0 && !/[.!?:;\n•]\s*$/.test(text.slice(0, start)));
  const isCutAfter = range.end < whole.length || (end < text.length && !/[.!?:;]\s*$/.test(whole));
  const core = whole.slice(range.start, range.end);
  const passage = `${isCutBefore ? ELLIPSIS : ''}${core}${isCutAfter ? ELLIPSIS : ''}`;
  return { text: passage, highlights: highlightsOf(passage, query) };
}

/** Whole words around the first match, a quarter of the room before it. */
function windowOf(text: string, query: QueryWords): TextRange {
  const all = words(text);
  const firstMatch = all.find((word) => isMatch(word, query)) ?? all[0];
  const earliest = Math.max(0, (firstMatch?.start ?? 0) - MAX_CHARACTERS / 4);
  const from = earliest === 0 ? 0 : (all.find((word) => word.start >= earliest)?.start ?? 0);
  const fitting = all.filter((word) => word.start >= from && word.end <= from + MAX_CHARACTERS);
  return { start: from, end: fitting.at(-1)?.end ?? text.length };
}

/** Words of the search and words that begin like them; offsets of whole words never split a surrogate pair. */
function highlightsOf(text: string, query: QueryWords): readonly TextRange[] {
  return words(text).flatMap((word) => (isMatch(word, query) ? [{ start: word.start, end: word.end }] : []));
}

function isMatch(word: Word, query: QueryWords): boolean {
  return !isStopWord(word.text) && matchingStem(stem(fold(word.text)), query.weights) !== null;
}
