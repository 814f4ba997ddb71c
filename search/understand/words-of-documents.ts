/** What the documents of an index say of a word that a table has too: a town that is none of theirs, the first words of an employer. */
import type { Facts, GazetteerPlace } from '../../stores/facts.ts';
import { isEnglish } from './english-words.ts';
import type { Employer, Knowledge } from './knowledge.ts';
import type { Span } from './text-spans.ts';

interface Documents {
  readonly knowledge: Knowledge;
}

/** A text that is nothing but the first words of one employer's name, where they mean nothing else. */
export function begunEmployer(
  { folded, text }: Span,
  facts: Facts,
  { people, employersByStart }: Knowledge,
): Employer | null {
  const isElse = isEnglish(folded) || people.hasWord(folded) || facts.isWord(folded) || facts.findPlace(text) !== null;
  const [employer = null, ...others] = isElse ? [] : employersByStart(folded);
  return others.length > 0 ? null : employer;
}

/** "temp to perm", "van driver": no document lies in the town, and the documents use its name as a word. */
export function isWordOfTexts(
  { text, folded, wordCount }: Span,
  place: GazetteerPlace,
  { knowledge }: Documents,
): boolean {
  if (wordCount > 1 || place.kind !== 'city' || /^\p{Lu}/u.test(text)) return false;
  return knowledge.documentsInPlace(place.id) === 0 && knowledge.vocabulary.documentFrequency(folded) > 0;
}
