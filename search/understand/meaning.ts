/** What a text asks for, whatever its wording: equal for two texts only where a list for the one answers the other. */

import { fold, foldText, stem, type Word, words } from '../../models/text.ts';
import { MONEY_SIGNS } from '../../stores/currencies.ts';
import type { Facts } from '../../stores/facts.ts';
import { isExpressed } from './expressed-words.ts';
import { wantedPhrases } from './minus-words.ts';
import { withPlainCues } from './negation.ts';
import { POSTING_WORDS } from './posting-words.ts';
import type { FacetField, ReadFacet } from './read-facet.ts';
import { overlaps } from './text-spans.ts';
import type { Understood } from './understand.ts';

/** Ways to ask for a search, of people who write to it as to somebody. Written by hand. */
const ASKING =
  /^(?:(?:hi|hello|hey)\b[\s,!.]*)?(?:(?:can|could|would|will) you\s+)?(?:please\s+)?(?:(?:i am|i['’]?m|we are|we['’]?re)\s+)?(?:(?:currently\s+)?(?:looking|searching|hunting) for|(?:i|we)(?:['’]d|\s+would)?\s+(?:want|need|like)(?:\s+to\s+(?:find|see|get))?|(?:find|show|get|give)(?:\s+(?:me|us))?|search(?:\s+for)?)\b/iu;
const COURTESY = /\b(?:please|pls|kindly|thanks|thank you)\b/giu;
/** Say that something is sought, or join what is said. Words that turn, bound or choose ("to", "or", "near", "under") are none of them. */
const FILLER = new Set(
  `${POSTING_WORDS} a an the and in at any some all there is are that which who wanted needed available hiring opportunity
  opportunities work works working people person someone somebody anyone anybody`.split(/\s+/),
);
/** Join a value of these fields and say no more; elsewhere they do: who works with nurses is not one. */
const JOINS: ReadonlyMap<string, readonly FacetField[]> = new Map([
  ['as', ['title']],
  ['for', ['title', 'company']],
  ['with', ['skill', 'yearsExperienceMin', 'degree']],
]);
/** A text that speaks of who asks, or of a place or work beside theirs, means another thing of everybody. */
const OF_WHO_ASKS = new Set('i im ive me my mine myself we us our ours nearby local similar'.split(' ').map(stem));
/** One letter, one meaning: what stands for a word. */
const SIGNS = new RegExp(`[<>≤≥+%${MONEY_SIGNS}]`, 'gu');
/** Comma or stop: what stands on its two sides is said apart. */
const PAUSE = /[,;.:!?()/]/u;

/** Null where nothing is shared: a text about who asks. "Nurses" and "nurse jobs" find one list, though the model takes the one for people. */
export function meaningOf({ searchedText, facets, understanding }: Understood, facts: Facts): string | null {
  const asked = withoutAsking(searchedText);
  const parts = partsOf(asked, facets, facts, searchedText);
  const isPersonal = parts.some((part) => part.kind === 'word' && OF_WHO_ASKS.has(part.said));
  if (isPersonal) return null;
  const { intent, route, safety, safetyCategory } = understanding;
  const quoted = wantedPhrases(searchedText).map(foldText).sort();
  const said = isOrderTelling(facets) ? parts.map(({ said }) => said) : [...facetsSaid(parts), ...runsOf(parts)];
  const isSearch = intent === 'JOBS' || intent === 'PEOPLE';
  return JSON.stringify([isSearch ? 'search' : intent, route, safety, safetyCategory, quoted, said]);
}

/** Of the same length, so that the places of facets hold. */
function withoutAsking(text: string): string {
  const blank = (found: string): string => ' '.repeat(found.length);
  return withPlainCues(text.replace(ASKING, blank).replace(COURTESY, blank));
}

interface Part {
  readonly kind: 'facet' | 'word';
  readonly said: string;
  readonly start: number;
  /** Nothing but filler stands between it and the word before. */
  readonly goesOn: boolean;
}

/** Facets, and the words that none of them says in full, in the order of the text. */
function partsOf(asked: string, facets: readonly ReadFacet[], facts: Facts, text: string): readonly Part[] {
  const read = facets.map(
    (facet): Part => ({ kind: 'facet', said: saidByFacet(facet), start: facet.start, goesOn: false }),
  );
  let [end, wasRest] = [0, false];
  const pieces = piecesOf(asked);
  const rest = pieces.flatMap((piece, index): readonly Part[] => {
    if (facets.some((facet) => isExpressed(piece, facet, text, facts))) {
      wasRest = false;
      return [];
    }
    if (isFiller(piece, pieces.slice(index + 1), facets)) return [];
    const goesOn = wasRest && !PAUSE.test(asked.slice(end, piece.start));
    [end, wasRest] = [piece.end, true];
    return [{ kind: 'word', said: saidByWord(piece.text), start: piece.start, goesOn }];
  });
  return [...read, ...rest].sort((a, b) => a.start - b.start);
}

function isFiller(piece: Word, following: readonly Word[], facets: readonly ReadFacet[]): boolean {
  const folded = fold(piece.text);
  const fields = JOINS.get(folded);
  const next = following.find(({ text }) => !FILLER.has(fold(text)));
  const joins = facets.some((facet) => next !== undefined && fields?.includes(facet.field) && overlaps(facet, next));
  return FILLER.has(folded) || joins;
}

function piecesOf(text: string): readonly Word[] {
  const signs = [...text.matchAll(SIGNS)].map(({ 0: sign, index }) => ({ text: sign, start: index, end: index + 1 }));
  const found = words(text);
  const apart = signs.filter((sign) => !found.some((word) => word.start <= sign.start && sign.end <= word.end));
  return [...found, ...apart].sort((a, b) => a.start - b.start);
}

/** The id has the currency of pay and the radius around a place. */
function saidByFacet({ id, isNegated, isHard, tense }: ReadFacet): string {
  return `${isNegated ? 'not ' : ''}${isHard ? 'hard ' : ''}${tense === undefined ? '' : `${tense} `}${id}`;
}

/** "IT" is a trade, "it" is not. */
const saidByWord = (word: string): string => (word === 'IT' || word === 'US' ? word : stem(fold(word)));

/** Two values of one field ("was a teacher, now a nurse") may change places in meaning when they do in the text. */
function isOrderTelling(facets: readonly ReadFacet[]): boolean {
  return new Set(facets.map(({ field }) => field)).size < facets.length;
}

const facetsSaid = (parts: readonly Part[]): readonly string[] =>
  parts
    .filter(({ kind }) => kind === 'facet')
    .map(({ said }) => said)
    .sort();

/** Words that stand together stay together: "night shift" may move, "shift night" is something else. */
function runsOf(parts: readonly Part[]): readonly string[] {
  const runs: string[] = [];
  for (const { said, goesOn } of parts.filter(({ kind }) => kind === 'word')) {
    if (goesOn) runs.push(`${runs.pop() ?? ''} ${said}`);
    else runs.push(said);
  }
  return runs.sort();
}
