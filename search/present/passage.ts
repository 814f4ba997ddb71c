/** Cuts a readable passage out of a text and marks in it the words that the search asked for. */
import { fold, isStopWord, stem, type Word, words } from '../../models/text.ts';
import type { TextRange } from '../types.ts';
import { characterStart, wholeCharacters } from './graphemes.ts';
import { type QueryWords, shownStem } from './query-words.ts';

export interface Passage {
  readonly text: string;
  /** Sorted, apart from each other, in UTF-16 units of `text`. */
  readonly highlights: readonly TextRange[];
}

/** Two lines of a result list. */
export const MAX_CHARACTERS = 220;
const ELLIPSIS = '…';
/** A list's mark says nothing outside the list; a minus sign before a number stays. */
const LEADING_BULLET = /^\s*[-•–*·]\s+/u;

/** What a passage is cut for; both in offsets of the text. */
export interface PassageAim {
  /** The sentence that must be seen; the whole range unless told. */
  readonly core?: TextRange;
  /** Ranges, whole words, that say in other words what was asked. */
  readonly meant?: readonly TextRange[];
}

/** The part of `text` from `start` to `end`, white space made single, cut around the first match of its core when it is long. */
export function cutPassage(
  text: string,
  { start, end }: TextRange,
  query: QueryWords,
  { core = { start, end }, meant = [] }: PassageAim = {},
): Passage {
  const whole = text.slice(start, end).replace(LEADING_BULLET, '').replace(/\s+/g, ' ').trim();
  const sources = words(text.slice(start, end));
  const marked = words(whole).map((word, index): MarkedWord => {
    const at = start + (sources[index]?.start ?? 0);
    const isIn = (range: TextRange): boolean => at >= range.start && at < range.end;
    return { ...word, isCore: isIn(core), isMarked: isMatch(word, query) || meant.some(isIn) };
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
  readonly isCore: boolean;
}

/** From the beginning where the core fits, else around its first marked word, a quarter of the room before it; a longer word is cut between characters. */
function windowOf(text: string, all: readonly MarkedWord[]): TextRange {
  const core = all.filter((word) => word.isCore);
  const first = core.find((word) => word.isMarked) ?? core[0];
  const isWhole = (core.at(-1)?.end ?? 0) <= MAX_CHARACTERS;
  const earliest = isWhole ? 0 : Math.max(0, (first?.start ?? 0) - MAX_CHARACTERS / 4);
  const from = earliest === 0 ? 0 : (all.find((word) => word.start >= earliest)?.start ?? 0);
  const fitting = all.filter((word) => word.start >= from && word.end <= from + MAX_CHARACTERS);
  const end = fitting.at(-1)?.end ?? characterStart(text, from + MAX_CHARACTERS);
  return { start: characterStart(text, from), end: wholeCharacters(text, [{ start: from, end }])[0]?.end ?? end };
}

/** Whether a word of a text is one of the search, in some form. */
export function isMatch(word: Word, query: QueryWords): boolean {
  return !isStopWord(word.text) && shownStem(stem(fold(word.text)), query) !== null;
}
