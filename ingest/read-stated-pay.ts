/** Reads the pay that the text of a posting states: an amount with its currency and the time that it is for, in words about pay. */

import { annualFactor, type RawSalary } from './normalise-salary.ts';

/** What stands beside an amount, by the currency it means everywhere. */
const MARKS: ReadonlyMap<string, string> = new Map([
  ['US$', 'USD'],
  ['CA$', 'CAD'],
  ['C$', 'CAD'],
  ['AU$', 'AUD'],
  ['A$', 'AUD'],
  ['NZ$', 'NZD'],
  ['S$', 'SGD'],
  ['HK$', 'HKD'],
  ['£', 'GBP'],
  ['€', 'EUR'],
  ['₹', 'INR'],
]);
/** A year's pay in a currency, least and most that is believed: a wrong sign, unit or time falls outside. */
const BELIEVED: ReadonlyMap<string, { readonly least: number; readonly most: number }> = new Map(
  [
    { codes: 'USD CAD AUD NZD SGD GBP EUR CHF', least: 8_000, most: 1_500_000 },
    { codes: 'HKD SEK NOK DKK PLN AED ZAR', least: 30_000, most: 15_000_000 },
    { codes: 'INR PHP', least: 60_000, most: 100_000_000 },
  ].flatMap(({ codes, ...ends }) => codes.split(' ').map((code) => [code, ends] as const)),
);
/** What a bare "$" means in a country; elsewhere it may be a peso, and without a country it may be anything. */
const DOLLARS: ReadonlyMap<string, string> = new Map([
  ['US', 'USD'],
  ['PR', 'USD'],
  ['CA', 'CAD'],
  ['AU', 'AUD'],
  ['NZ', 'NZD'],
  ['SG', 'SGD'],
  ['HK', 'HKD'],
]);

const CODE = `(?:${[...BELIEVED.keys()].join('|')})`;
const MARK = String.raw`(?:(?:US|CA|C|AU|A|NZ|S|HK)?\$|[£€₹]|${CODE}\s?[$£€₹]?)`;
const NUMBER = String.raw`(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d{1,2})?`;
/** No percentage, no version, no "$5M": a unit that is not "k" is not read. */
const money = (end: string): string =>
  String.raw`(?<${end}>${NUMBER})(?![\d%]|[.,]\d|\s?(?:m|mn|mm|b|bn|t|million|billion|trillion|lpa|lakhs?|crores?)(?!\p{L}))\s?(?<${end}Thousands>[kK](?!\p{L}))?`;
const TIME = 'hours?|hr|h|days?|weeks?|wk|months?|mo|years?|yr|annum|hourly|daily|weekly|monthly|yearly|annually';
const AMOUNT = new RegExp(
  String.raw`(?<![\p{L}\p{N}$.,])(?<mark>${MARK})\s?${money('low')}(?<plus>\s?\+)?(?:\/(?:hour|hr|year|yr)(?=\s?(?:-|–|—|to)))?` +
    String.raw`(?:\s?(?:-|–|—|to|and)\s?(?:up to\s)?${MARK}?\s?${money('high')}\+?)?(?:\s?(?<code>${CODE})(?!\p{L}))?` +
    String.raw`(?:\s?(?:\(|gross\s)?(?:\/|per\s|an?\s|each\s|p\.)?\s?(?<time>${TIME}|a\.)(?![\p{L}-]))?`,
  'giu',
);
/** The word before that says what for: "hourly rate:", "annual base salary range". */
const TIME_BEFORE =
  /(?<![\p{L}-])(?<time>hourly|daily|weekly|monthly|annual|annually|yearly)\s(?:gross\s|base\s|starting\s|pay\s|target\s)*(?:salary|pay|wages?|rate|compensation|range)\b[^.;\d]*$/iu;
const PAY_WORD = /\b(?:salar(?:y|ies)|pay(?:s|ing|rate)?|paid|wages?|compensation|comp|remuneration|earn|rate|ote)\b/i;
/** Sums that are not the pay, named before the amount or right behind it. */
const OTHER_BEFORE =
  /\b(?:bonus(?:es)?|stipend|allowance|reimburse\w*|tuition|budgets?|revenues?|funding|raised|sales|quota|premium|insurance|match|referral|sign(?:ing)?[- ]on|commissions?|grants?|fees?|contribut\w+|savings?|cap|worth|fund|turnover|equity|earnings? below)\b[^.;:]*$/i;
