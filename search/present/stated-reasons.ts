/** Says of an understood pay, experience, school, degree, trade or age whether a document meets it, by what the document states. */

import { contentStems, foldText, words } from '../../models/text.ts';
import { DAY_MS } from '../../runtime/clock.ts';
import { CURRENCY, lowered } from '../../stores/currencies.ts';
import type { JobDocument, PersonDocument, Salary, SalaryPeriod } from '../../stores/documents.ts';
import type { Facts } from '../../stores/facts.ts';
import type { UnderstoodFacet } from '../types.ts';
import { statedPays } from '../understand/read-amounts.ts';
import { broken, type Finding, met, open, type Subject } from './finding.ts';
import { bodyOf, mentionOf } from './mention.ts';

type OfJob = (facet: UnderstoodFacet, job: JobDocument, nowMs: number) => Finding;
type OfPerson = (facet: UnderstoodFacet, person: PersonDocument, asked: string) => Finding;

const OF_JOBS: Readonly<Record<string, OfJob>> = {
  salaryMin: payFinding,
  yearsExperienceMin: ({ value }, job) => yearsAskedFinding(Number(value), job),
  degree: ({ value }, job) => degreeMentionFinding(value, job),
  postedWithinDays: ({ value }, { postedAt }, nowMs) => ageFinding(Number(value), postedAt, nowMs),
};

const OF_PEOPLE: Readonly<Record<string, OfPerson>> = {
  yearsExperienceMin: ({ value }, person) => yearsFinding(Number(value), person),
  school: (facet, { education }, asked) =>
    educationFinding(
      schoolName(facet, asked),
      education.flatMap(({ institution }) => institution ?? []),
      'Studied at',
      'No school listed',
    ),
  degree: ({ value }, { education }) =>
    educationFinding(
      value,
      education.map(({ studyType, area }) =>
        [studyType, area].filter((part) => part !== null && part !== '').join(' '),
      ),
      'Has a degree:',
      'No degree listed',
    ),
};

/** Null for a field that a document of this kind does not state. */
export function statedFinding(facet: UnderstoodFacet, { document, nowMs, asked }: Subject): Finding | null {
  if (document.kind === 'job') return OF_JOBS[facet.field]?.(facet, document, nowMs) ?? null;
  return OF_PEOPLE[facet.field]?.(facet, document, asked) ?? null;
}

const PERIOD_WORDS: Readonly<Record<SalaryPeriod, string>> = {
  HOUR: 'an hour',
  DAY: 'a day',
  WEEK: 'a week',
  MONTH: 'a month',
  YEAR: 'a year',
};
const amount = (number: number): string => number.toLocaleString('en-US');

const SUM = String.raw`${CURRENCY}\s?\d[\d,.]*\s?k?(?:\s?(?:-|–|to)\s?(?:${CURRENCY})?\s?\d[\d,.]*\s?k?)?`;
const RATE = String.raw`\s?(?:\/\s?|an?\s|per\s)(?:hour|hr|h|day|week|month|year|annum|yr)\b`;
/** A sum with a period beside it, or behind a word for pay: a budget or a prize has neither. */
const PAY_IN_TEXT = new RegExp(
  String.raw`${SUM}${RATE}|(?<=\b(?:salary|pay|wages?|compensation)\b[^.\n\d]{0,40})${SUM}`,
  'u',
);

/** contracts.md: an open end counts as the stated one, another currency is never converted. */
function payFinding(facet: UnderstoodFacet, { salary, description }: JobDocument): Finding {
  const asked = Number(facet.value);
  const most = salary?.annualMaximum ?? salary?.annualMinimum ?? null;
  if (salary === null || most === null) return payInText(description, asked, facet.currency ?? null);
  const stated = payWords(salary);
  const wanted = [amount(asked), ...(facet.currency === undefined ? [] : [facet.currency])].join(' ');
  if (facet.currency !== undefined && facet.currency !== salary.currency)
    return open('SALARY', `${stated}, which cannot be held against ${wanted}`);
  if (most >= asked) return met('SALARY', `${stated}, at least the ${wanted} a year asked`);
  return broken('SALARY', `${stated}, less than the ${wanted} a year asked`);
}

/** Lower ends count, as nobody has marked the words as pay: less than was asked is left open. */
function payInText(description: string, asked: number, currency: string | null): Finding {
  const found = PAY_IN_TEXT.exec(lowered(description));
  const said = (found === null ? undefined : description.slice(found.index, found.index + found[0].length))
    ?.replace(/\s+/g, ' ')
    .replace(/[\s,.]+$/, '');
  if (said === undefined) return open('SALARY', 'No pay listed');
  const [pay] = statedPays(said);
  const isEnough = pay !== undefined && pay.amount >= asked && pay.currency === currency;
  return isEnough ? met('SALARY', `Mentions “${said}”`) : open('SALARY', `Mentions “${said}”`);
}

function payWords({ minimum, maximum, currency, period }: Salary): string {
  const amounts = [...new Set([minimum, maximum].flatMap((end) => (end === null ? [] : [amount(end)])))];
  return `Pays ${amounts.join(' to ')} ${currency} ${PERIOD_WORDS[period]}`;
}

const inYears = (years: number): string => `${years} ${years === 1 ? 'year' : 'years'}`;

