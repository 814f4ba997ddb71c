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
  const corrected = found.map((word, index) => correctWord(word, index, found, knowledge));
  if (corrected.every((word) => word === null)) return null;
  let result = '';
  let end = 0;
  found.forEach((word, index) => {
    result += text.slice(end, word.start) + (corrected[index] ?? word.text);
    end = word.end;
  });
  return result + text.slice(end);
}

function correctWord(word: Word, index: number, all: readonly Word[], knowledge: SpellingKnowledge): string | null {
  const folded = fold(word.text);
  if (!isCorrectable(word.text, folded, knowledge)) return null;
  const own = knowledge.vocabulary.documentFrequency(folded);
  const near = knowledge.vocabulary
    .near(folded, folded.length >= LENGTH_FOR_TWO_EDITS_TO_TITLE ? 2 : 1)
    .filter(({ word: other, edits }) => edits < 2 || folded.length >= LENGTH_FOR_TWO_EDITS || knowledge.isTitle(other))
    .filter((candidate) => isBetter(candidate, folded, own));
  const best = likeliest(near, index, all, knowledge);
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
  index: number,
  all: readonly Word[],
  knowledge: SpellingKnowledge,
): NearWord | null {
  let best: NearWord | null = null;
  let bestScore = Number.NEGATIVE_INFINITY;
  for (const candidate of near) {
    const score = likelihood(candidate, index, all, knowledge);
    if (score > bestScore) [best, bestScore] = [candidate, score];
  }
  return best;
}

/** Powers of ten: a second slip costs as much as a word that is a hundred times rarer; a title with its neighbour earns it. */
const EDIT_COST = 2;
const TITLE_GAIN = 2;
/** Words that many authors misspell are in the corpus too. */
const UNKNOWN_COST = 1;

function likelihood(candidate: NearWord, index: number, all: readonly Word[], knowledge: SpellingKnowledge): number {
  const frequency = Math.log10(1 + candidate.documentFrequency);
  const before = neighbour(all[index - 1], knowledge);
  const after = neighbour(all[index + 1], knowledge);
  const makesTitle = [
    ...before.map((word) => `${word} ${candidate.word}`),
    ...after.map((word) => `${candidate.word} ${word}`),
  ];
  const gain = makesTitle.some(knowledge.isTitle) ? TITLE_GAIN : 0;
  const cost = EDIT_COST * candidate.edits + (knowledge.isKnown(candidate.word) ? 0 : UNKNOWN_COST);
  return frequency + gain - cost;
}

/** What the neighbouring word may mean: itself when it is known, else the most frequent words near it. */
function neighbour(word: Word | undefined, knowledge: SpellingKnowledge): readonly string[] {
  if (word === undefined) return [];
  const folded = fold(word.text);
  if (!isCorrectable(word.text, folded, knowledge)) return [folded];
  const near = knowledge.vocabulary.near(folded, 1);
  return [...near]
    .sort((a, b) => b.documentFrequency - a.documentFrequency)
    .slice(0, 3)
    .map((candidate) => candidate.word);
}

function withCaseOf(written: string, word: string): string {
  return /^\p{Lu}/u.test(written) ? `${word.slice(0, 1).toUpperCase()}${word.slice(1)}` : word;
}
