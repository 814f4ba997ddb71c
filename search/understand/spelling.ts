/** Corrects words that nobody knows to the likeliest word that the corpus or the dictionary has. */
import { fold, isStopWord, type Word, words } from '../../models/text.ts';
import type { NearWord } from './vocabulary.ts';
import { areNeighbours, isPlainWord, joinedWord, splitWord, type WordKnowledge } from './word-boundaries.ts';

export interface SpellingKnowledge extends WordKnowledge {
  /** The place worth going to that alone is one slip away from an unknown word, as it is written; or null. */
  readonly nearPlace: (folded: string) => string | null;
  /** People of the largest place that goes by the folded word; 0 for a word that is no place, or something else too. */
  readonly population: (folded: string) => number;
  /** True for a word that is the name of somebody and nothing else: the unknown word beside it is a name too. */
  readonly isOnlyName: (folded: string) => boolean;
  /** People's names are written with a capital and are in no list. */
  readonly keepsCapitalised: boolean;
}

/** A search for near words takes milliseconds; who mistypes more words than this has not written words. */
export const MAX_CORRECTED_WORDS = 12;
const SHORTEST_TO_CORRECT = 4;
/** From this length on two slips are likelier than another word; a little shorter words need a title to come out. */
const LENGTH_FOR_TWO_EDITS = 9;
const LENGTH_FOR_TWO_EDITS_TO_TITLE = 7;
/** A word that this few documents hold is taken for a slip, when a word one slip away is so much more frequent. */
const RARE_DOCUMENTS = 2;
const RARE_TO_FREQUENT = 300;

/** The text with corrected words in place, or null when there is nothing to correct. What it gives it would not correct again. */
export function correctSpelling(text: string, knowledge: SpellingKnowledge): string | null {
  let result = withoutSlips(text, knowledge);
  for (let joined = withJoined(result, knowledge); joined !== result; joined = withJoined(result, knowledge))
    result = joined;
  return result === text ? null : result;
}

function withoutSlips(text: string, knowledge: SpellingKnowledge): string {
  const found = words(text);
  const slips = slipsOf(found, knowledge);
  let result = '';
  let end = 0;
  found.forEach((word, index) => {
    result += text.slice(end, word.start) + (correctWord(index, found, slips, knowledge) ?? word.text);
    end = word.end;
  });
  return result + text.slice(end);
}

/** The text with the first two words that are one written as one; itself when there are none. */
function withJoined(text: string, knowledge: SpellingKnowledge): string {
  const found = words(text);
  const kept = wordsOfTerms(found, knowledge);
  for (const [index, right] of found.entries()) {
    const left = found[index - 1];
    if (left === undefined || kept.has(index) || kept.has(index - 1) || !areNeighbours(left, right, text)) continue;
    if (!isPlainWord(left) || !isPlainWord(right) || isStopWord(left.text) || isStopWord(right.text)) continue;
    if (knowledge.keepsCapitalised && /^\p{Lu}/u.test(left.text)) continue;
    const joined = joinedWord(fold(left.text), fold(right.text), knowledge);
    if (joined !== null) return text.slice(0, left.start) + withCaseOf(left.text, joined) + text.slice(right.end);
  }
  return text;
}

/** Longer ones are rare, and every word asks for all runs that it begins. */
const LONGEST_TERM_WORDS = 8;

/** Indexes of the words that stand in what documents are called by: those are right, however rare. */
function wordsOfTerms(found: readonly Word[], { isTerm }: SpellingKnowledge): ReadonlySet<number> {
  const folded = found.map((word) => fold(word.text));
  const kept = new Set<number>();
  for (let from = 0; from < folded.length; from++) {
    for (let to = Math.min(folded.length, from + LONGEST_TERM_WORDS); to > from; to--) {
      if (!isTerm(folded.slice(from, to).join(' '))) continue;
      for (let index = from; index < to; index++) kept.add(index);
      break;
    }
  }
  return kept;
}

/** By index of the word: the words near those that may be slips, each looked up once. */
type Slips = ReadonlyMap<number, readonly NearWord[]>;

function slipsOf(found: readonly Word[], knowledge: SpellingKnowledge): Slips {
  const near = new Map<string, readonly NearWord[]>();
  const slips = new Map<number, readonly NearWord[]>();
  const kept = wordsOfTerms(found, knowledge);
  found.forEach((word, index) => {
    if (kept.has(index) || isBesideName(found, index, knowledge)) return;
    const folded = fold(word.text);
    const known = near.get(folded);
    if (known === undefined && near.size === MAX_CORRECTED_WORDS) return;
    if (!isCorrectable(word.text, folded, knowledge)) return;
    const edits = folded.length >= LENGTH_FOR_TWO_EDITS_TO_TITLE ? 2 : 1;
    const candidates = known ?? knowledge.vocabulary.near(folded, edits).filter(isCorrection);
    near.set(folded, candidates);
    slips.set(index, candidates);
  });
  return slips;
}

function isBesideName(found: readonly Word[], index: number, { isOnlyName }: SpellingKnowledge): boolean {
  return [found[index - 1], found[index + 1]].some((word) => word !== undefined && isOnlyName(fold(word.text)));
}

/** What fewer documents have may be the slip of one author, or a name. */
const MINIMUM_DOCUMENTS = 3;

