/** Tells whether a value stands in a part of the text that says what is not wanted. */

/** From a negating word to the end of its clause: a comma, a stop, or a word that turns back. */
const NEGATION =
  /\b(?:not|no|without|except(?: for)?|excluding|excludes?|avoid|never|anything but|other than|nothing)\b/giu;
const CLAUSE_END = /[,.;:!?()]|\b(?:but|however|instead|only)\b/iu;
/** "no more than two words later": farther away it is about something else. */
const REACH_WORDS = 4;

/** `start` is the offset of the value. "no experience" states a level and negates nothing before it. */
export function isNegatedAt(text: string, start: number): boolean {
  const before = text.slice(0, start);
  const last = [...before.matchAll(NEGATION)].at(-1);
  if (last === undefined) return false;
  const between = before.slice(last.index + last[0].length);
  return !CLAUSE_END.test(between) && between.split(/\s+/).filter((word) => word !== '').length < REACH_WORDS;
}
