/** Reads the sums that a text states as pay, and years of experience. */
import { isStopWord } from '../../models/text.ts';
import { currencyCode, lowered } from '../../stores/currencies.ts';
import {
  AT_LEAST,
  EARNED,
  IN_CURRENCY,
  isCeiling,
  LEAD,
  NAMED_CURRENCY,
  PAY_WORD,
  PERIOD_WORDS,
  SUM,
  worthOfSum,
} from './money-grammar.ts';

/** Of a year; by the letters that the words for it begin with, the word before them taken off. */
const A_YEAR: readonly (readonly [RegExp, number])[] = [
  [/^h/, 2_080],
  [/^(?:d|daily)/, 260],
  [/^w/, 52],
  [/^f/, 26],
  [/^(?:mo|mt|m$|c?m$|cm)/, 12],
  [/^(?:y|a)/, 1],
];
/** Less than this is paid by the hour, whatever the text leaves out. */
const LEAST_A_YEAR = 200;
/** From there to here a sum without a time is no pay of an hour and none of a year. */
const LEAST_WITHOUT_PERIOD = 1_000;
/** A lower end below this leaves its unit to the upper one: "55-60k", not "45000 to 60k". */
const LEAST_WHOLE_END = 1_000;
/** What numbers count that are no money. Closed classes: measures, and what there are many of in work. Written by hand. */
const COUNTED =
  /^[\s-]?(?:%|percent|per\scent|kms?|kilomet\w+|mi|miles?|met(?:er|re)s?|feet|ft|acres?|sq|people|persons?|staff|employees|users?|customers|clients|followers|subscribers|members|patients|students|children|kids|units?|views|downloads|requests|records|lines|words|steps|race)(?!\p{L})/u;
/** Behind a bare number; "60k day shift" is paid all the same. */
const TIMES = /^[\s-]?(?:minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|yrs?|y\/?o|am|stars?)(?!\p{L})/u;
/** Sums that one person is not paid. */
const NO_PAY = /^[\s-]?(?:revenues?|funding|quotas?|turnover|bonus(?:es)?|stipends?|allowances?)(?!\p{L})/u;
/** Of a sum in millions; "60k accounts assistant" is paid. */
const NO_LARGE_PAY = /^[\s-]?(?:budgets?|funds?|portfolios?|sales|deals?|grants?|accounts?|projects?)(?!\p{L})/u;
const PENSION_PLAN = /^40[13]k|^403b/u;

export interface Pay {
  /** Whole units a year. */
  readonly amount: number;
  /** ISO 4217; null when the text names none. */
  readonly currency: string | null;
}

export interface StatedPay extends Pay {
  /** Offsets in UTF-16 units of all words that state it, end exclusive. */
  readonly start: number;
  readonly end: number;
  /** "Up to", "under": as much is the most. */
  readonly isCeiling: boolean;
  /** The words beside it say that it is pay; else it is money that somebody else has to call pay. */
  readonly isPay: boolean;
}

/** In the order of the text. */
export function statedPays(text: string): readonly StatedPay[] {
  const read = lowered(text);
  return [...read.matchAll(SUM)].flatMap((match) => payOf(match, read) ?? []);
}

/** The pay that the span, or the first one that `text` states. */
export function payAt(text: string, span: { readonly start: number; readonly end: number }): StatedPay | null {
  return statedPays(text).find(({ start, end }) => start < span.end && span.start < end) ?? null;
}

/** As far back as words belong to the sum. */
const LONGEST_LEAD = 60;

