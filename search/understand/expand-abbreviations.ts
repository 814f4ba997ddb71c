/** Writes abbreviations out, because the models and most documents know the long form better. */
import { isStopWord } from '../../models/text.ts';
import type { Facts } from '../../stores/facts.ts';
import { isEnglish } from './english-words.ts';
import type { ReadFacet } from './read-facet.ts';
import { overlaps, type Span, spansOf } from './text-spans.ts';

const LONGEST_ABBREVIATION_WORDS = 2;

/** The text with long forms, or null when it holds no abbreviation. Words read as a place, employer or name stay. */
export function expandAbbreviations(text: string, facets: readonly ReadFacet[], facts: Facts): string | null {
  const taken = facets.filter((facet) => ['location', 'company', 'name'].includes(facet.field));
  const chosen: { readonly span: Span; readonly longForm: string }[] = [];
  for (const span of spansOf(text, LONGEST_ABBREVIATION_WORDS)) {
    const longForm = longFormOf(span, text, facts);
    const isFree = ![...taken, ...chosen.map((other) => other.span)].some((other) => overlaps(span, other));
    if (longForm !== null && isFree && !text.toLowerCase().includes(longForm)) chosen.push({ span, longForm });
  }
  if (chosen.length === 0) return null;
  return [...chosen]
    .sort((a, b) => b.span.start - a.span.start)
    .reduce((written, { span, longForm }) => written.slice(0, span.start) + longForm + written.slice(span.end), text);
}

/** Shortened words have this many letters or more; what is shorter is made of initials. */
const SHORTENED_WORD_LETTERS = 4;

function longFormOf(span: Span, text: string, facts: Facts): string | null {
  const longForm = isStopWord(span.text) || isUnit(span, text) ? null : facts.expand(span.folded);
  const isWordToo = span.folded.length >= SHORTENED_WORD_LETTERS || isEnglish(span.folded);
  if (longForm === null || span.wordCount > 1 || !isWordToo || span.text === span.text.toUpperCase()) return longForm;
  // "tech", "admin" and "vet" mean many things: they are short for a role only where the long form makes one.
  const before = isStopWord(span.before) ? '' : span.before;
  return facts.isTitle(`${before} ${longForm}`.trim()) ? longForm : null;
}

/** "$20/hr" names no department. */
function isUnit({ start }: Span, text: string): boolean {
  return /\d\s*\/?\s*$/.test(text.slice(0, start));
}
