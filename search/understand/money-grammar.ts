/** How sums of money and what stands beside them are written in English, as regular expressions for texts of `lowered`. */
import { CURRENCY } from '../../stores/currencies.ts';

const ONES = 'one two three four five six seven eight nine'.split(' ');
const TEENS = 'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ');
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const FACTORS: readonly (readonly [RegExp, number])[] = [
  [/^(?:k|thousand|grand)$/, 1_000],
  [/^l/, 100_000],
  [/^m/, 1_000_000],
  [/^c/, 10_000_000],
];

const UNIT = String.raw`(?:(?:k|thousand|grand|lpa|lakhs?|lacs?|crores?|million|mio|mn)|(?<=\d)m)(?![\p{L}\d])`;
/** "12,00,000", "120,000.50", "1.250.000", "120'000", "60 000", "12,50". */
const DIGITS = String.raw`(?:\d{1,2}(?:,\d{2})+,\d{3}|\d{1,3}(?:[.,'’]\d{3})+(?:[.,]\d{1,2})?|\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d|\s?${UNIT})|\d+(?:[.,]\d{1,2})?)(?![\d]|[.,]\d)`;
const BELOW_HUNDRED = `(?:(?:${TENS.join('|')})(?:[-\\s](?:${ONES.join('|')}))?|${[...TEENS, ...ONES].join('|')})(?!\\p{L})`;
const SPELLED = `(?:(?:(?:an?|${ONES.join('|')})\\s)?hundred(?:\\s(?:and\\s)?${BELOW_HUNDRED})?|${BELOW_HUNDRED})`;
const NUMBER = `(?:${DIGITS}|${SPELLED})`;

const SPAN_OF_TIME = '(?:hour|hr|day|week|wk|fortnight|month|mth|mo|year|yr|annum)s?';
/** With a word before them, or as words that can mean nothing else: "60k day shift" has neither. */
const PERIOD = String.raw`(?:(?:\/|(?:per|an?|each|every)(?=\s))\s?${SPAN_OF_TIME}|\/\s?[hdwmy]|per\s[hdwmy]|hourly|daily|weekly|fortnightly|monthly|yearly|annually|annual|p\.?\/?h\.?|p\.?a\.?|pcm|p\.?\/?w\.?|p\.?\/?m\.?|p\.?d\.?|(?:day|hourly|daily|weekly|monthly)\srate)(?!\p{L})`;
const PAY = String.raw`(?:pay(?:s|ing)?|paid|salar(?:y|ies)|salaried|wages?|earn(?:s|ing|ings)?|compensation|remuneration|ote|ctc)(?!\p{L})`;
const EARNED_BY = String.raw`(?:hourly|daily|day|weekly|monthly|annual|yearly)\s(?:(?:base|basic|gross|net)\s)?(?:pay|salary|wages?|rate|income|earnings)(?!\p{L})`;
const NOT = '(?:no|not|nothing|never|none)';
const LEAST = String.raw`(?:${NOT}\s(?:less|lower|fewer)\sthan|${NOT}\s(?:under|below)|at\sleast|min(?:imum)?(?:\sof)?|over|above|from|more\sthan|upwards\sof|exceeding|north\sof|start(?:s|ing)\s(?:at|from))(?!\p{L})|>=?|≥`;
const MOST = String.raw`(?:${NOT}\s(?:more|higher)\sthan|${NOT}\s(?:over|above|exceeding)|at\smost|up\s?to|under|below|beneath|less\sthan|lower\sthan|max(?:imum)?(?:\sof)?|capped\sat)(?!\p{L})|<=?|≤`;
const FILLER = String.raw`(?:of|is|at|an?|the|around|about|approx(?:imately)?\.?|roughly|circa|between|range|band|expectations?|to\sbe)(?![\p{L}$])|~|@`;
const LEAD_WORD = String.raw`(?:${EARNED_BY}|${PAY}|${LEAST}|${MOST}|${FILLER}|${CURRENCY}(?=\s(?:${PAY})))`;
const OR_MORE = String.raw`(?:\+|plus|min(?:imum)?|(?:or|and)\s(?:more|better|above|over|up|upwards?))(?!\p{L})`;
const OR_LESS = String.raw`(?:max(?:imum)?|tops|at\s(?:the\s)?most|(?:or|and)\s(?:less|under|below|lower))(?!\p{L})`;
const TAIL_WORD = String.raw`(?:\(?${PERIOD}|${OR_MORE}|${OR_LESS}|${PAY}|gross|net|base|basic|(?:in\s)?${CURRENCY})`;

