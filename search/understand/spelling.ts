/** Corrects words that nobody knows to the likeliest word that the corpus or the dictionary has. */
import { fold, isStopWord, type Word, words } from '../../models/text.ts';
import type { NearWord, Vocabulary } from './vocabulary.ts';

export interface SpellingKnowledge {
  readonly vocabulary: Vocabulary;
  /** True for a folded word that some table knows: dictionary, title, skill, place, abbreviation, name. */
  readonly isKnown: (folded: string) => boolean;
  /** True for a folded occupation title; decides between two near words by their neighbours. */
  readonly isTitle: (folded: string) => boolean;
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

/** The text with corrected words in place, or null when there is nothing to correct. */
export function correctSpelling(text: string, knowledge: SpellingKnowledge): string | null {
  const found = words(text);
  const slips = slipsOf(found, knowledge);
  const corrected = found.map((_, index) => correctWord(index, found, slips, knowledge));
  if (corrected.every((word) => word === null)) return null;
  let result = '';
  let end = 0;
  found.forEach((word, index) => {
    result += text.slice(end, word.start) + (corrected[index] ?? word.text);
    end = word.end;
  });
  return result + text.slice(end);
}

/** By index of the word: the words near those that may be slips, each looked up once. */
type Slips = ReadonlyMap<number, readonly NearWord[]>;

function slipsOf(found: readonly Word[], knowledge: SpellingKnowledge): Slips {
  const near = new Map<string, readonly NearWord[]>();
  const slips = new Map<number, readonly NearWord[]>();
  found.forEach((word, index) => {
    const folded = fold(word.text);
    const known = near.get(folded);
    if (known === undefined && near.size === MAX_CORRECTED_WORDS) return;
    if (!isCorrectable(word.text, folded, knowledge)) return;
    const edits = folded.length >= LENGTH_FOR_TWO_EDITS_TO_TITLE ? 2 : 1;
    const candidates = known ?? knowledge.vocabulary.near(folded, edits);
    near.set(folded, candidates);
    slips.set(index, candidates);
  });
  return slips;
}

function correctWord(index: number, all: readonly Word[], slips: Slips, knowledge: SpellingKnowledge): string | null {
  const [word, near] = [all[index], slips.get(index)];
  if (word === undefined || near === undefined) return null;
  const folded = fold(word.text);
  const own = knowledge.vocabulary.documentFrequency(folded);
  const candidates = near
    .filter(({ word: other, edits }) => edits < 2 || folded.length >= LENGTH_FOR_TWO_EDITS || knowledge.isTitle(other))
    .filter((candidate) => isBetter(candidate, folded, own));
  if (candidates.length === 0) return null;
  const before = neighbour(index - 1, all, slips);
  const after = neighbour(index + 1, all, slips);
  const best = likeliest(candidates, before, after, knowledge);
  return best === null ? null : withCaseOf(word.text, best.word);
}

function isCorrectable(written: string, folded: string, knowledge: SpellingKnowledge): boolean {
  if (!/^[a-z]+$/.test(folded) || folded.length < SHORTEST_TO_CORRECT || isStopWord(written)) return false;
  if (written === written.toUpperCase()) return false;
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
  for (const candidate of near) {
    const score = likelihood(candidate, before, after, knowledge);
    if (score > bestScore) [best, bestScore] = [candidate, score];
  }
  return best;
}

/** Powers of ten: a second slip costs as much as a word that is a hundred times rarer; a title with its neighbour earns it. */
const EDIT_COST = 2;
const TITLE_GAIN = 2;
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
  const gain = makesTitle.some(knowledge.isTitle) ? TITLE_GAIN : 0;
  const cost = EDIT_COST * candidate.edits + (knowledge.isKnown(candidate.word) ? 0 : UNKNOWN_COST);
  return frequency + gain - cost;
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
