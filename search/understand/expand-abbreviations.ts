/** Writes abbreviations out, because the models and most documents know the long form better. */
import { foldText, isStopWord } from '../../models/text.ts';
import type { Facts } from '../../stores/facts.ts';
import { isEnglish } from './english-words.ts';
import type { ReadFacet } from './read-facet.ts';
import { overlaps, type Span, spansOf } from './text-spans.ts';

const LONGEST_ABBREVIATION_WORDS = 2;

interface Expansion {
  readonly span: Span;
  readonly longForm: string;
}

/** The text with long forms, or null when it holds no abbreviation. Words read as a place, employer or name stay, and those of what is not wanted; `wanted` has the roles. */
export function expandAbbreviations(
  text: string,
  facets: readonly ReadFacet[],
  wanted: readonly ReadFacet[],
  facts: Facts,
): string | null {
  const taken = facets.filter((facet) => facet.isNegated || ['location', 'company', 'name'].includes(facet.field));
  const roles = wanted.filter(({ field, isNegated }) => field === 'title' && !isNegated);
  const chosen = expansionsIn(text, facts).filter(
    (one) => !taken.some((other) => overlaps(one.span, other)) && !isBesideRole(one, text, roles, facts),
  );
  return chosen.length === 0 ? null : written(text, 0, text.length, chosen);
}

/** Two letters mean many things: a "PT cleaner" is no therapist. Beside another role they are one only in a list, or as a part of its name. */
function isBesideRole(
  { span, longForm }: Expansion,
  text: string,
  roles: readonly ReadFacet[],
  { isTitle }: Pick<Facts, 'isTitle'>,
): boolean {
  if (span.folded.length > MOST_DOUBTFUL_LETTERS || !isTitle(longForm)) return false;
  const others = roles.filter((role) => !overlaps(span, role));
  if (others.length === 0) return false;
  return !others.some((role) => isListed(span, role, text) || isTitle(`${longForm} ${foldText(role.sourceText)}`));
}

const MOST_DOUBTFUL_LETTERS = 2;
const LIST_LINK = /^\s*(?:,|\/|&|,?\s*(?:and|or)\b)\s*(?:an?\s+)?$/iu;

const isListed = (span: Span, role: ReadFacet, text: string): boolean =>
  LIST_LINK.test(span.end <= role.start ? text.slice(span.end, role.start) : text.slice(role.end, span.start));

/** The folded occupation that a part of the text is short for ("RN", "sales rep"), or null. */
export function longTitleOf(text: string, start: number, end: number, facts: Facts): string | null {
  const inside = expansionsIn(text, facts).filter(({ span }) => span.start >= start && span.end <= end);
  const title = foldText(written(text, start, end, inside));
  return inside.length > 0 && facts.isTitle(title) ? title : null;
}

/** Longest first, none over another; what the text writes out itself is left alone. */
function expansionsIn(text: string, facts: Facts): readonly Expansion[] {
  const chosen: Expansion[] = [];
  for (const span of spansOf(text, LONGEST_ABBREVIATION_WORDS)) {
    const longForm = longFormOf(span, text, facts);
    const isFree = !chosen.some((other) => overlaps(span, other.span));
    if (longForm !== null && isFree && !text.toLowerCase().includes(longForm)) chosen.push({ span, longForm });
  }
  return chosen;
}

function written(text: string, start: number, end: number, expansions: readonly Expansion[]): string {
  return [...expansions]
    .sort((a, b) => b.span.start - a.span.start)
    .reduce(
      (rest, { span, longForm }) => rest.slice(0, span.start - start) + longForm + rest.slice(span.end - start),
      text.slice(start, end),
    );
}

/** Shortened words have this many letters or more; what is shorter is made of initials. */
const SHORTENED_WORD_LETTERS = 4;
/** Short for so many things that no long form of them alone is right; what they end, `role-names.ts` reads. */
const DOUBTFUL = new Set(['admin', 'tech']);

function longFormOf(span: Span, text: string, facts: Facts): string | null {
  const longForm = facts.expand(span.folded);
  if (longForm === null || isStopWord(span.text) || DOUBTFUL.has(span.folded)) return null;
  if (isUnit(span, text) || isJoined(span, text)) return null;
  const isWordToo = span.folded.length >= SHORTENED_WORD_LETTERS || isEnglish(span.folded);
  if (span.wordCount > 1 || !isWordToo || span.text === span.text.toUpperCase()) return longForm;
  // "rep", "exec" and "vet" mean many things: they are short for a role only where the long form makes one.
  const before = isStopWord(span.before) ? '' : span.before;
  return facts.isTitle(`${before} ${longForm}`.trim()) ? longForm : null;
}

/** "$20/hr" names no department. */
function isUnit({ start }: Span, text: string): boolean {
  return /\d\s*\/?\s*$/.test(text.slice(0, start));
}

/** The "js" of "node.js" and the "dev" of "dev-ops" are parts of a longer name. */
function isJoined({ start, end }: Span, text: string): boolean {
  return /[\p{L}\p{N}+#.][./+#-]$/u.test(text.slice(0, start)) || /^(?:[+#]|[./-][\p{L}\p{N}])/u.test(text.slice(end));
}
