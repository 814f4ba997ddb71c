/** What of a text is read together with one of its sentences: a line that goes on, and what stands under a heading. */
import type { Sentence } from '../../models/best-sentences.ts';
import type { TextRange } from '../types.ts';
import type { DocumentField } from './document-fields.ts';
import { MAX_CHARACTERS } from './passage.ts';

/** A line without an end mark that is shorter is a heading. */
const HEADING_WORDS = 5;
const MOST_LINES = 3;
const ENDED = /[.!?;]["”')\]]*\s*$/u;

/** Sentences that were left out (contact data) are never read over. */
export function readableRange({ text, sentences }: DocumentField, sentence: Sentence): TextRange {
  const at = sentences.indexOf(sentence);
  let [first, last] = [at, at];
  const lineAt = (index: number): Sentence | null => sentences[index] ?? null;
  while (last - at < MOST_LINES && goesOn(text, lineAt(last), lineAt(last + 1))) last += 1;
  const fits = (index: number): boolean => sentence.end - (lineAt(index)?.start ?? 0) <= MAX_CHARACTERS;
  while (at - first < MOST_LINES && isWrapped(text, lineAt(first - 1), lineAt(first)) && fits(first - 1)) first -= 1;
  return { start: lineAt(first)?.start ?? sentence.start, end: lineAt(last)?.end ?? sentence.end };
}

function goesOn(text: string, line: Sentence | null, next: Sentence | null): boolean {
  return isWrapped(text, line, next) || (line !== null && isHeading(text, line) && isNext(text, line, next));
}

/** "First year teachers on" and, a line further, "classroom management". */
function isWrapped(text: string, line: Sentence | null, next: Sentence | null): boolean {
  if (line === null || next === null || !isNext(text, line, next)) return false;
  return !ENDED.test(text.slice(line.start, line.end)) && /^\p{Ll}/u.test(text.slice(next.start));
}

export function isHeading(text: string, { start, end, wordCount }: Sentence): boolean {
  const line = text.slice(start, end).trim();
  return line.endsWith(':') || (wordCount < HEADING_WORDS && !ENDED.test(line));
}

function isNext(text: string, line: Sentence, next: Sentence | null): next is Sentence {
  return next !== null && /^\s*$/.test(text.slice(line.end, next.start));
}
