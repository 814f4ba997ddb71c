/** Takes e-mail addresses, links and telephone numbers out of people's text; dates, amounts and years stay. */

const EMAIL = /[\p{L}\p{N}._%+-]+\s?@\s?[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;
/** "ada (at) example (dot) org", as people write it for readers and against programs. */
const SPELT_EMAIL =
  /[\p{L}\p{N}._%+-]+\s?[([{]\s?at\s?[)\]}]\s?[\p{L}\p{N}-]+(?:(?:\.|\s?[([{]\s?dot\s?[)\]}]\s?)[\p{L}\p{N}-]+)+/giu;
const LINK = /\b(?:https?:\/\/|www\.)\S+|\b(?:linkedin|github|facebook|twitter|instagram)\.com\/\S+/gi;

/** Digits with what people write between the groups of a telephone number; what the run is, is decided by its shape. */
const BETWEEN = String.raw`(?: ?\(0\) ?|[ \u00a0]{1,3}|[ ]?[-\u2010-\u2015/][ ]?|\.|\)[ .-]?)`;
const AREA = String.raw`(?:\+?\d{1,3}[ .-]?)?\(\+?\d{1,5}\)${BETWEEN}?`;
const DIGIT_RUN = new RegExp(String.raw`(?:(?<![\p{L}\p{N}])|(?=[+(]))(?:${AREA})?\+?\d(?:${BETWEEN}?\d)*`, 'gu');

const YEAR = '(?:19|20)\\d{2}';
const MONTH = '(?:0?[1-9]|1[0-2])';
const DAY = '(?:0?[1-9]|[12]\\d|3[01])';
/** Days, months and spans of years that stand by themselves in a run. */
const DATE = new RegExp(
  String.raw`(?<![^\s(])(?:${[
    `${YEAR}([-./])${MONTH}\\1${DAY}`,
    `${DAY}([-./])${MONTH}\\2(?:${YEAR}|\\d{2})`,
    `${MONTH}([-./])${DAY}\\3(?:${YEAR}|\\d{2})`,
    `${MONTH}[-./]${YEAR}`,
    `${YEAR}[-./]${MONTH}`,
    `${YEAR} ?[-\u2010-\u2015/] ?(?:${YEAR}|\\d{2})`,
    `${YEAR}(?:0[1-9]|1[0-2])(?:[0-2]\\d|3[01])`,
  ].join('|')})(?![^\s)])`,
  'g',
);

/** E.164 allows 15 digits; fewer than 8 are as often amounts. */
const MIN_DIGITS = 8;
const MAX_DIGITS = 15;

const THOUSANDS = /^[1-9]\d{0,2}(?:[ .\u00a0]\d{3})+$/;
/** Runs without a country code that say something else. */
const FACTS: readonly RegExp[] = [
  // "2015 2016 2017"
  new RegExp(String.raw`^\(?${YEAR}(?:\D+${YEAR})*\)?$`),
  // A number with its year: "9001 2015".
  new RegExp(String.raw`^[1-9]\d{3,4}[ -]${YEAR}$`),
  // "12500000"
  /^[1-9]\d{0,3}0{5,}$/,
  // "1000-5000"
  /^[1-9]\d{0,4}00 ?[-\u2010-\u2015] ?[1-9]\d{0,4}00$/,
  // "3.14159265"
  /^\d{1,2}\.\d+$/,
  // "1 2 3 4 5 6 7 8"
  /^\d(?:\D\d)+$/,
  // Addresses and versions of four numbers: "192.168.100.200".
  /^(?:[1-9]\d{0,2}|0)(?:\.(?:[1-9]\d{0,2}|0)){3}$/,
];
const ROUND_WITH_SIGN = /^\+\d{1,3}(?:[ .\u00a0]000)+$/;

const PHONE_WORD =
  /(?<!\p{L})(?:tel|telephone|telefon|phone|mobile|mob|cell|call|whatsapp|fax|handy)[^\p{L}\p{N}]{0,4}$/iu;
const STANDARD_WORD = /(?<![\p{L}\p{N}])(?:ISO|IEC|DIN|EN|BS|ASTM|ANSI|ASME|IEEE|NFPA|RFC|SAE)[^\p{L}\p{N}]{0,2}$/u;
const MONEY_BEFORE = /[$€£¥₹]\s?$|(?<!\p{L})(?:USD|EUR|GBP|CHF|INR|CAD|AUD)\s?$/u;
/** "#12345678" is a number of something; digits after "1," go on with an amount. */
const NUMBER_BEFORE = /#$|(?<!\d)\d{1,3},$/;
const UNIT_AFTER = /^(?:\s?[%€$£¥₹]|,\d{3}(?!\d))/;
const BEFORE_LENGTH = 16;
const UNIT_LENGTH = 5;
/** "2014 212 555 0199": at least this many digits after a year are a number of their own. */
const NATIONAL_DIGITS = 10;
const LEADING_YEAR = new RegExp(String.raw`^\(?${YEAR}\)?[ -]+`);

/** One pass; what stood on both sides of contact data may make more, so that `contactFree…` repeat it. */
export function withoutContacts(text: string): string {
  return text
    .replace(EMAIL, '')
    .replace(SPELT_EMAIL, '')
    .replace(LINK, '')
    .replace(DIGIT_RUN, (run: string, offset: number, whole: string) => {
      const before = whole.slice(Math.max(0, offset - BEFORE_LENGTH), offset);
      return withoutPhones(run, before, whole.slice(offset + run.length, offset + run.length + UNIT_LENGTH));
    });
}

function withoutPhones(run: string, before: string, after: string): string {
  if (STANDARD_WORD.test(before) || MONEY_BEFORE.test(before) || NUMBER_BEFORE.test(before) || UNIT_AFTER.test(after))
    return run;
  const isWord = /^[\p{L}\p{N}]/u.test(after) && /^\d+$/.test(run);
  if (isWord) return run;
  if (run.startsWith('+') && countDigits(run) <= MAX_DIGITS) return isPhone(run, true) ? '' : run;
  let kept = '';
  let end = 0;
  for (const date of run.matchAll(DATE)) {
    kept += withoutPhone(run.slice(end, date.index), before) + date[0];
    end = date.index + date[0].length;
  }
  return kept + withoutPhone(run.slice(end), before);
}

const countDigits = (text: string): number => text.replace(/\D/g, '').length;

/** A piece of a run between dates; a year before a whole number is not part of it. */
function withoutPhone(piece: string, before: string): string {
  const year = LEADING_YEAR.exec(piece)?.[0] ?? '';
  const rest = piece.slice(year.length);
  const isYear = year !== '' && (countDigits(rest) >= NATIONAL_DIGITS || /^[+(0]/.test(rest));
  const number = isYear ? rest : piece;
  const lead = isYear ? year : '';
  if (chunksOf(number).some((chunk) => isPhone(chunk.trim(), PHONE_WORD.test(before)))) return lead;
  return piece;
}

/** Several numbers in a row have more digits than one may have. */
function chunksOf(piece: string): readonly string[] {
  if (countDigits(piece) <= MAX_DIGITS) return [piece];
  const chunks: string[] = [];
  for (const group of piece.match(/\D*\d+/g) ?? []) {
    const last = chunks.at(-1) ?? '';
    const isFull = countDigits(last + group) > MAX_DIGITS;
    if (last === '' || isFull) chunks.push(group);
    else chunks[chunks.length - 1] = last + group;
  }
  return chunks;
}

function isPhone(text: string, isAnnounced: boolean): boolean {
  const digits = countDigits(text);
  if (digits < MIN_DIGITS || digits > MAX_DIGITS) return false;
  if (text.startsWith('+')) return !ROUND_WITH_SIGN.test(text);
  if (THOUSANDS.test(text)) return isAnnounced && !text.endsWith('000');
  return !FACTS.some((fact) => fact.test(text));
}
