/** Keeps offsets on the borders of what a reader sees as one character, in every script. */
import type { TextRange } from '../types.ts';

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
/** Up to U+02FF every unit is a character of its own but for a line's end, which no word touches. */
const SIMPLE = /^[\u0020-\u02ff\u2010-\u2027]*$/;

/** The ranges widened to whole characters, in order, those that meet joined. */
export function wholeCharacters(text: string, ranges: readonly TextRange[]): readonly TextRange[] {
  const widened = SIMPLE.test(text) ? ranges : ranges.map((range) => widen(text, range));
  const sorted = [...widened].sort((a, b) => a.start - b.start);
  const joined: TextRange[] = [];
  for (const range of sorted) {
    const last = joined.at(-1);
    if (last !== undefined && range.start < last.end)
      joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
    else joined.push(range);
  }
  return joined;
}

/** The last border at or before an offset. */
export function characterStart(text: string, offset: number): number {
  return segmenter.segment(text).containing(offset)?.index ?? text.length;
}

function widen(text: string, { start, end }: TextRange): TextRange {
  const last = segmenter.segment(text).containing(end - 1);
  return { start: characterStart(text, start), end: last === undefined ? end : last.index + last.segment.length };
}
