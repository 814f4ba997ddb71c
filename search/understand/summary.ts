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

/** `text` is what is searched, after correction; blank browses all but what is not wanted. */
export function summarise(
  text: string,
  reading: Reading,
  facets: readonly UnderstoodFacet[],
  vertical: Vertical,
): string {
  const things = vertical === 'jobs' ? 'jobs' : 'people';
  if (text === '') return [`Showing all ${things}, newest first`, ...unwantedWords(facets)].join(', ');
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
      if (reading.cause === 'unknownEmployer')
        return `Showing ${things} that fit “${shortened(text)}”: no employer called ${namedOr(text, facets, 'company')} is known`;
      return `Showing ${things}${isOver(facets, 'company') ? ' formerly' : ''} at ${namedOr(text, facets, 'company')}`;
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
  const told = [...wantedWords(facets), ...unwantedWords(facets)];
  if (titles.length === 0) return [`Searching for ${things} that fit “${shortened(text)}”`, ...told].join(', ');
  const role = titles.join(' or ');
  const parts = [
    things === 'jobs'
      ? `Searching for ${role} jobs`
      : `Searching for people who ${isOver(facets, 'title') ? 'used to work' : 'work'} as ${withArticle(role)}`,
    ...PLACED.map(([field, lead]) =>
      listed(isOver(facets, field) ? `, formerly${lead}` : lead, valuesOf(facets, field)),
    ),
    listed(' ', facets.filter((facet) => isCircle(facet) && !facet.isNegated).map(circleWords)),
  ];
  return [parts.join(''), ...told].join(', ');
}

/** What stands directly behind the role, each with the words before it. */
const PLACED: readonly (readonly [field: string, lead: string])[] = [
  ['company', ' at '],
  ['location', ' in '],
  ['skill', ' with '],
];

type Worded = (facet: UnderstoodFacet) => string;

/** What follows a comma, by field. */
const WORDED: Readonly<Record<string, Worded>> = {
  workplace: ({ value }) => WORKPLACE_WORDS[value as WorkplaceType],
  employmentType: ({ value }) => EMPLOYMENT_WORDS[value as EmploymentType],
  seniority: ({ value }) => SENIORITY_WORDS[value as Seniority],
  industry: ({ value }) => `in the field of ${value}`,
  degree: ({ value }) => `with the degree ${value}`,
  school: ({ value }) => `from ${value}`,
  salaryMin: ({ value, currency }) =>
    `for ${[Number(value).toLocaleString('en'), ...(currency === undefined ? [] : [currency])].join(' ')} a year or more`,
  yearsExperienceMin: ({ value }) => `with ${value} years of experience or more`,
  openToWork: () => 'open to work',
  postedWithinDays: ({ value }) => `posted within ${value === '1' ? 'a day' : `${value} days`}`,
};

/** The words in which a sentence tells a value that is no name, such as "remote"; null for names, which tell themselves. */
export function facetWords(facet: UnderstoodFacet): string | null {
  if (facet.field === 'industry' || facet.field === 'degree' || facet.field === 'school') return null;
  return WORDED[facet.field]?.(facet) ?? null;
}

function wantedWords(facets: readonly UnderstoodFacet[]): readonly string[] {
  const wanted = facets.filter((facet) => !facet.isNegated);
  return [...new Set(wanted.flatMap((facet) => WORDED[facet.field]?.(facet) ?? []))];
}

const UNWANTED_LEADS: Readonly<Record<string, string>> = {
  company: 'except',
  skill: 'without',
  location: 'outside',
};

function unwantedWords(facets: readonly UnderstoodFacet[]): readonly string[] {
  const unwanted = facets.filter((facet) => facet.isNegated);
  const said = unwanted.map((facet) => {
    if (isCircle(facet)) return `not ${circleWords(facet)}`;
    const name = facet.field === 'industry' ? facet.value : (WORDED[facet.field]?.(facet) ?? facet.value);
    return `${UNWANTED_LEADS[facet.field] ?? 'not'} ${name}`;
  });
  return [...new Set(said)];
}

/** Names keep the writer's case: iOS, .NET, SQL; a long form has none of its own. */
function titleAsWritten({ value, sourceText }: UnderstoodFacet): string {
  const source = sourceText ?? value;
  const isCapitalisedOnly = !/\p{Ll}\p{Lu}|\p{Lu}{2}/u.test(source);
  return isCapitalisedOnly || foldText(source).length !== value.length ? value : source;
}

const isCircle = ({ radiusKm }: UnderstoodFacet): boolean => radiusKm !== undefined;
const circleWords = ({ value, radiusKm }: UnderstoodFacet): string => `within ${radiusKm} km of ${value}`;

const withArticle = (role: string): string => `${/^[aeiou]/i.test(role) ? 'an' : 'a'} ${role}`;

const LONGEST_WORD = 40;

/** Words longer than any real one are cut, so that the sentence stays readable. */
function shortened(text: string): string {
  return text
    .split(' ')
    .map((word) => ([...word].length > LONGEST_WORD ? `${[...word].slice(0, LONGEST_WORD).join('')}…` : word))
    .join(' ');
}

/** Whether all that is wanted of the field is behind who is looked for. */
function isOver(facets: readonly UnderstoodFacet[], field: string): boolean {
  const wanted = facets.filter((facet) => facet.field === field && !facet.isNegated);
  return wanted.length > 0 && wanted.every(({ tense }) => tense === 'over');
}

const listed = (lead: string, values: readonly string[]): string =>
  values.length === 0 ? '' : lead + values.join(' or ');

function valuesOf(facets: readonly UnderstoodFacet[], field: string): readonly string[] {
  return facets
    .filter((facet) => facet.field === field && !facet.isNegated && !isCircle(facet))
    .map((facet) => facet.value);
}
