/** Words that a text puts in quotes: they are meant exactly as they stand there. */
import { fold, words } from '../../models/text.ts';

const QUOTED = /"([^"]+)"|“([^”]+)”/gu;

/** Each phrase once, without its quotes; none without a letter or digit. */
export function quotedPhrases(text: string): readonly string[] {
  const phrases = [...text.matchAll(QUOTED)].map((match) => (match[1] ?? match[2] ?? '').trim());
  return [...new Set(phrases)].filter((phrase) => words(phrase).length > 0);
}

/** Folded words in quotes. */
export function quotedWords(text: string): readonly string[] {
  return quotedPhrases(text).flatMap((phrase) => words(phrase).map((word) => fold(word.text)));
}
