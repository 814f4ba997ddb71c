/** Runs of neighbouring words of a text, the units that gazetteers are asked about. */
import { fold, type Word, words } from '../../models/text.ts';

export interface Span {
  readonly start: number;
  readonly end: number;
  /** As written, with what stands between the words. */
  readonly text: string;
  readonly folded: string;
  readonly wordCount: number;
  /** Folded word before it, empty at the start. */
  readonly before: string;
  /** Folded word before it and before its article: "to" of "to the CTO"; empty at the start. */
  readonly beforeArticle: string;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  /** True when a comma stands directly before it. */
  readonly followsComma: boolean;
}

/** The articles of English, with the words that stand in their place and say whose. */
const ARTICLES = new Set('the a an my our your his her their its'.split(' '));

/**
 * A text of 512 characters has some 90 words of English; only lists of letters and numbers have more, and each run of words
 * costs look-ups. What stands behind is searched for, but not read.
 */
export const MOST_READ_WORDS = 128;

/** All runs of 1 to `longest` of the first words, longest first: at most `longest` times `MOST_READ_WORDS`. */
export function spansOf(text: string, longest: number): readonly Span[] {
  const found = words(text).slice(0, MOST_READ_WORDS);
  const folded = found.map((word) => fold(word.text));
  const spans: Span[] = [];
  for (let length = Math.min(longest, found.length); length >= 1; length--) {
    for (let from = 0; from + length <= found.length; from++) spans.push(spanAt(text, found, folded, from, length));
  }
  return spans;
}

function spanAt(text: string, found: readonly Word[], folded: readonly string[], from: number, length: number): Span {
  const start = found[from]?.start ?? 0;
  const end = found[from + length - 1]?.end ?? 0;
  const before = folded[from - 1] ?? '';
  return {
    start,
    end,
    text: text.slice(start, end),
    folded: folded.slice(from, from + length).join(' '),
    wordCount: length,
    before,
    beforeArticle: (ARTICLES.has(before) ? folded[from - 2] : before) ?? '',
    isFirst: from === 0,
    isLast: from + length === found.length,
    followsComma: text
      .slice(found[from - 1]?.end ?? 0, start)
      .trimEnd()
      .endsWith(','),
  };
}

/** Offsets in UTF-16 units, end exclusive. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

export const overlaps = (a: Place, b: Place): boolean => a.start < b.end && b.start < a.end;

/** Of the same length, with spaces for the parts. */
export function blanked(text: string, parts: readonly Place[]): string {
  return parts.reduce((rest, { start, end }) => rest.slice(0, start) + ' '.repeat(end - start) + rest.slice(end), text);
}
