/** Makes what the model tagged fit the words as they are written: no half of "early-stage", no "manager of", one value of a list each. */

import { isStopWord, words } from '../../models/text.ts';
import type { TaggedSpan } from '../../models/understanding.ts';

/** Letters and digits that a hyphen, an apostrophe or "&" joins without a space, with the signs that end a name ("C++", "Network+"). */
const WRITTEN_WORD = /[\p{L}\p{N}\p{M}]+(?:[-–'’&][\p{L}\p{N}\p{M}]+)*[+#]*/gu;

/** Of lists of values that are no roles: between these each stands for itself. */
const LISTING = /\s*,\s*(?:(?:and|or)\s+)?|\s+(?:and|or)\s+|\s*[/&]\s*/giu;
const LISTED_FIELDS: ReadonlySet<string> = new Set(['industry']);

/** In the order of the text. `isTerm` says whether words are one value though a list word stands in them. */
export function writtenSpans(
  spans: readonly TaggedSpan[],
  text: string,
  isTerm: (source: string) => boolean,
): readonly TaggedSpan[] {
  const written = [...text.matchAll(WRITTEN_WORD)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
  return joined(spans.map((span) => withWholeWords(span, spans, written)))
    .flatMap((span) => trimmed(span, text))
    .flatMap((span) => listed(span, text, isTerm));
}

interface Place {
  readonly start: number;
  readonly end: number;
}

/** A word of which another field took a part stays cut. */
function withWholeWords(span: TaggedSpan, spans: readonly TaggedSpan[], written: readonly Place[]): TaggedSpan {
  const own = written.filter(({ start, end }) => start < span.end && span.start < end);
  const isFree = ({ start, end }: Place): boolean =>
    spans.every((other) => other.field === span.field || other.end <= start || end <= other.start);
  const free = own.filter(isFree);
  const start = Math.min(span.start, ...free.map((word) => word.start));
  return { ...span, start, end: Math.max(span.end, ...free.map((word) => word.end)) };
}

/** Two parts of one word became the same word. */
function joined(spans: readonly TaggedSpan[]): readonly TaggedSpan[] {
  const kept: TaggedSpan[] = [];
  for (const span of spans) {
    const last = kept.at(-1);
    if (last !== undefined && last.field === span.field && span.start < last.end)
      kept[kept.length - 1] = { ...last, end: Math.max(last.end, span.end) };
    else kept.push(span);
  }
  return kept;
}

/** Without words at its end that name nothing ("deputy manager of"); names may begin with such a word ("After Effects"). */
function trimmed(span: TaggedSpan, text: string): readonly TaggedSpan[] {
  const inside = words(text.slice(span.start, span.end));
  const last = inside.findLast((word) => !isStopWord(word.text));
  if (last === undefined) return [];
  return [last === inside.at(-1) ? span : { ...span, end: span.start + last.end }];
}

function listed(span: TaggedSpan, text: string, isTerm: (source: string) => boolean): readonly TaggedSpan[] {
  const source = text.slice(span.start, span.end);
  if (!LISTED_FIELDS.has(span.field) || isTerm(source)) return [span];
  const parts: TaggedSpan[] = [];
  let from = 0;
  for (const match of [...source.matchAll(LISTING), { index: source.length, 0: '' }]) {
    if (match.index > from) parts.push({ ...span, start: span.start + from, end: span.start + match.index });
    from = match.index + match[0].length;
  }
  return parts;
}
