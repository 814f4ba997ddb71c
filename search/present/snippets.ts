/** Chooses the passages of a document that say most about what was searched, by its words and by its meaning. */
import { matchingStem, type Sentence } from '../../models/best-sentences.ts';
import { words } from '../../models/text.ts';
import { badInput } from '../../runtime/errors.ts';
import type { SearchContext } from '../context.ts';
import { documentAt } from '../documents.ts';
import { openedMatch } from '../matches.ts';
import type { Snippet } from '../types.ts';
import { type DocumentField, fieldsOf } from './document-fields.ts';
import { cosineOf, type NearPhrase, nearPhrases } from './near-phrases.ts';
import { cutPassage } from './passage.ts';
import { type QueryWords, queryWords } from './query-words.ts';

const MAX_SNIPPETS = 10;

/** At most `first` passages, best first; null for an id that is none of ours or whose search or text is gone. */
export async function snippetsOf(
  matchId: string,
  first: number,
  context: SearchContext,
): Promise<readonly Snippet[] | null> {
  if (!Number.isInteger(first) || first < 1 || first > MAX_SNIPPETS) {
    throw badInput(`snippets: first must be 1 to ${MAX_SNIPPETS}, got ${first}`);
  }
  const match = await openedMatch(matchId, context);
  const document = match && (await documentAt(match.document.id, match.document.version, context));
  if (match === null || document === null) return null;
  const fields = fieldsOf(document, context.services.memory);
  return snippets(fields, queryWords(match.record, context), first, await nearPhrases(match, context));
}

interface ScoredSentence {
  readonly field: DocumentField;
  readonly sentence: Sentence;
  /** Query stems that the sentence shows, with how well. */
  readonly shown: ReadonlyMap<string, number>;
  /** Of the sentence, nearest first. */
  readonly phrases: readonly NearPhrase[];
}

/**
 * Greedy: each next passage shows most of what is not shown yet, in words and, where phrases are known, in meaning
 * (maximal marginal relevance: what is near the query and far from what was chosen).
 */
export function snippets(
  fields: readonly DocumentField[],
  query: QueryWords,
  first: number,
  phrases: readonly NearPhrase[] = [],
): readonly Snippet[] {
  const candidates = fields.flatMap((field, index) => scored(field, index, query, phrases));
  const chosen: ScoredSentence[] = [];
  for (const pool of [candidates.filter(({ field }) => field.isBody), candidates]) {
    while (chosen.length < first) {
      const best = bestOf(pool, chosen, query);
      if (best === null) break;
      chosen.push(best);
    }
    if (chosen.length > 0) break;
  }
  return (chosen.length > 0 ? chosen : opening(candidates)).map((found) => snippetOf(found, query));
}

function scored(
  field: DocumentField,
  index: number,
  query: QueryWords,
  phrases: readonly NearPhrase[],
): readonly ScoredSentence[] {
  const own = phrases.filter((phrase) => phrase.field === index).sort((a, b) => b.cosine - a.cosine);
  return field.sentences.map((sentence) => ({
    field,
    sentence,
    shown: shownBy(sentence, query),
    phrases: own.filter(({ start, end }) => start >= sentence.start && end <= sentence.end),
  }));
}

function shownBy(sentence: Sentence, query: QueryWords): ReadonlyMap<string, number> {
  const shown = new Map<string, number>();
  for (const stem of sentence.stems) {
    const found = matchingStem(stem, query.weights);
    if (found !== null) shown.set(found.stem, Math.max(found.share, shown.get(found.stem) ?? 0));
  }
  return shown;
}

/** A word that was shown before still tells a little. */
const REPEATED_SHARE = 0.3;
/** Short sentences say more a word; below this length they say nothing. */
const LENGTH_OFFSET = 8;
/** Words of a sentence as one reads it: it counts for what it shows, a longer one for less. */
const USUAL_WORDS = 12;
/** Below it a phrase has nothing to do with a query. */
const MEANING_FLOOR = 0.3;
/** Nearer phrases say the same in other words, so they are marked. */
const SAME_MEANING = 0.6;
/** Of MMR: how much being like a chosen passage costs. */
const LIKENESS_COST = 0.5;
/** A whole clause that is marked says nothing about where to look. */
const MAX_MARKED_WORDS = 3;

function bestOf(
  pool: readonly ScoredSentence[],
  chosen: readonly ScoredSentence[],
  query: QueryWords,
): ScoredSentence | null {
  const seen = new Map<string, number>();
  for (const { shown } of chosen)
    for (const [stem, share] of shown) seen.set(stem, Math.max(share, seen.get(stem) ?? 0));
  let best: ScoredSentence | null = null;
  let bestGain = 0;
  for (const candidate of pool) {
    if (chosen.includes(candidate)) continue;
    const gain = wordGain(candidate, seen, query) + meaningGain(candidate, chosen);
    if (gain > bestGain) [best, bestGain] = [candidate, gain];
  }
  return best;
}

/** 0..1 or little more: the weight that a sentence shows of the query, for its length. */
function wordGain({ shown, sentence }: ScoredSentence, seen: ReadonlyMap<string, number>, query: QueryWords): number {
  if (query.total === 0) return 0;
  const lengthShare = Math.sqrt((USUAL_WORDS + LENGTH_OFFSET) / (sentence.wordCount + LENGTH_OFFSET));
  return (gainOf(shown, seen, query) / query.total) * lengthShare;
}

/** Below 1: how near the nearest phrase is, less what a chosen passage has of it. */
function meaningGain({ phrases: [nearest] }: ScoredSentence, chosen: readonly ScoredSentence[]): number {
  if (nearest === undefined || nearest.cosine <= MEANING_FLOOR) return 0;
  const likeness = chosen.map(({ phrases: [other] }) =>
    other === undefined ? 0 : cosineOf(nearest.vector, other.vector),
  );
  return nearest.cosine - MEANING_FLOOR - LIKENESS_COST * Math.max(0, ...likeness);
}

function gainOf(
  shown: ReadonlyMap<string, number>,
  seen: ReadonlyMap<string, number>,
  { weights }: QueryWords,
): number {
  let gain = 0;
  for (const [stem, share] of shown) {
    const isNew = share > (seen.get(stem) ?? 0);
    gain += (weights.get(stem) ?? 0) * share * (isNew ? 1 : REPEATED_SHARE);
  }
  return gain;
}

/** When neither a word nor a meaning is shared, how the text opens is still worth reading. */
function opening(candidates: readonly ScoredSentence[]): readonly ScoredSentence[] {
  const first = candidates.find(({ field }) => field.isBody) ?? candidates[0];
  return first === undefined ? [] : [first];
}

function snippetOf({ field, sentence, shown, phrases }: ScoredSentence, query: QueryWords): Snippet {
  const meant = phrases.filter(({ cosine }) => cosine >= SAME_MEANING);
  const short = meant.filter(({ start, end }) => words(field.text.slice(start, end)).length <= MAX_MARKED_WORDS);
  const passage = cutPassage(field.text, sentence.start, sentence.end, query, short);
  const inWords = query.total === 0 ? 0 : gainOf(shown, new Map(), query) / query.total;
  const score = Math.max(inWords, phrases[0]?.cosine ?? 0);
  return { ...passage, sourceField: field.name, score };
}
