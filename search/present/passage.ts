/** Cuts a readable passage out of a text and marks in it the words that the search asked for. */
import { matchingStem } from '../../models/best-sentences.ts';
import { fold, isStopWord, stem, type Word, words } from '../../models/text.ts';
import type { TextRange } from '../types.ts';
import { characterStart, wholeCharacters } from './graphemes.ts';
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

/**
 * The part of `text` from `start` to `end`, white space made single, cut around its first match when it is long. `meant`:
 * ranges of `text`, whole words, that say in other words what was asked.
 */
export function cutPassage(
  text: string,
  start: number,
  end: number,
  query: QueryWords,
  meant: readonly TextRange[] = [],
): Passage {
  const whole = text.slice(start, end).replace(LEADING_BULLET, '').replace(/\s+/g, ' ').trim();
  const sources = words(text.slice(start, end));
  const marked = words(whole).map((word, index): MarkedWord => {
    const at = start + (sources[index]?.start ?? 0);
    return { ...word, isMarked: isMatch(word, query) || meant.some((range) => at >= range.start && at < range.end) };
  });
  const range = whole.length <= MAX_CHARACTERS ? { start: 0, end: whole.length } : windowOf(whole, marked);
  const isCutBefore = range.start > 0 || (start > 0 && !/[.!?:;\n•]\s*$/.test(text.slice(0, start)));
  const isCutAfter = range.end < whole.length || (end < text.length && !/[.!?:;]\s*$/.test(whole));
  const lead = isCutBefore ? ELLIPSIS : '';
  const passage = `${lead}${whole.slice(range.start, range.end)}${isCutAfter ? ELLIPSIS : ''}`;
  const shift = lead.length - range.start;
  const shown = marked.filter((word) => word.isMarked && word.start >= range.start && word.end <= range.end);
  const highlights = shown.map((word) => ({ start: word.start + shift, end: word.end + shift }));
  return { text: passage, highlights: wholeCharacters(passage, highlights) };
}

/** White space and a list's mark are no words: the words of a passage are those of its source, in order. */
interface MarkedWord extends Word {
  readonly isMarked: boolean;
}

/** Whole words around the first that is marked, a quarter of the room before it; a longer word is cut between characters. */
function windowOf(text: string, all: readonly MarkedWord[]): TextRange {
  const first = all.find((word) => word.isMarked) ?? all[0];
  const earliest = Math.max(0, (first?.start ?? 0) - MAX_CHARACTERS / 4);
  const from = earliest === 0 ? 0 : (all.find((word) => word.start >= earliest)?.start ?? 0);
  const fitting = all.filter((word) => word.start >= from && word.end <= from + MAX_CHARACTERS);
  const end = fitting.at(-1)?.end ?? characterStart(text, from + MAX_CHARACTERS);
  return { start: characterStart(text, from), end: wholeCharacters(text, [{ start: from, end }])[0]?.end ?? end };
}

function isMatch(word: Word, query: QueryWords): boolean {
  return !isStopWord(word.text) && matchingStem(stem(fold(word.text)), query.weights) !== null;
}
