/** A profile that restricts its name is indexed under initials, so that nobody can find or read the name. */

import { fold, words } from '../models/text.ts';

/** "Ines Okafor" as "I. O."; empty for a name without a letter. */
export function initialsOf(name: string): string {
  return words(name)
    .map(({ text }) => initialOf(text))
    .join(' ');
}

/** The text with every word of the name, written as a name, as its initial. */
export function withoutName(text: string, name: string): string {
  const hidden = new Set(words(name).map(({ text: word }) => fold(word)));
  let result = '';
  let end = 0;
  for (const word of words(text)) {
    if (!/^\p{Lu}/u.test(word.text) || !hidden.has(fold(word.text))) continue;
    result += text.slice(end, word.start) + initialOf(word.text);
    end = word.end;
  }
  return result + text.slice(end);
}

const initialOf = (word: string): string => `${[...word][0]?.toUpperCase() ?? ''}.`;