/** A profile's own words are told where they say more than its dates do, and meet what was asked where it has none. */
function yearsFinding(asked: number, person: PersonDocument): Finding {
  const { yearsExperience: has, headline, summary } = person;
  const said = [...`${headline ?? ''}\n${summary ?? ''}`.matchAll(YEARS_SAID)].filter(
    ([words]) => !OF_OTHERS.test(words),
  );
  const [most] = said.sort((one, other) => Number(other[1]) - Number(one[1]));
  const saidYears = Number(most?.[1] ?? 0);
  if (most !== undefined && saidYears > (has ?? 0)) {
    const text = `Says “${most[0].replace(/\s+/g, ' ')}”`;
    return has === null && saidYears >= asked ? met('SENIORITY', text) : open('SENIORITY', text);
  }
  if (has === null) return open('SENIORITY', 'No years of experience listed');
  const text = `Lists ${inYears(Math.floor(has))} of experience`;
  return has >= asked ? met('SENIORITY', text) : broken('SENIORITY', text, String(asked));
}

/** Years of several people together. */
const OF_OTHERS = /\b(?:combined|collective|together)\b/i;
/** "3 - 5 years of experience" asks for three, or has them. */
const YEARS_SAID =
  /(?<![\d.,$£€])(\d{1,2})\s*\+?\s*(?:(?:-|–|to)\s*\d{1,2}\s*\+?\s*)?(?:years?|yrs?)\b(?!\s+(?:old|ago)\b)[^.!?\n;]{0,60}?\bexperience/gi;

/** Who has so many years may apply where as many or fewer are asked. */
function yearsAskedFinding(has: number, { description }: JobDocument): Finding {
  const [found] = description.matchAll(YEARS_SAID);
  if (found === undefined) return open('SENIORITY', 'Does not say how many years of experience it asks for');
  const text = `Asks for “${found[0].replace(/\s+/g, ' ')}”`;
  return Number(found[1]) <= has ? met('SENIORITY', text) : broken('SENIORITY', text);
}

function educationFinding(asked: string, stated: readonly string[], lead: string, none: string): Finding {
  const named = stated.filter((text) => text !== '');
  const [first] = named;
  if (first === undefined) return open('EDUCATION', none);
  const stems = contentStems(asked);
  const fitting = named.find((text) => foldText(text) === foldText(asked) || includesAll(text, stems));
  return fitting === undefined
    ? broken('EDUCATION', `${lead} ${first}`, asked)
    : met('EDUCATION', `${lead} ${fitting}`);
}

/** Kinds of schools: alone they name none. Written by hand. */
const KINDS_OF_SCHOOL: ReadonlySet<string> = new Set(
  'university universities college colleges school schools institute academy'.split(' '),
);

/** "university" of "strayer university": the word before belongs to the name. */
function schoolName({ value, sourceText }: UnderstoodFacet, asked: string): string {
  const own = words(foldText(sourceText ?? value));
  if (!own.every((word) => KINDS_OF_SCHOOL.has(word.text))) return value;
  const before = new RegExp(`([\\p{L}\\p{N}'’&-]+)\\s+${own.map((word) => word.text).join('\\s+')}\\b`, 'iu').exec(
    asked,
  );
  const isNamed = before !== null && contentStems(before[1] ?? '').length > 0;
  return isNamed ? (before?.[0] ?? value) : value;
}

function includesAll(text: string, stems: readonly string[]): boolean {
  const own = new Set(contentStems(text));
  return stems.length > 0 && stems.every((stem) => own.has(stem));
}

function degreeMentionFinding(asked: string, document: JobDocument): Finding {
  const mention = mentionOf(bodyOf(document), asked);
  return mention === null ? broken('EDUCATION', `Does not mention ${asked}`) : met('EDUCATION', `Mentions ${mention}`);
}

/** Held against the labels that the index has of it, so that what is excluded by them is never said to be met; another label denies nothing: a clinic is in health care. */
export function industryFinding(
  { value, sourceText, isNegated }: UnderstoodFacet,
  document: JobDocument,
  { industryLabels }: Pick<Facts, 'industryLabels'>,
): Finding {
  const { industry } = document;
  const asked = foldText(value).split(' ');
  const labels = industry === null ? [] : industryLabels(foldText(industry));
  const isLabelled = labels.some((label) => asked.every((word) => label.split(' ').includes(word)));
  if (isLabelled) return met('SEMANTIC', `In the industry ${industry}`);
  const body = [bodyOf(document), document.company?.name ?? ''].join('\n');
  const mention = mentionOf(body, sourceText ?? value) ?? mentionOf(body, value);
  if (mention !== null) return met('SEMANTIC', `Mentions ${mention}`);
  if (isNegated) return broken('SEMANTIC', `Does not mention ${sourceText ?? value}`);
  return open('SEMANTIC', industry === null ? 'No industry listed' : `In the industry ${industry}`);
}

function ageFinding(days: number, postedAt: string | null, nowMs: number): Finding {
  if (postedAt === null) return open('SEMANTIC', 'Does not say when it was posted');
  const text = `Posted on ${postedAt.slice(0, 10)}`;
  return Date.parse(postedAt) >= nowMs - days * DAY_MS ? met('SEMANTIC', text) : broken('SEMANTIC', text);
}
