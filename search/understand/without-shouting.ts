/** Takes capitals from a text that is written in nothing else: they mark no name there, and no code of a country. */
import { isStopWord, words } from '../../models/text.ts';

/** Shorter words in capitals are mostly short for something: RN, SQL, HR. */
const LONGEST_SHORT_FORM = 3;
/** One word alone may be a name that is written so. */
const FEWEST_LONG_WORDS = 2;

/** Of the same length, so that places of words hold; a text with a small letter comes back as it is. */
export function withoutShouting(text: string): string {
  if (/\p{Ll}/u.test(text)) return text;
  const isLong = (word: string): boolean => word.length > LONGEST_SHORT_FORM;
  const found = words(text);
  if (found.filter((word) => isLong(word.text)).length < FEWEST_LONG_WORDS) return text;
  const quiet = found
    .filter((word) => isLong(word.text) || isStopWord(word.text))
    .reduce((rest, { text: word, start, end }) => rest.slice(0, start) + word.toLowerCase() + rest.slice(end), text);
  return quiet.length === text.length ? quiet : text;
}
