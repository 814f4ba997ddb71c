/** The currencies of the world by ISO 4217 code, sign and everyday name: the one place that says what "C$" or "zlotys" means. */

interface Currency {
  /** ISO 4217. */
  readonly code: string;
  /** In lower case, as regular expressions. */
  readonly written: readonly string[];
}

/**
 * Signs, and after the bar names, "_" for a space. A name that several currencies share belongs to the one that is meant most
 * often; none is a word for something else ("real", "rand"). Written by hand.
 */
const EVERYDAY: Readonly<Record<string, string>> = {
  USD: 'us$ u$s $ | dollars? bucks',
  GBP: '£ | pounds? quid sterling',
  EUR: '€ | euros?',
  INR: '₹ | rupees? rs\\.?',
  PHP: '₱ | pesos?',
  CAD: 'cad$ ca$ c$ | canadian_dollars?',
  AUD: 'aud$ au$ a$ | australian_dollars? aussie_dollars?',
  NZD: 'nzd$ nz$ | kiwi_dollars?',
  SGD: 'sgd$ sg$ s$ | singapore_dollars?',
  HKD: 'hkd$ hk$ | hong_kong_dollars?',
  TWD: 'nt$ |',
  BRL: 'r$ | reais',
  MXN: 'mx$ |',
  CHF: 'sfr\\.? | francs?',
  JPY: '¥ | yens?',
  CNY: 'cn¥ | yuans? rmb renminbi',
  KRW: '₩ |',
  RUB: '₽ | roubles? rubles?',
  UAH: '₴ | hryvnias?',
  TRY: '₺ | liras?',
  ILS: '₪ | shekels?',
  VND: '₫ |',
  THB: '฿ | bahts?',
  NGN: '₦ | nairas?',
  PLN: 'zł | zlotys? zloties',
  CZK: 'kč | korunas?',
  SEK: '| kronor swedish_krone?[ar]s?',
  NOK: '| norwegian_krone[r]?',
  DKK: '| danish_krone[r]?',
  HUF: '| forints?',
  AED: '| dirhams?',
  SAR: '| riyals?',
  MYR: '| ringgits?',
  IDR: '| rupiahs?',
  KES: '| kenyan_shillings?',
  ZAR: '|',
  PKR: '|',
};
/** Codes that are words and names of something else too: like those of rare currencies they count in capitals only. */
const AMBIGUOUS: ReadonlySet<string> = new Set(['PHP', 'CAD', 'TRY', 'SAR', 'RUB']);
/** In capitals these are still no money beside a number: "AMD", "TOP 10", "ALL". */
const OTHER_NAMES: ReadonlySet<string> = new Set('ALL AMD ANG BAM COP CUP GEL MOP PEN SOS TOP'.split(' '));

const list = (words: string): readonly string[] => words.split(' ').filter((word) => word !== '');
const plain = (word: string): string => word.replaceAll('$', '\\$').replaceAll('_', '\\s');
const capitals = (code: string): boolean => AMBIGUOUS.has(code) || EVERYDAY[code] === undefined;

const DISPLAY = new Intl.DisplayNames('en', { type: 'currency' });

/** "polish zloty", "swiss francs": an official name of several words means nothing else. */
function officialNames(code: string): readonly string[] {
  const name = (DISPLAY.of(code) ?? '').toLowerCase();
  return /^[a-z]+(?: [a-z]+)+$/.test(name) ? [`${name.replaceAll(' ', '\\s')}s?`] : [];
}

function currencyOfCode(code: string): Currency {
  const [signs = '', names = ''] = (EVERYDAY[code] ?? '|').split('|');
  const words = [...list(signs), ...list(names), ...(capitals(code) ? [] : [code.toLowerCase()])].map(plain);
  return { code, written: [...officialNames(code), ...words] };
}

const CODES = [...new Set([...Object.keys(EVERYDAY), ...Intl.supportedValuesOf('currency')])];
const IN_CAPITALS = CODES.filter((code) => capitals(code) && !OTHER_NAMES.has(code));
const TABLE = CODES.map(currencyOfCode);

/** The longest spelling first: "us$" before "us", "aud$" before "aud". */
const WRITTEN = TABLE.flatMap(({ written }) => written).sort((one, other) => other.length - one.length);
const isWord = (form: string): boolean => /^\p{L}.*[\p{L}?.]$/u.test(form);
const isLetters = (form: string): boolean => /^\p{L}/u.test(form);
const WORDS = [...IN_CAPITALS, ...WRITTEN.filter(isWord)].join('|');
const LETTERS = WRITTEN.filter((form) => isLetters(form) && !isWord(form)).join('|');
const SIGNS = WRITTEN.filter((form) => !isLetters(form)).join('|');
const EXACT = TABLE.map(({ code, written }) => ({
  code,
  pattern: new RegExp(`^(?:${written.join('|') || '(?!)'})$`, 'u'),
}));

/** For texts of `lowered`: a sign, a name or a code. */
export const CURRENCY = `(?:(?<!\\p{L})(?:${LETTERS}|(?:${WORDS})(?!\\p{L}))|${SIGNS})`;
/** Each character that is a sign of money. */
export const MONEY_SIGNS = [
  ...new Set(
    Object.values(EVERYDAY)
      .join('')
      .match(/\p{Sc}/gu),
  ),
].join('');

/** Of the same length and in lower case, but for codes that count in capitals only. */
export function lowered(text: string): string {
  return text.replace(/\b[A-Z]{3}\b|[A-Z]/g, (found) => (IN_CAPITALS.includes(found) ? found : found.toLowerCase()));
}

/** ISO 4217 of a spelling that `CURRENCY` matched. */
export function currencyCode(written: string): string | null {
  return IN_CAPITALS.includes(written) ? written : (EXACT.find(({ pattern }) => pattern.test(written))?.code ?? null);
}

/** True for a folded word that names money and nothing else, whatever documents hold it. */
export const isCurrencyWord = (folded: string): boolean => currencyCode(folded) !== null;
