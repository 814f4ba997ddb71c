/** Words behind a minus sign, which search engines leave out: `nurse -doctor`, `nurse -"care home"`. */
import { words } from '../../models/text.ts';
import type { Part } from './exclusion-cues.ts';
import { quotedPhrases } from './quoted-phrases.ts';
import { blanked } from './text-spans.ts';

/** A sign in front of a word and behind a space: "part-time" has a hyphen, "nurse - Leeds" a dash. */
const SIGNED = /(?<=^|\s)-(?:"([^"]+)"|“([^”]+)”|(\p{L}[^\s,;"“”]*))(?=[\s,;]|$)/gu;

export interface MinusRead {
  /** Of the same length, with spaces for the words and their signs; as it was where nothing else is asked. */
  readonly plain: string;
  /** The words without signs and quotes. */
  readonly parts: readonly Part[];
}

export function minusWords(text: string): MinusRead {
  const found = [...text.matchAll(SIGNED)];
  const whole = found.map(({ 0: all, index }) => ({ start: index, end: index + all.length }));
  const plain = blanked(text, whole);
  if (words(plain).length === 0) return { plain: text, parts: [] };
  const parts = found.map(({ 0: all, 1: quoted, 2: curled, index }) => {
    const isQuoted = (quoted ?? curled) !== undefined;
    return { start: index + (isQuoted ? 2 : 1), end: index + all.length - (isQuoted ? 1 : 0) };
  });
  return { plain, parts };
}

/** The quoted phrases that a text asks for: behind a minus sign one is left out. */
export function wantedPhrases(text: string): readonly string[] {
  return quotedPhrases(minusWords(text).plain);
}
