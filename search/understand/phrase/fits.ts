/** Holds a sentence of an LLM against what was read: it names every value, says nothing else, and leaves no negation out. */

import { fold, stem, words } from '../../../models/text.ts';
import type { Vertical } from '../../../stores/documents.ts';
import type { UnderstoodFacet } from '../../types.ts';
import { POSTING_WORDS } from '../posting-words.ts';
import { facetWords } from '../summary.ts';

/** What a sentence is about. */
export interface Thought {
  readonly vertical: Vertical;
  /** What was searched, after correction. */
  readonly text: string;
  /** The template: how the text was read, in one sentence. */
  readonly summary: string;
  readonly facets: readonly UnderstoodFacet[];
}

const stems = (text: string): readonly string[] => words(text).map((word) => stem(fold(word.text)));
const listOf = (text: string): readonly string[] => text.split(' ').map(stem);

/**
 * Words that may join what was read; none of them names a thing, an amount, a place or a condition. Every other word has to
 * stand in the template, so that nothing can be said that the template does not say.
 */
const JOINING = listOf(
  'searching looking showing finding search look show find for you here are is a an the that who and or but in at as with of near by to from on their this your',
);
const THINGS: Readonly<Record<Vertical, readonly string[]>> = {
  jobs: listOf(`${POSTING_WORDS} posting postings work`),
  people: listOf('people person professional professionals candidate candidates member members profile profiles'),
};
const NEGATIONS: ReadonlySet<string> = new Set(listOf('not without except outside excluding no never nor'));
/** A negation goes on over these: "without Java or Perl". */
const CONJUNCTIONS: ReadonlySet<string> = new Set(listOf('or nor and'));

/** Longer than any template of a readable text by half. */
const MAX_CHARACTERS = 400;
/** Marks of plain sentences; others only where the template has them. */
const PLAIN = /^[\p{L}\p{M}\p{N} ,'’“”"-]$/u;

/** Null when the sentence may be shown, else what is wrong with it in a few words that repeat none of it. */
export function misfitOf(sentence: string, thought: Thought): string | null {
  if (sentence.length > MAX_CHARACTERS) return 'it is too long';
  if (!hasPlainMarks(sentence, thought.summary)) return 'it has marks that the template does not have';
  const said = stems(sentence);
  const known = new Set([...stems(thought.summary), ...JOINING, ...THINGS[thought.vertical], ...namedIn(thought)]);
  const mayNegate = thought.facets.some((facet) => facet.isNegated);
  if (mayNegate) for (const word of NEGATIONS) known.add(word);
  if (!said.every((word) => known.has(word))) return 'it says more than was read';
  if (!countsAgree(said, thought)) return 'it has other numbers';
  return negationProblem(said, thought.facets);
}

function namedIn({ facets }: Thought): readonly string[] {
  return facets.flatMap((facet) => formsOf(facet).flat());
}

/** The full stop at the end apart; further ones and rare marks are those of names: "St. Louis", "C++". */
function hasPlainMarks(sentence: string, template: string): boolean {
  const marks = [...sentence.replace(/\.$/, '')].filter((character) => !PLAIN.test(character));
  const left = [...template];
  return marks.every((mark) => {
    const at = left.indexOf(mark);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
}

/** Each number of the template as often as there, so that none is dropped, repeated or made up. */
function countsAgree(said: readonly string[], { summary }: Thought): boolean {
  const numbers = (list: readonly string[]): string =>
    list
      .filter((word) => /\p{N}/u.test(word))
      .sort()
      .join(' ');
  return numbers(said) === numbers(stems(summary));
}

/** The ways in which a value may be named, each as stems. */
function formsOf(facet: UnderstoodFacet): readonly (readonly string[])[] {
  const own = facetWords(facet);
  const forms = own === null ? [facet.value, facet.sourceText ?? facet.value] : [own];
  return forms.map(stems).filter((form) => form.length > 0);
}

interface Named {
  readonly start: number;
  readonly end: number;
  readonly isNegated: boolean;
}

/** What stands between a value and the one before it says whether it is wanted. */
function negationProblem(said: readonly string[], facets: readonly UnderstoodFacet[]): string | null {
  const named = facets.map((facet) => placeOf(said, facet));
  const found = named.filter((place) => place !== null).sort((a, b) => a.start - b.start);
  if (found.length < facets.length) return 'it does not name everything that was read';
  let end = 0;
  let wasNegated = false;
  for (const place of found) {
    const between = said.slice(end, place.start);
    const goesOn = between.length > 0 && between.every((word) => CONJUNCTIONS.has(word));
    const isNegated: boolean = between.some((word) => NEGATIONS.has(word)) || (goesOn && wasNegated);
    if (place.start >= end && isNegated !== place.isNegated) return 'it turns a wish into its opposite';
    if (place.start >= end) wasNegated = isNegated;
    end = Math.max(end, place.end);
  }
  return null;
}

function placeOf(said: readonly string[], facet: UnderstoodFacet): Named | null {
  for (const form of formsOf(facet)) {
    const start = said.findIndex((_word, at) => form.every((word, offset) => said[at + offset] === word));
    if (start >= 0) return { start, end: start + form.length, isNegated: facet.isNegated };
  }
  return null;
}
