/** Tells what kind of answer a text asks for and which path finds it, by plain rules. */
import { contentStems, fold, words } from '../../models/text.ts';
import type { Vertical } from '../../stores/documents.ts';
import type { Intent, Route } from '../types.ts';
import type { ReadFacet } from './read-facet.ts';
import { overlaps } from './text-spans.ts';

export interface Reading {
  readonly intent: Intent;
  readonly route: Route;
}

/** Words around a name or an employer that ask for it and for nothing else; folded. */
const FILLER = new Set(
  `job jobs career careers opening openings vacancy vacancies role roles position positions hiring open do have someone called named work works working
  worked employee employees staff people person anyone anybody anything everyone current currently now profile find
  show me is are the a an at for with of by from on in here who there any all to and s does do company employer`.split(
    /\s+/,
  ),
);

/** Questions about a career, not searches: high precision, because an empty page is a hard answer. */
const ADVICE = [
  /^how (?:do|can|should|long|much|often|hard|to)\b/,
  /^(?:should|shall) i\b/,
  /^do i (?:need|have to|really)\b/,
  /^(?:what(?:'s| is|s) the )?difference between\b/,
  /^is (?:it|\d+k?|a|an|being)\b.*\b(?:good|worth|enough|normal|better|legal)\b/,
  /^which (?:certificates?|certifications?|courses?|degrees?)\b/,
  /^(?:resume|cv|cover letter|interview) (?:tips|advice|help|template|example)s?\b/,
  /^what (?:should|do|can) i\b/,
];

/** Long and without a role, employer, skill or place: only meaning can answer it. */
const VAGUE_WORDS = 6;

/** `text` is clean and not blank. */
export function readIntent(
  text: string,
  facets: readonly ReadFacet[],
  vertical: Vertical,
  isReadable: boolean,
): Reading {
  if (!isReadable || !/[\p{L}\p{N}]/u.test(text)) return { intent: 'UNSUPPORTED', route: 'EXPLAIN' };
  if (ADVICE.some((question) => question.test(text.toLowerCase())))
    return { intent: 'CAREER_ADVICE', route: 'EXPLAIN' };
  if (isOnlyAbout('name', text, facets)) return { intent: 'NAME', route: 'KEYWORD' };
  if (isOnlyAbout('company', text, facets)) return { intent: 'COMPANY', route: 'KEYWORD' };
  return { intent: vertical === 'jobs' ? 'JOBS' : 'PEOPLE', route: isVague(text, facets) ? 'SEMANTIC' : 'HYBRID' };
}

/** A name may come with a role or an employer that tells two people apart; an employer comes alone. */
const COMPANIONS: Readonly<Record<'name' | 'company', readonly string[]>> = {
  name: ['title', 'company', 'location'],
  company: [],
};

function isOnlyAbout(field: 'name' | 'company', text: string, facets: readonly ReadFacet[]): boolean {
  const named = facets.filter((facet) => facet.field === field && !facet.isNegated);
  if (named.length === 0) return false;
  const covered = facets.filter((facet) => facet.field === field || COMPANIONS[field].includes(facet.field));
  return words(text).every((word) => FILLER.has(fold(word.text)) || covered.some((facet) => overlaps(word, facet)));
}

function isVague(text: string, facets: readonly ReadFacet[]): boolean {
  const wanted = facets.filter((facet) => !facet.isNegated);
  const isSpecific = wanted.some((facet) => ['title', 'company', 'skill', 'location', 'name'].includes(facet.field));
  return !isSpecific && new Set(contentStems(text)).size >= VAGUE_WORDS;
}
