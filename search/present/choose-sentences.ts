/** Chooses the sentences of a document that say most about what was searched and what the list does not show anyway. */

import type { Sentence } from '../../models/best-sentences.ts';
import { cosineOf } from '../../stores/cosine.ts';
import { boilerplateShare } from './boilerplate.ts';
import type { DocumentField } from './document-fields.ts';
import type { NearPhrase } from './near-phrases.ts';
import { type QueryWords, shownStem } from './query-words.ts';
import { isHeading, readableRange } from './readable-range.ts';

export interface ScoredSentence {
  readonly field: DocumentField;
  readonly sentence: Sentence;
  /** Query stems that the sentence shows, with how well. */
  readonly shown: ReadonlyMap<string, number>;
  /** Of the sentence, nearest first. */
  readonly phrases: readonly NearPhrase[];
  /** Of its whole field. */
  readonly fieldPhrases: readonly NearPhrase[];
}

export function scoredSentences(
  field: DocumentField,
  index: number,
  query: QueryWords,
  phrases: readonly NearPhrase[],
): readonly ScoredSentence[] {
  const own = phrases.filter((phrase) => phrase.field === index).sort((a, b) => b.cosine - a.cosine);
  return field.sentences.map((sentence) => ({
    field,
    sentence,
    shown: shownBy(sentence.stems, query),
    phrases: own.filter(({ start, end }) => start >= sentence.start && end <= sentence.end),
    fieldPhrases: own,
  }));
}

/** Query stems among the given, with how well each is shown. */
function shownBy(stems: Iterable<string>, query: QueryWords): ReadonlyMap<string, number> {
  const shown = new Map<string, number>();
  for (const stem of stems) {
    const found = shownStem(stem, query);
    if (found !== null) shown.set(found.stem, Math.max(found.share, shown.get(found.stem) ?? 0));
  }
  return shown;
}

/** A word that was shown before still tells a little; one that the list shows anyway, in which way it is meant. */
const REPEATED_SHARE = 0.3;
const ANYWAY_SHARE = 0.6;
/** Short sentences say more a word; below this length they say nothing. */
const LENGTH_OFFSET = 8;
/** Words of a sentence as one reads it: it counts for what it shows, a longer one for less. */
const USUAL_WORDS = 12;
/** Below it a phrase has nothing to do with a query. */
const MEANING_FLOOR = 0.3;
/** Of MMR: how much being like a chosen passage costs. */
const LIKENESS_COST = 0.5;
const HEADING_SHARE = 0.5;
/** Sentences that share more of their words say the same. */
const SAME_WORDS = 0.7;

/**
 * Greedy: each next sentence shows most of what is not shown yet, in words and, where phrases are known, in meaning
 * (maximal marginal relevance: what is near the query and far from what was chosen). `anyway`: stems of what the list
 * shows of every document.
 */
export function chooseSentences(
  pool: readonly ScoredSentence[],
  query: QueryWords,
  most: number,
  anyway: ReadonlySet<string>,
): readonly ScoredSentence[] {
  const chosen: ScoredSentence[] = [];
  const telling = pool.filter(({ sentence }) => [...sentence.stems].some((stem) => !anyway.has(stem)));
  const shown = new Map<string, number>();
  const known = { ...query, weights: weightsBeside(anyway, query) };
  while (chosen.length < most) {
    const best = bestOf(telling, chosen, shown, known);
    if (best === null) break;
    chosen.push(best);
    for (const [stem, share] of best.shown) shown.set(stem, Math.max(share, shown.get(stem) ?? 0));
  }
  return chosen;
}

function weightsBeside(anyway: ReadonlySet<string>, query: QueryWords): ReadonlyMap<string, number> {
  const known = shownBy(anyway, query);
  const entries = [...query.weights].map(
    ([stem, weight]) => [stem, known.has(stem) ? weight * ANYWAY_SHARE : weight] as const,
  );
  return new Map(entries);
}

function bestOf(
  pool: readonly ScoredSentence[],
  chosen: readonly ScoredSentence[],
  shown: ReadonlyMap<string, number>,
  query: QueryWords,
): ScoredSentence | null {
  let best: ScoredSentence | null = null;
  let bestGain = 0;
  for (const candidate of pool) {
    const gain = (wordGain(candidate, shown, query) + meaningGain(candidate, chosen)) * worth(candidate);
    if (gain <= bestGain || chosen.some((other) => saysTheSame(candidate, other))) continue;
    [best, bestGain] = [candidate, gain];
  }
  return best;
}

/** 0..1: little for what is a heading or stands in every posting. */
function worth({ field, sentence }: ScoredSentence): number {
  const isList = field.sentences.length === 1;
  const heading = !isList && isHeading(field.text, sentence) ? HEADING_SHARE : 1;
  return heading * boilerplateShare(field.text.slice(sentence.start, sentence.end));
}

/** Also when both would be read as one passage. */
function saysTheSame(candidate: ScoredSentence, other: ScoredSentence): boolean {
  const [left, right] = [candidate.sentence, other.sentence];
  if (left === right || (candidate.field === other.field && isReadWith(candidate, other))) return true;
  const shared = [...left.stems].filter((stem) => right.stems.has(stem)).length;
  return shared > SAME_WORDS * Math.min(left.stems.size, right.stems.size);
}

function isReadWith(candidate: ScoredSentence, other: ScoredSentence): boolean {
  const [own, read] = [candidate, other].map(({ field, sentence }) => readableRange(field, sentence));
  return own !== undefined && read !== undefined && own.start < read.end && read.start < own.end;
}

/** 0..1: the weight that a sentence shows of the query, for its length. */
function wordGain({ shown, sentence }: ScoredSentence, seen: ReadonlyMap<string, number>, query: QueryWords): number {
  if (query.total === 0) return 0;
  const lengthShare = Math.sqrt((USUAL_WORDS + LENGTH_OFFSET) / (sentence.wordCount + LENGTH_OFFSET));
  return (gainOf(shown, seen, query) / query.total) * Math.min(1, lengthShare);
}

/** Below 1: how near the nearest phrase is, less what a chosen passage has of it. */
function meaningGain({ phrases: [nearest] }: ScoredSentence, chosen: readonly ScoredSentence[]): number {
  if (nearest === undefined || nearest.cosine <= MEANING_FLOOR) return 0;
  const likeness = chosen.map(({ phrases: [other] }) =>
    other === undefined ? 0 : cosineOf(nearest.vector, other.vector),
  );
  return nearest.cosine - MEANING_FLOOR - LIKENESS_COST * Math.max(0, ...likeness);
}

export function gainOf(
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
