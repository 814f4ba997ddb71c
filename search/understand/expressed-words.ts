/** Which words of a text are said in full by the value that was read from them: the others still tell two texts apart. */
import { fold, foldText, stem, type Word, words } from '../../models/text.ts';
import { currencyCode, lowered } from '../../stores/currencies.ts';
import type { Facts } from '../../stores/facts.ts';
import { longTitleOf } from './expand-abbreviations.ts';
import { type FacetField, placeIdOf, type ReadFacet } from './read-facet.ts';
import { withLongEnd } from './role-names.ts';
import { singular } from './singular.ts';
import { overlaps } from './text-spans.ts';

/** True when the facet was read from the word and its value says it: by the same stem, or because the tables know the words by that value. */
export function isExpressed(word: Word, facet: ReadFacet, text: string, facts: Facts): boolean {
  if (!overlaps(word, facet)) return false;
  const folded = fold(word.text);
  const isOwnWord = words(facet.value).some((own) => stem(fold(own.text)) === stem(folded));
  if (isOwnWord && !NAMES_OF_VALUES.has(facet.field)) return true;
  if (facet.currency !== undefined && currencyCode(lowered(word.text)) === facet.currency) return true;
  return UNITS[facet.field]?.test(folded) ?? KNOWN_AS[facet.field]?.(facet, text, facts) ?? false;
}

/** Their values are names of enumerations: no word of a text. */
const NAMES_OF_VALUES: ReadonlySet<FacetField> = new Set(['workplace', 'employmentType', 'seniority']);

/** Words that belong to the number; those beside them ("over", "less than") say more. */
const UNITS: Readonly<Partial<Record<FacetField, RegExp>>> = {
  salaryMin: /^(?:[\d.,]+k?|k|thousand|years?|yr|annum|annual|annually|pa|a|an|per)$/,
  yearsExperienceMin: /^(?:\d+|years?|yrs?|experience|exp|of)$/,
};

type IsKnown = (facet: ReadFacet, text: string, facts: Facts) => boolean;

const always: IsKnown = () => true;

/** Whether the tables know all words of a facet by its value. */
const KNOWN_AS: Readonly<Partial<Record<FacetField, IsKnown>>> = {
  postedWithinDays: always,
  location: (facet, _text, facts) => facts.placeById(placeIdOf(facet)) !== null,
  company: ({ condition }) => condition !== null,
  title: ({ sourceText, value, start, end }, text, facts) => {
    const folded = foldText(sourceText);
    const forms = [folded, singular(folded)];
    const long = [...forms.map(facts.expand), ...forms.map((form) => withLongEnd(form, facts.isTitle))];
    return [...long, longTitleOf(text, start, end, facts)].includes(foldText(value));
  },
  skill: ({ sourceText, value }, _text, { findSkill, expand }) =>
    [findSkill(foldText(sourceText)), expand(foldText(sourceText))].includes(value),
  industry: ({ sourceText, value }, _text, { findIndustry }) =>
    [foldText(sourceText), singular(foldText(sourceText))].map(findIndustry).includes(value),
  school: ({ sourceText, value }, _text, { findSchool }) => findSchool(foldText(sourceText)) === value,
  workplace: isPlainlySaid,
  employmentType: isPlainlySaid,
  seniority: isPlainlySaid,
};

/**
 * Of the phrases in `condition-words.ts` those that say the value and nothing more: a "lead" and a "senior" have one level, and are
 * not the same. Written by hand beside them.
 */
const PLAIN: Readonly<Record<string, readonly string[]>> = {
  REMOTE: [
    'remote',
    'remotely',
    'work from home',
    'working from home',
    'from home',
    'home based',
    'wfh',
    'telework',
    'telecommute',
  ],
  HYBRID: ['hybrid'],
  ON_SITE: ['on site', 'onsite', 'in person', 'in office', 'in the office'],
  FULL_TIME: ['full time', 'fulltime'],
  PART_TIME: ['part time', 'parttime'],
  CONTRACTOR: ['contract', 'contractor'],
  TEMPORARY: ['temporary', 'temp'],
  INTERN: ['internship', 'internships', 'intern', 'interns'],
  INTERNSHIP: ['internship', 'internships', 'intern', 'interns'],
  VOLUNTEER: ['volunteer', 'volunteers', 'volunteering'],
  PER_DIEM: ['per diem', 'prn'],
  ENTRY: ['junior', 'jr'],
  MID_SENIOR: ['senior', 'sr'],
  EXECUTIVE: ['vice president', 'vp'],
};

function isPlainlySaid({ sourceText, value }: ReadFacet): boolean {
  return PLAIN[value]?.includes(foldText(sourceText)) ?? false;
}