function payOf(match: RegExpExecArray, text: string): StatedPay | null {
  const { low = '', unit, range, highUnit, tail = '' } = match.groups ?? {};
  const lead = LEAD.exec(text.slice(Math.max(0, match.index - LONGEST_LEAD), match.index))?.[0] ?? '';
  const start = match.index - lead.length;
  const end = match.index + match[0].trimEnd().length;
  const rest = text.slice(match.index + match[0].length - tail.length);
  if (PENSION_PLAN.test(match[0]) || COUNTED.test(rest) || COUNTED.test(text.slice(end))) return null;
  const number = worthOfSum(low, undefined);
  const ownUnit = unit ?? (number < LEAST_WHOLE_END ? highUnit : undefined);
  const period = /^lpa/.test(unit ?? '') ? 1 : periodOf(lead, tail);
  const currency = currencyBeside(match, lead, text);
  const isCalledPay = PAY_WORD.test(`${lead} ${tail}`) || EARNED.test(lead) || period !== null;
  const hasMark = currency !== null || (ownUnit ?? highUnit) !== undefined;
  if (!hasMark && TIMES.test(rest)) return null;
  if (!hasMark && !(isCalledPay && /\d/.test(low) && isWhole(number, period, text.slice(end)))) return null;
  const amount = yearly(worthOfSum(low, ownUnit), period);
  if (amount === null) return null;
  // "50-60k max" names the least too.
  const isMost = isCeiling(range === undefined ? `${lead} | ${tail}` : lead);
  const isLarge = /^[mc]/.test(ownUnit ?? '');
  if (NO_PAY.test(text.slice(end)) || (isLarge && NO_LARGE_PAY.test(text.slice(end)))) return null;
  const isAsked = isCalledPay || (!isLarge && AT_LEAST.test(`${lead} ${tail}`)) || isMost;
  return {
    amount,
    currency: currency ?? (/^l(?:pa|a)|^c/.test(ownUnit ?? '') ? 'INR' : currencyElsewhere(text)),
    start,
    end,
    isCeiling: isMost,
    isPay: isAsked || (!isLarge && currency !== null && standsAlone(match, text)),
  };
}

/** A bare number is pay when nothing says that it is a year or counts what follows it. */
function isWhole(number: number, period: number | null, rest: string): boolean {
  if (period !== null) return true;
  if (number >= LEAST_WITHOUT_PERIOD) return number < 1_900 || number > 2_100;
  const next = /^\s+(\p{L}+)/u.exec(rest)?.[1];
  return next === undefined || isStopWord(next);
}

/** At the end of what is said, with no preposition before it: "accountant CHF 120k". */
function standsAlone({ index, 0: all }: RegExpExecArray, text: string): boolean {
  const before = /(\p{L}+)\s*$/u.exec(text.slice(0, index))?.[1];
  return /^\s*(?:$|[,;.)])/u.test(text.slice(index + all.length)) && (before === undefined || !isStopWord(before));
}

/** How often a year; null where the words beside the sum do not say. */
function periodOf(lead: string, tail: string): number | null {
  const said = PERIOD_WORDS.exec(tail)?.[0] ?? EARNED.exec(lead)?.[0];
  if (said === undefined) return null;
  const bare = said.replace(/^(?:\/|per\s|an?\s|each\s|every\s|p\.?\/?(?=[hawmdc]))\s?/u, '').replace(/\.$/u, '');
  return A_YEAR.find(([pattern]) => pattern.test(bare))?.[1] ?? null;
}

function yearly(value: number, period: number | null): number | null {
  if (period !== null) return Math.round(value * period);
  if (value < LEAST_A_YEAR) return Math.round(value * 2_080);
  return value < LEAST_WITHOUT_PERIOD ? null : Math.round(value);
}

/** ISO 4217 of the sign or word that stands at the sum, with no other words between; "60k PHP developer" names a language. */
function currencyBeside({ index, 0: all, groups }: RegExpExecArray, lead: string, text: string): string | null {
  const { before, behind, behindHigh, tail = '' } = groups ?? {};
  const last = behind ?? behindHigh ?? NAMED_CURRENCY.exec(tail)?.[0];
  const goesOn = /^\s*\p{L}/u.test(text.slice(index + all.length));
  const isDoubtful = last !== undefined && /^[A-Z]+$/.test(last) && goesOn && all.trimEnd().endsWith(last);
  const written = before ?? (isDoubtful ? undefined : last) ?? NAMED_CURRENCY.exec(lead)?.[0];
  return written === undefined ? null : currencyCode(written);
}

/** The one that the text is paid "in"; null for none and for several. */
function currencyElsewhere(text: string): string | null {
  const named = [...text.matchAll(IN_CURRENCY)].map(({ groups }) => currencyCode(groups?.currency ?? ''));
  const [first = null, ...others] = [...new Set(named)];
  return others.length === 0 ? first : null;
}

/** The numbers that people write out before "years"; others come in digits. */
const NUMBERS: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  decade: 10,
};
const MOST_YEARS = 60;

/** Null when the words hold no number of years. */
export function readYears(span: string): number | null {
  const digits = /\d+/.exec(span)?.[0];
  const word = span
    .toLowerCase()
    .match(/[a-z]+/g)
    ?.find((one) => one in NUMBERS);
  const years = digits === undefined ? NUMBERS[word ?? ''] : Number(digits);
  return years === undefined || years > MOST_YEARS ? null : years;
}