const OTHER_AFTER =
  /^\s*(?:(?:in|of|for|towards?|per year|annual|monthly|yearly)\s+)*(?:a\s+)?(?:bonus|stipend|allowance|reimbursement|tuition|budget|revenue|funding|sales|quota|sign|commission|grant|contribution|savings|equity|education|learning|benefit|rent|travel|wellness|credit)/i;
const LEAST_ONLY = /\b(?:from|at least|minimum(?: of)?|starting(?: at| from)?|starts? at|above|over|more than)\s*$/i;
const MOST_ONLY = /\b(?:up to|maximum(?: of)?|as much as|under)\s*$/i;
const START_OF_LINE = /^[\s•*·–-]*$/;
/** As far back as words belong to the amount. */
const MAX_BEFORE = 90;

/**
 * The first statement that leaves no doubt; null when there is none. `country` ISO 3166, of the place of work.
 * An amount without its currency or its time, or beside words of a bonus, a budget or a fee, is none.
 */
export function readStatedPay(text: string, country: string | null): RawSalary | null {
  for (const match of text.matchAll(AMOUNT)) {
    const pay = payOf(match, text, country);
    if (pay !== null) return pay;
  }
  return null;
}

function payOf(match: RegExpExecArray, text: string, country: string | null): RawSalary | null {
  const before = lineBefore(text, match.index);
  const [after = ''] = text.slice(match.index + match[0].length).split('\n', 1);
  const isPay = PAY_WORD.test(before) || START_OF_LINE.test(before);
  if (!isPay || OTHER_BEFORE.test(before) || OTHER_AFTER.test(after)) return null;
  const currency = currencyOf(match, country);
  const period = timeOf(match) ?? TIME_BEFORE.exec(before)?.groups?.time ?? null;
  if (currency === null || period === null) return null;
  const pay = { ...endsOf(match, before), currency, period, readFrom: match[0].trim() };
  return isBelieved(pay) ? pay : null;
}

function lineBefore(text: string, end: number): string {
  const before = text.slice(Math.max(0, end - MAX_BEFORE), end);
  return before.slice(before.lastIndexOf('\n') + 1);
}

function currencyOf({ groups }: RegExpExecArray, country: string | null): string | null {
  const code = groups?.code?.toUpperCase();
  const mark = (groups?.mark ?? '').toUpperCase().trim();
  if (code !== undefined) return code;
  if (mark === '$') return DOLLARS.get(country ?? '') ?? null;
  return MARKS.get(mark) ?? mark.slice(0, 3);
}

/** "p.a." is a year. */
function timeOf({ groups }: RegExpExecArray): string | null {
  const time = groups?.time;
  return time === undefined ? null : time === 'a.' ? 'annum' : time;
}

/** One amount is both ends, unless its words leave one open. */
function endsOf(
  { groups }: RegExpExecArray,
  before: string,
): { readonly minimum: number | null; readonly maximum: number | null } {
  const low = amountOf(groups?.low, groups?.lowThousands);
  const high = amountOf(groups?.high, groups?.highThousands);
  if (low !== null && high !== null) return { minimum: isShort(low, high, groups) ? low * 1_000 : low, maximum: high };
  if (MOST_ONLY.test(before)) return { minimum: null, maximum: low };
  return { minimum: low, maximum: groups?.plus !== undefined || LEAST_ONLY.test(before) ? null : low };
}

/** "$70-80k" leaves the unit to the upper end. */
function isShort(low: number, high: number, groups: Record<string, string> | undefined): boolean {
  return groups?.highThousands !== undefined && groups.lowThousands === undefined && low * 1_000 <= high;
}

function amountOf(digits: string | undefined, thousands: string | undefined): number | null {
  if (digits === undefined) return null;
  return Number(digits.replaceAll(',', '')) * (thousands === undefined ? 1 : 1_000);
}

function isBelieved({ minimum, maximum, currency, period }: RawSalary): boolean {
  const { least, most } = BELIEVED.get(currency) ?? { least: 0, most: 0 };
  const ends = [minimum, maximum].flatMap((end) => (typeof end === 'number' ? [end * annualFactor(period)] : []));
  return ends.every((end) => end >= least && end <= most);
}