function isCorrection({ word, documentFrequency }: NearWord): boolean {
  return documentFrequency >= MINIMUM_DOCUMENTS && /^[a-z]{3,}$/.test(word);
}

function correctWord(index: number, all: readonly Word[], slips: Slips, knowledge: SpellingKnowledge): string | null {
  const [word, near] = [all[index], slips.get(index)];
  if (word === undefined || near === undefined) return null;
  const folded = fold(word.text);
  const own = knowledge.vocabulary.documentFrequency(folded);
  const candidates = near
    .filter(({ word: other, edits }) => edits < 2 || folded.length >= LENGTH_FOR_TWO_EDITS || knowledge.isTitle(other))
    .filter((candidate) => isBetter(candidate, folded, own));
  if (candidates.length === 0) return otherwise(word, near, own, knowledge);
  const before = neighbour(index - 1, all, slips);
  const after = neighbour(index + 1, all, slips);
  const best = likeliest(candidates, before, after, knowledge);
  return best === null ? null : withCaseOf(word.text, best.word);
}

/** What no word is near to may be two words, or a place. */
function otherwise(word: Word, near: readonly NearWord[], own: number, knowledge: SpellingKnowledge): string | null {
  if (own > 0 || !isPlainWord(word) || near.some(({ edits }) => edits < 2)) return null;
  const folded = fold(word.text);
  const split = splitWord(folded, knowledge);
  return split === null ? knowledge.nearPlace(folded) : withCaseOf(word.text, split);
}

function isCorrectable(written: string, folded: string, knowledge: SpellingKnowledge): boolean {
  if (!/^[a-z]+$/.test(folded) || folded.length < SHORTEST_TO_CORRECT || isStopWord(written)) return false;
  // An accent is no slip: who types one writes a name or another language.
  if (written === written.toUpperCase() || written.toLowerCase() !== folded) return false;
  if (knowledge.keepsCapitalised && /^\p{Lu}/u.test(written)) return false;
  return knowledge.vocabulary.documentFrequency(folded) <= RARE_DOCUMENTS && !knowledge.isKnown(folded);
}

function isBetter(candidate: NearWord, folded: string, ownFrequency: number): boolean {
  if (candidate.word === folded || !hasLikelyStart(candidate, folded)) return false;
  return (
    ownFrequency === 0 || (candidate.edits === 1 && candidate.documentFrequency >= RARE_TO_FREQUENT * ownFrequency)
  );
}

/** A first letter may be forgotten, doubled or swapped, but hardly anybody types another one: "hackers" are no "packers". */
function hasLikelyStart({ word, edits }: NearWord, folded: string): boolean {
  if (word[0] === folded[0]) return true;
  return edits === 1 && (word.length !== folded.length || word[1] === folded[0]);
}

function likeliest(
  near: readonly NearWord[],
  before: readonly string[],
  after: readonly string[],
  knowledge: SpellingKnowledge,
): NearWord | null {
  let best: NearWord | null = null;
  let bestScore = Number.NEGATIVE_INFINITY;
  const largest = Math.max(...near.map(({ word }) => knowledge.population(word)));
  for (const candidate of near) {
    const score = likelihood(candidate, before, after, knowledge) - townCost(candidate, largest, knowledge);
    if (score > bestScore) [best, bestScore] = [candidate, score];
  }
  return best;
}

/** Powers of ten: a second slip costs as much as a word that is a hundred times rarer; a title with its neighbour earns it. */
const EDIT_COST = 2;
const TITLE_GAIN = 2;
/** A title by itself: roles are what people type, whatever else postings speak of more often. */
const ROLE_GAIN = 1.5;
/** Words that many authors misspell are in the corpus too. */
const UNKNOWN_COST = 1;

function likelihood(
  candidate: NearWord,
  before: readonly string[],
  after: readonly string[],
  knowledge: SpellingKnowledge,
): number {
  const frequency = Math.log10(1 + candidate.documentFrequency);
  const makesTitle = [
    ...before.map((word) => `${word} ${candidate.word}`),
    ...after.map((word) => `${candidate.word} ${word}`),
  ];
  const own = knowledge.isTitle(candidate.word) ? ROLE_GAIN : 0;
  const gain = makesTitle.some(knowledge.isTitle) ? Math.max(own, TITLE_GAIN) : own;
  const cost = EDIT_COST * candidate.edits + (knowledge.isKnown(candidate.word) ? 0 : UNKNOWN_COST);
  return frequency + gain - cost;
}

/** Of two places most people mean the larger one, however often a corpus has either: as many powers of ten as it is smaller. */
function townCost({ word }: NearWord, largest: number, { population }: SpellingKnowledge): number {
  const own = population(word);
  return own === 0 ? 0 : Math.log10(largest / own);
}

/** What the neighbouring word may mean: itself when it is known, else the most frequent words one slip away. */
function neighbour(index: number, all: readonly Word[], slips: Slips): readonly string[] {
  const word = all[index];
  if (word === undefined) return [];
  const near = slips.get(index)?.filter(({ edits }) => edits < 2);
  if (near === undefined) return [fold(word.text)];
  return [...near]
    .sort((a, b) => b.documentFrequency - a.documentFrequency)
    .slice(0, 3)
    .map((candidate) => candidate.word);
}

function withCaseOf(written: string, word: string): string {
  return /^\p{Lu}/u.test(written) ? `${word.slice(0, 1).toUpperCase()}${word.slice(1)}` : word;
}
