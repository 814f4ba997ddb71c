/** Words of a text: where they are, how they fold, what they stem from; keyword index, sentences and prompts share it. */

export interface Word {
  readonly text: string;
  /** Offsets in UTF-16 units of the original text, end exclusive. */
  readonly start: number;
  readonly end: number;
}

/** Letters and digits; keeps C++, C#, R&D and don't in one piece. */
const WORD_PATTERN = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:['’&][\p{L}\p{N}]+)*(?:\+\+|#)?/gu;

export function words(text: string): readonly Word[] {
  const found: Word[] = [];
  for (const match of text.matchAll(WORD_PATTERN)) {
    found.push({ text: match[0], start: match.index, end: match.index + match[0].length });
  }
  return found;
}

const LETTERS_WITHOUT_DECOMPOSITION: ReadonlyMap<string, string> = new Map([
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['ø', 'o'],
  ['ł', 'l'],
  ['đ', 'd'],
  ['ð', 'd'],
  ['þ', 'th'],
  ['ı', 'i'],
]);

/** Lower case without accents, possessive endings and apostrophes. */
export function fold(word: string): string {
  const lower = word.toLowerCase();
  if (/^[a-z0-9]*$/.test(lower)) return lower;
  // Normalised before lower case: mathematical and full-width capitals become plain ones first.
  return word
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[ßæœøłđðþı]/g, (letter) => LETTERS_WITHOUT_DECOMPOSITION.get(letter) ?? letter)
    .replace(/(?:['’]s)+$/, '')
    .replace(/['’]/g, '');
}

/** The words of a text folded and joined by one space: what names, titles and skills are compared by. */
export function foldText(text: string): string {
  return words(text)
    .map((word) => fold(word.text))
    .join(' ');
}

/** Words that say nothing about a job or a person; folded. */
const STOP_WORDS: ReadonlySet<string> = new Set(
  `a about after all also am an and any are as at be been being but by can could did do does doing for from get
  had has have having he her here his how i if im in into is it its ive just like looking me more most my of on or
  other our out over own please she should show so some such than that the their them then there these they this
  those to too up us very want wants was we were what when where which while who whom why will with would you your
  find need needs someone somebody people person job jobs role roles position positions work works working`.split(
    /\s+/,
  ),
);

/** Short names that lower case would turn into stop words. */
const NAMES_IN_CAPITALS: ReadonlySet<string> = new Set(['IT', 'US']);

/** Takes the word as written: "it" says nothing, "IT" names a trade. */
export function isStopWord(word: string): boolean {
  return STOP_WORDS.has(fold(word)) && !NAMES_IN_CAPITALS.has(word);
}

const stemByWord = new Map<string, string>();
/** A bound for the memo; the words of a language outside it are recomputed. */
const MAX_REMEMBERED_STEMS = 100_000;

/** Stem of a folded English word (Porter, "An algorithm for suffix stripping", 1980); others come back unchanged. */
export function stem(word: string): string {
  const known = stemByWord.get(word);
  if (known !== undefined) return known;
  const made = word.length > 2 && /^[a-z]+$/.test(word) ? porter(word) : word;
  if (stemByWord.size >= MAX_REMEMBERED_STEMS) stemByWord.clear();
  stemByWord.set(word, made);
  return made;
}

/** Stems of the words that say something, in order, repeated when the text repeats them. */
export function contentStems(text: string): readonly string[] {
  return words(text).flatMap((word) => (isStopWord(word.text) ? [] : [stem(fold(word.text))]));
}

function shape(word: string): string {
  return word
    .replace(/[aeiou]/g, 'v')
    .replace(/(^|[^v])y/g, '$1v')
    .replace(/[^v]/g, 'c');
}

/** Porter's m: how often a vowel group is followed by a consonant group. */
function measure(word: string): number {
  return (shape(word).match(/v+c+/g) ?? []).length;
}

const hasVowel = (word: string): boolean => shape(word).includes('v');
const endsDouble = (word: string): boolean => /([^aeiou])\1$/.test(word);
const endsShort = (word: string): boolean => /cvc$/.test(shape(word)) && !/[wxy]$/.test(word);

type Suffixes = readonly (readonly [suffix: string, replacement: string])[];

const STEP_2: Suffixes = [
  ['ational', 'ate'],
  ['tional', 'tion'],
  ['enci', 'ence'],
  ['anci', 'ance'],
  ['izer', 'ize'],
  ['iser', 'ise'],
  ['abli', 'able'],
  ['alli', 'al'],
  ['entli', 'ent'],
  ['eli', 'e'],
  ['ousli', 'ous'],
  ['ization', 'ize'],
  ['isation', 'ise'],
  ['ation', 'ate'],
  ['ator', 'ate'],
  ['alism', 'al'],
  ['iveness', 'ive'],
  ['fulness', 'ful'],
  ['ousness', 'ous'],
  ['aliti', 'al'],
  ['iviti', 'ive'],
  ['biliti', 'ble'],
];
const STEP_3: Suffixes = [
  ['icate', 'ic'],
  ['ative', ''],
  ['alize', 'al'],
  ['alise', 'al'],
  ['iciti', 'ic'],
  ['ical', 'ic'],
  ['ful', ''],
  ['ness', ''],
];
const STEP_4: Suffixes = `ement ance ence able ible ment ant ent ism ate iti ous ive ize ise al er ic ou`
  .split(' ')
  .map((suffix) => [suffix, ''] as const);

function replaceSuffix(word: string, suffixes: Suffixes, minimumMeasure: number): string {
  for (const [suffix, replacement] of suffixes) {
    if (!word.endsWith(suffix)) continue;
    const rest = word.slice(0, -suffix.length);
    return measure(rest) >= minimumMeasure ? rest + replacement : word;
  }
  return word;
}

function withoutPlural(word: string): string {
  if (word.endsWith('sses') || word.endsWith('ies')) return word.slice(0, -2);
  return word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}

function withoutPast(word: string): string {
  if (word.endsWith('eed')) return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word;
  const ending = /(ed|ing)$/.exec(word)?.[0];
  if (ending === undefined || !hasVowel(word.slice(0, -ending.length))) return word;
  const rest = word.slice(0, -ending.length);
  if (/(at|bl|iz)$/.test(rest)) return `${rest}e`;
  if (endsDouble(rest) && !/[lsz]$/.test(rest)) return rest.slice(0, -1);
  return measure(rest) === 1 && endsShort(rest) ? `${rest}e` : rest;
}

function withoutIon(word: string): string {
  if (!/[st]ion$/.test(word)) return replaceSuffix(word, STEP_4, 2);
  const rest = word.slice(0, -3);
  return measure(rest) > 1 ? rest : word;
}

function withoutFinalE(word: string): string {
  if (word.endsWith('e')) {
    const rest = word.slice(0, -1);
    if (measure(rest) > 1 || (measure(rest) === 1 && !endsShort(rest))) return rest;
  }
  return word.endsWith('ll') && measure(word) > 1 ? word.slice(0, -1) : word;
}

function porter(word: string): string {
  const singular = withoutPast(withoutPlural(word));
  const vowelled = singular.endsWith('y') && hasVowel(singular.slice(0, -1)) ? `${singular.slice(0, -1)}i` : singular;
  return withoutFinalE(withoutIon(replaceSuffix(replaceSuffix(vowelled, STEP_2, 1), STEP_3, 1)));
}
