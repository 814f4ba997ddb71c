/** Says whether the models can read a text: they were trained on English. */
import { fold, words } from '../../models/text.ts';
import { isForeignWord } from './foreign-words.ts';

/** A text is foreign when more than this share of its letters is of another alphabet. */
const FOREIGN_SHARE = 0.5;
/** And when at least this share of its words is not known, among them a word of another language. */
const UNKNOWN_SHARE = 0.5;

/** True for a folded word that English, the tables or a name of the index has. */
export type IsKnownWord = (folded: string) => boolean;

/** `stated` is the caller's BCP 47 tag, believed over what the words say. Slips alone make no text foreign. */
export function isReadable(text: string, stated: string | null, isKnown: IsKnownWord): boolean {
  if (stated !== null && stated.trim() !== '') return /^en(?:-|$)/i.test(stated.trim());
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  const isLatin = letters === 0 || (letters - latin) / letters <= FOREIGN_SHARE;
  return isLatin && !isOtherLanguage(text, isKnown);
}

function isOtherLanguage(text: string, isKnown: IsKnownWord): boolean {
  const found = words(text).map((word) => word.text.toLowerCase());
  const foreign = found.filter(isForeignWord);
  if (foreign.length === 0) return false;
  const unknown = found.filter((word) => isForeignWord(word) || !isKnown(fold(word)));
  return unknown.length >= 2 && unknown.length / found.length >= UNKNOWN_SHARE;
}
