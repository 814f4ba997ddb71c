/** The thinking state: one sentence that tells the caller how the text was read. */
import { foldText } from '../../models/text.ts';
import type { EmploymentType, Seniority, Vertical, WorkplaceType } from '../../stores/documents.ts';
import type { UnderstoodFacet } from '../types.ts';
import type { Reading } from './intent.ts';

export const WORKPLACE_WORDS: Readonly<Record<WorkplaceType, string>> = {
  REMOTE: 'remote',
  HYBRID: 'hybrid',
  ON_SITE: 'on site',
};
export const EMPLOYMENT_WORDS: Readonly<Record<EmploymentType, string>> = {
  FULL_TIME: 'full time',
  PART_TIME: 'part time',
  CONTRACTOR: 'contract',
  TEMPORARY: 'temporary',
  INTERN: 'internship',
  VOLUNTEER: 'volunteering',
  PER_DIEM: 'per diem',
  OTHER: 'other terms',
};
export const SENIORITY_WORDS: Readonly<Record<Seniority, string>> = {
  INTERNSHIP: 'internship level',
  ENTRY: 'entry level',
  ASSOCIATE: 'associate level',
  MID_SENIOR: 'mid to senior level',
  DIRECTOR: 'director level',
  EXECUTIVE: 'executive level',
};

/** `text` is what is searched, after correction; blank browses. */
export function summarise(
  text: string,
  reading: Reading,
  facets: readonly UnderstoodFacet[],
  vertical: Vertical,
): string {
  const things = vertical === 'jobs' ? 'jobs' : 'people';
  if (text === '') return `Showing all ${things}, newest first`;
  switch (reading.intent) {
    case 'CAREER_ADVICE':
      return 'Reading this as a question about careers, which is no search for jobs or people';
    case 'UNSUPPORTED':
      return `Searching for what names, places and shared words of this text find among ${things}`;
    case 'UNSAFE':
      return 'This search is refused by the safety policy';
    case 'NAME':
      return `Looking for ${namedOr(text, facets, 'name')} by name`;
    case 'COMPANY':
      return `Showing ${things} at ${namedOr(text, facets, 'company')}`;
    default:
      return searchSentence(text, facets, things);
  }
}

/** The model may tell that a text names somebody whom no table knows. */
function namedOr(text: string, facets: readonly UnderstoodFacet[], field: string): string {
  const values = valuesOf(facets, field);
  return values.length === 0 ? `“${shortened(text)}”` : values.join(' or ');
}

function searchSentence(text: string, facets: readonly UnderstoodFacet[], things: string): string {
  const titles = facets.filter((facet) => facet.field === 'title' && !facet.isNegated).map(titleAsWritten);
  if (titles.length === 0) return `Searching for ${things} that fit “${shortened(text)}”`;
  const role = titles.join(' or ');
  const parts = [
    things === 'jobs' ? `Searching for ${role} jobs` : `Searching for people who work as ${withArticle(role)}`,
    listed(' at ', valuesOf(facets, 'company')),
    listed(' in ', valuesOf(facets, 'location')),
    listed(' with ', valuesOf(facets, 'skill')),
  ];
  const wanted = facets.filter((facet) => !facet.isNegated).flatMap(conditionWords);
  const unwanted = facets
    .filter((facet) => facet.isNegated)
    .map((facet) => `not ${conditionWords(facet)[0] ?? facet.value}`);
  return [parts.join(''), ...new Set([...wanted, ...unwanted])].join(', ');
}

/** Names keep the writer's case: iOS, .NET, SQL; a long form has none of its own. */
function titleAsWritten({ value, sourceText }: UnderstoodFacet): string {
  const source = sourceText ?? value;
  const isCapitalisedOnly = !/\p{Ll}\p{Lu}|\p{Lu}{2}/u.test(source);
  return isCapitalisedOnly || foldText(source).length !== value.length ? value : source;
}

const withArticle = (role: string): string => `${/^[aeiou]/i.test(role) ? 'an' : 'a'} ${role}`;

const LONGEST_WORD = 40;

/** Words longer than any real one are cut, so that the sentence stays readable. */
function shortened(text: string): string {
  return text
    .split(' ')
    .map((word) => ([...word].length > LONGEST_WORD ? `${[...word].slice(0, LONGEST_WORD).join('')}…` : word))
    .join(' ');
}

const listed = (lead: string, values: readonly string[]): string =>
  values.length === 0 ? '' : lead + values.join(' or ');

function valuesOf(facets: readonly UnderstoodFacet[], field: string): readonly string[] {
  return facets.filter((facet) => facet.field === field && !facet.isNegated).map((facet) => facet.value);
}

function conditionWords(facet: UnderstoodFacet): readonly string[] {
  if (facet.field === 'workplace') return [WORKPLACE_WORDS[facet.value as WorkplaceType]];
  if (facet.field === 'employmentType') return [EMPLOYMENT_WORDS[facet.value as EmploymentType]];
  return facet.field === 'seniority' ? [SENIORITY_WORDS[facet.value as Seniority]] : [];
}