/** A sum with what follows and belongs to it (`tail`). */
export const SUM = new RegExp(
  String.raw`(?:(?<before>${CURRENCY})\s?|(?<![\p{L}\p{N}]|\p{N}[.,]|\p{L}-))(?<low>${NUMBER})(?:[\s-]?(?<unit>${UNIT}))?(?:\s?(?<behind>${CURRENCY}))?` +
    String.raw`(?<range>\s?(?:-|–|—|to|and|up\sto)\s?(?:${CURRENCY}\s?)?${NUMBER}(?:[\s-]?(?<highUnit>${UNIT}))?(?:\s?(?<behindHigh>${CURRENCY}))?)?(?<tail>(?:[\s,]{0,2}${TAIL_WORD}){0,4})(?![\p{L}\p{N}])`,
  'gu',
);
/** The words that lead to a sum, at the end of what stands before it. */
export const LEAD = new RegExp(String.raw`(?<![\p{L}\p{N}-])(?:${LEAD_WORD}\s?[:=]?\s?){0,6}$`, 'u');
export const PAY_WORD = new RegExp(PAY, 'u');
export const EARNED = new RegExp(EARNED_BY, 'u');
export const AT_LEAST = new RegExp(`${LEAST}|${OR_MORE}`, 'u');
/** A floor that is worded as a ceiling that is not wanted: "no less than". */
const DENIED = new RegExp(`${NOT}\\s(?:less|lower|fewer|under|below)`, 'u');
const CEILING = new RegExp(`(?<!\\p{L})(?:${MOST})|${OR_LESS}`, 'u');
export const PERIOD_WORDS = new RegExp(PERIOD, 'u');
export const NAMED_CURRENCY = new RegExp(CURRENCY, 'u');
/** "Paid in euros" beside no sum. */
export const IN_CURRENCY = new RegExp(`(?<!\\p{L})in\\s(?<currency>${CURRENCY})`, 'gu');

export const isCeiling = (words: string): boolean => CEILING.test(words) && !DENIED.test(words);

/** The number as written, in digits or words, times its unit. */
export function worthOfSum(number: string, unit: string | undefined): number {
  const factor = unit === undefined ? 1 : (FACTORS.find(([pattern]) => pattern.test(unit))?.[1] ?? 1);
  const value = /\d/.test(number) ? inDigits(number, unit !== undefined) : inWords(number);
  return Math.round(value * factor * 100) / 100;
}

/** Three digits behind a point or comma are thousands, unless a unit says that they are not: "2.500", "1.125 million". */
function inDigits(number: string, hasUnit: boolean): number {
  const decimals = (hasUnit ? /^\d+[.,](\d+)$/ : /[.,](\d{1,2})$/).exec(number)?.[1] ?? '';
  const whole = decimals === '' ? number : number.slice(0, -decimals.length - 1);
  return Number(`${whole.replace(/\D/g, '')}.${decimals || 0}`);
}

function inWords(number: string): number {
  const [head = '', rest] = number.includes('hundred') ? number.split('hundred') : ['', number];
  const hundreds = number.includes('hundred') ? Math.max(1, ONES.indexOf(head.trim()) + 1) : 0;
  const below = (rest ?? '').split(/[-\s]/).reduce((sum, word) => sum + worthOf(word), 0);
  return hundreds * 100 + below;
}

function worthOf(word: string): number {
  if (TENS.includes(word)) return 10 * (TENS.indexOf(word) + 2);
  return TEENS.includes(word) ? TEENS.indexOf(word) + 10 : ONES.indexOf(word) + 1;
}
