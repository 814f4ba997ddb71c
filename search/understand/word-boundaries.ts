/** Puts right where words begin and end: "ware house" is one word, "softwareengineer" two. */
import { fold, type Word } from '../../models/text.ts';
import type { Vocabulary } from './vocabulary.ts';

/** What is known of words; all are asked folded. */
export interface WordKnowledge {
  readonly vocabulary: Vocabulary;
  /** True for a word that some table knows: dictionary, title, skill, place, abbreviation, name. */
  readonly isKnown: (folded: string) => boolean;
  /** True for an occupation title; decides between two near words by their neighbours. */
  readonly isTitle: (folded: string) => boolean;
  /** True for what is a title, skill, place, school or employer of the documents as a whole, or a skill of the tables. */
  readonly isTerm: (folded: string) => boolean;
}

/** A part that stands in a tenth of the documents of the joined word, or more, is meant by itself. */
const JOINED_TO_PART = 10;
const SHORTEST_JOINED = 6;
const SHORTEST_PART = 3;
/** What fewer documents hold is no word to make of others. */
const MINIMUM_DOCUMENTS = 3;

/** The one word that two neighbours are together, or null. Both are folded; nothing but a blank stands between them. */
export function joinedWord(left: string, right: string, knowledge: WordKnowledge): string | null {
  const whole = left + right;
  if (whole.length < SHORTEST_JOINED || Math.min(left.length, right.length) < 2) return null;
  const { documentFrequency } = knowledge.vocabulary;
  const documents = documentFrequency(whole);
  const rarer = Math.min(documentFrequency(left), documentFrequency(right));
  const isWord = documents >= MINIMUM_DOCUMENTS && knowledge.isKnown(whole);
  return isWord && documents >= JOINED_TO_PART * Math.max(1, rarer) && !knowledge.isTitle(`${left} ${right}`)
    ? whole
    : null;
}

/** The two words that an unknown one is, when they are a title or skill together; else null. */
export function splitWord(folded: string, knowledge: WordKnowledge): string | null {
  for (let at = SHORTEST_PART; at <= folded.length - SHORTEST_PART; at++) {
    const pair = `${folded.slice(0, at)} ${folded.slice(at)}`;
    if (knowledge.isTitle(pair) || knowledge.isTerm(pair)) return pair;
  }
  return null;
}

/** True when only blanks stand between two words of the text. */
export function areNeighbours(left: Word, right: Word, text: string): boolean {
  return text.slice(left.end, right.start).trim() === '';
}

/** Words that may be a part of a longer one: plain letters, written in lower case or with one capital. */
export function isPlainWord({ text }: Word): boolean {
  return /^\p{Lu}?\p{Ll}+$/u.test(text) && /^[a-z]+$/.test(fold(text));
}
