/** Writes abbreviations out, because the models and most documents know the long form better. */
import { isStopWord } from '../../models/text.ts';
import type { Facts } from '../../stores/facts.ts';
import type { ReadFacet } from './read-facet.ts';
import { overlaps, type Span, spansOf } from './text-spans.ts';

const LONGEST_ABBREVIATION_WORDS = 2;

/** The text with long forms, or null when it holds no abbreviation. Words read as a place, employer or name stay. */
export function expandAbbreviations(text: string, facets: readonly ReadFacet[], facts: Facts): string | null {
  const taken = facets.filter((facet) => ['location', 'company', 'name'].includes(facet.field));
  const chosen: { readonly span: Span; readonly longForm: string }[] = [];
  for (const span of spansOf(text, LONGEST_ABBREVIATION_WORDS)) {
    const longForm = isStopWord(span.text) ? null : facts.expand(span.folded);
    const isFree = ![...taken, ...chosen.map((other) => other.span)].some((other) => overlaps(span, other));
    if (longForm !== null && isFree && !text.toLowerCase().includes(longForm)) chosen.push({ span, longForm });
  }
  if (chosen.length === 0) return null;
  return [...chosen]
    .sort((a, b) => b.span.start - a.span.start)
    .reduce((written, { span, longForm }) => written.slice(0, span.start) + longForm + written.slice(span.end), text);
}
