/** A profile that restricts its name is indexed under initials, so that nobody can find or read the name. */

import { fold, words } from '../models/text.ts';

/** "Ines Okafor" as "I. O."; empty for a name without a letter. */
export function initialsOf(name: string): string {
  return words(name)
    .map(({ text }) => initialOf(text))
    .join(' ');
}

/** The text with the name as initials: each word of it that is written as a name, and words of it side by side however written. */
export const withoutName = (text: string, name: string): string => abbreviated(text, name, isWrittenAsName);

/** The same where a word of the name alone may be another thing, such as the place or skill that is called so. */
export const withoutWholeName = (text: string, name: string): string => abbreviated(text, name, () => false);

const isWrittenAsName = (word: string): boolean => /^\p{Lu}/u.test(word);

function abbreviated(text: string, name: string, isHiddenAlone: (word: string) => boolean): string {
  const parts = words(name).map(({ text: word }) => fold(word));
  const [hidden, joined] = [new Set(parts), joinedPairs(parts)];
  const found = words(text).map((word) => ({ ...word, folded: fold(word.text) }));
  const isOfName = (index: number): boolean => hidden.has(found[index]?.folded ?? '');
  let [result, end] = ['', 0];
  found.forEach((word, index) => {
    const isBeside = [index - 1, index + 1].some((at) => isOfName(at) && found[at]?.folded !== word.folded);
    const isHidden = isOfName(index) && (isBeside || isHiddenAlone(word.text));
    if (!isHidden && !joined.has(word.folded)) return;
    result += text.slice(end, word.start) + initialOf(word.text);
    end = word.end;
  });
  return result + text.slice(end);
}

/** "inesokafor": names of accounts. */
function joinedPairs(parts: readonly string[]): ReadonlySet<string> {
  return new Set(parts.flatMap((one) => parts.filter((other) => other !== one).map((other) => one + other)));
}

const initialOf = (word: string): string => `${[...word][0]?.toUpperCase() ?? ''}.`;
