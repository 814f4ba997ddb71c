/** Says of an understood pay, experience, school, degree, trade or age whether a document meets it, by what the document states. */
import { contentStems, fold, foldText } from '../../models/text.ts';
import type { JobDocument, PersonDocument, Salary, SalaryPeriod, TandemDocument } from '../../stores/documents.ts';
import type { Facts } from '../../stores/facts.ts';
import type { MatchReason, ReasonKind, UnderstoodFacet } from '../types.ts';
import { readPay } from '../understand/read-amounts.ts';

const reason = (kind: ReasonKind, satisfied: boolean, text: string): MatchReason => ({ kind, satisfied, text });

type JobReason = (facet: UnderstoodFacet, job: JobDocument, nowMs: number) => MatchReason;
type PersonReason = (facet: UnderstoodFacet, person: PersonDocument) => MatchReason;

const OF_JOBS: Readonly<Record<string, JobReason>> = {
  salaryMin: payReason,
  yearsExperienceMin: ({ value }, job) => yearsAskedReason(Number(value), job),
  degree: ({ value }, job) => degreeMentionReason(value, job),
  postedWithinDays: ({ value }, { postedAt }, nowMs) => ageReason(Number(value), postedAt, nowMs),
};

const OF_PEOPLE: Readonly<Record<string, PersonReason>> = {
  yearsExperienceMin: ({ value }, { yearsExperience }) => yearsReason(Number(value), yearsExperience),
  school: ({ value }, { education }) =>
    educationReason(
      value,
      education.flatMap(({ institution }) => institution ?? []),
      'Studied at',
      'Names no school',
    ),
  degree: ({ value }, { education }) =>
    educationReason(
      value,
      education.map(({ studyType, area }) =>
        [studyType, area].filter((part) => part !== null && part !== '').join(' '),
      ),
      'Has a degree:',
      'Names no degree',
    ),
};

/** Null for a field that a document of this kind does not state. `nowMs` Unix time. */
export function statedReason(facet: UnderstoodFacet, document: TandemDocument, nowMs: number): MatchReason | null {
  if (document.kind === 'job') return OF_JOBS[facet.field]?.(facet, document, nowMs) ?? null;
  return OF_PEOPLE[facet.field]?.(facet, document) ?? null;
}

const PERIOD_WORDS: Readonly<Record<SalaryPeriod, string>> = {
  HOUR: 'an hour',
  DAY: 'a day',
  WEEK: 'a week',
  MONTH: 'a month',
  YEAR: 'a year',
};
const amount = (number: number): string => number.toLocaleString('en-US');

/** contracts.md: an open end counts as the stated one, another currency is never converted. */
function payReason({ value, sourceText }: UnderstoodFacet, { salary }: JobDocument): MatchReason {
  const asked = Number(value);
  const most = salary?.annualMaximum ?? salary?.annualMinimum ?? null;
  if (salary === null || most === null) return reason('SALARY', false, 'States no pay');
  const stated = payWords(salary);
  const currency = readPay(sourceText ?? '', sourceText ?? '')?.currency ?? salary.currency;
  if (currency !== salary.currency)
    return reason('SALARY', false, `${stated}, which cannot be held against ${amount(asked)} ${currency}`);
  const isMet = most >= asked;
  return reason('SALARY', isMet, `${stated}, ${isMet ? 'at least' : 'less than'} the ${amount(asked)} a year asked`);
}

function payWords({ minimum, maximum, currency, period }: Salary): string {
  const amounts = [...new Set([minimum, maximum].flatMap((end) => (end === null ? [] : [amount(end)])))];
  return `Pays ${amounts.join(' to ')} ${currency} ${PERIOD_WORDS[period]}`;
}

const inYears = (years: number): string => `${years} ${years === 1 ? 'year' : 'years'}`;

function yearsReason(asked: number, has: number | null): MatchReason {
  if (has === null) return reason('SENIORITY', false, 'Does not say for how many years');
  const isMet = has >= asked;
  const years = inYears(Math.floor(has));
  return reason('SENIORITY', isMet, isMet ? `Has ${years} of experience` : `Has ${years} of experience, not ${asked}`);
}

/** "3 - 5 years of experience" asks for three. */
const YEARS_ASKED =
  /(?<![\d.,$£€])(\d{1,2})\s*\+?\s*(?:(?:-|–|to)\s*\d{1,2}\s*\+?\s*)?(?:years?|yrs?)\b[^.!?\n;]{0,60}?\bexperience/i;

/** Who has so many years may apply where as many or fewer are asked. */
function yearsAskedReason(has: number, { description }: JobDocument): MatchReason {
  const found = YEARS_ASKED.exec(description);
  if (found === null) return reason('SENIORITY', false, 'Does not say how many years of experience it asks for');
  return reason('SENIORITY', Number(found[1]) <= has, `Asks for “${found[0].replace(/\s+/g, ' ')}”`);
}

function educationReason(asked: string, stated: readonly string[], lead: string, none: string): MatchReason {
  const named = stated.filter((text) => text !== '');
  const stems = contentStems(asked);
  const fitting = named.find((text) => foldText(text) === foldText(asked) || includesAll(text, stems));
  if (fitting !== undefined) return reason('EDUCATION', true, `${lead} ${fitting}`);
  return reason('EDUCATION', false, named[0] === undefined ? none : `${lead} ${named[0]}, not ${asked}`);
}

function includesAll(text: string, stems: readonly string[]): boolean {
  const own = new Set(contentStems(text));
  return stems.length > 0 && stems.every((stem) => own.has(stem));
}

function degreeMentionReason(asked: string, { description }: JobDocument): MatchReason {
  const isMentioned = ` ${foldText(description)} `.includes(` ${foldText(asked)} `);
  return reason('EDUCATION', isMentioned, isMentioned ? `Mentions ${asked}` : `Does not mention ${asked}`);
}

/** Held against the labels that the index has of it, so that what is excluded by them is never said to be met. */
export function industryReason(
  asked: string,
  industry: string | null,
  { industryLabels }: Pick<Facts, 'industryLabels'>,
): MatchReason {
  if (industry === null) return reason('SEMANTIC', false, 'Names no industry');
  const words = foldText(asked).split(' ');
  const isMet = industryLabels(foldText(industry)).some((label) => {
    const own = label.split(' ');
    return words.every((word) => own.includes(word));
  });
  return reason(
    'SEMANTIC',
    isMet,
    isMet ? `In the industry ${industry}` : `In the industry ${industry}, not ${fold(asked)}`,
  );
}

const DAY_MS = 86_400_000;

function ageReason(days: number, postedAt: string | null, nowMs: number): MatchReason {
  if (postedAt === null) return reason('SEMANTIC', false, 'Does not say when it was posted');
  return reason('SEMANTIC', Date.parse(postedAt) >= nowMs - days * DAY_MS, `Posted on ${postedAt.slice(0, 10)}`);
}
