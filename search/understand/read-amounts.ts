/** Reads pay and years of experience out of the words that state them. */

/** Work time of a year. */
const A_YEAR = { hour: 2_080, day: 260, week: 52, month: 12, year: 1 } as const;
type Period = keyof typeof A_YEAR;

/** As pay is written in English, abbreviations of postings among them ("p/h", "pa"). */
const PERIODS: readonly (readonly [RegExp, Period])[] = [
  [/\b(?:hr|hour|hourly|h|ph|p\/h)\b/i, 'hour'],
  [/\b(?:day|daily)\b/i, 'day'],
  [/\b(?:week|weekly)\b/i, 'week'],
  [/\b(?:month|monthly|mo)\b/i, 'month'],
  [/\b(?:year|yr|annum|annual|annually|pa|p\.a)\b/i, 'year'],
];
/** Signs, ISO 4217 codes and everyday names of the currencies of our training queries; "LPA" is lakhs of rupees a year. */
const CURRENCIES: readonly (readonly [RegExp, string])[] = [
  [/£|\b(?:gbp|pounds?|quid)\b/i, 'GBP'],
  [/€|\b(?:eur|euros?)\b/i, 'EUR'],
  [/₱|\b(?:php|pesos?)\b/i, 'PHP'],
  [/₹|\b(?:inr|rs|rupees?|lpa|lakhs?)\b/i, 'INR'],
  [/\$|\b(?:usd|dollars?|bucks)\b/i, 'USD'],
];
/** Of a range ("55-60k") the lower end, with the unit behind the upper one. */
const AMOUNT =
  /(\d{1,3}(?:[, ]\d{3})+|\d+(?:\.\d+)?)\s*(?:(k|thousand|lpa|lakhs?)\b|(?:-|–|to)\s*[£€$]?\d+(?:\.\d+)?\s*(k|thousand|lpa|lakhs?)\b)?/i;
/** Less than this is paid by the hour, whatever the text leaves out. */
const LEAST_A_YEAR = 200;

export interface Pay {
  /** Whole units a year. */
  readonly amount: number;
  /** ISO 4217; null when the text names none. */
  readonly currency: string | null;
}

/** `span` states the amount, `text` the whole query: the period may stand beside it. Null without a number. */
export function readPay(span: string, text: string): Pay | null {
  // The model may cut "a hundred and twenty thousand" short.
  const stated = (/\d/.test(span) ? null : thousandsIn(text)) ?? statedIn(span) ?? statedIn(text);
  if (stated === null) return null;
  const period = firstOf(PERIODS, span) ?? firstOf(PERIODS, text.slice(text.indexOf(span) + span.length).slice(0, 14));
  const isPerHour = period === null && stated < LEAST_A_YEAR;
  const amount = Math.round(stated * A_YEAR[period ?? (isPerHour ? 'hour' : 'year')]);
  return { amount, currency: firstOf(CURRENCIES, span) ?? firstOf(CURRENCIES, text) };
}

const ONES = 'one two three four five six seven eight nine'.split(' ');
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const THOUSANDS_IN_WORDS = new RegExp(
  `\\b(?:(a|${ONES.join('|')}) hundred)?(?: and)? ?(?:(${TENS.join('|')})(?:[- ](${ONES.join('|')}))?)? thousand\\b`,
  'i',
);
/** A lower end below this leaves its unit to the upper one: "55-60k", not "45000 to 60k". */
const LEAST_WHOLE_END = 1_000;

/** The first number, in digits or, from twenty thousand to nine hundred and ninety-nine thousand, in words. */
function statedIn(text: string): number | null {
  const match = AMOUNT.exec(text);
  if (match === null) return thousandsIn(text);
  const number = Number((match[1] ?? '').replace(/[, ]/g, ''));
  const unit = (match[2] ?? (number < LEAST_WHOLE_END ? match[3] : undefined) ?? '').toLowerCase();
  const factor = unit === '' ? 1 : unit.startsWith('l') ? 100_000 : 1_000;
  return number * factor;
}

function thousandsIn(text: string): number | null {
  const [, hundreds, tens, ones] = THOUSANDS_IN_WORDS.exec(text) ?? [];
  const thousands = 100 * placeOf(hundreds) + (tens === undefined ? 0 : 10 * (placeOf(tens, TENS) + 1)) + placeOf(ones);
  return thousands === 0 ? null : thousands * 1_000;
}

/** Place of a word in its list from 1; "a" is one, nothing is 0. */
function placeOf(word: string | undefined, words: readonly string[] = ONES): number {
  if (word === undefined) return 0;
  return word.toLowerCase() === 'a' ? 1 : words.indexOf(word.toLowerCase()) + 1;
}

function firstOf<T>(table: readonly (readonly [RegExp, T])[], text: string): T | null {
  return table.find(([pattern]) => pattern.test(text))?.[1] ?? null;
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
