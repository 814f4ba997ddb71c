/** The keyword side of retrieval: BM25 of all documents, and which of them match the words of the text. */
import { contentStems } from '../../models/text.ts';
import type { Mask } from '../../stores/attributes.ts';
import type { IndexSnapshot } from '../../stores/index-snapshots.ts';
import { unreadExclusions, withoutExcluded } from '../understand/negation.ts';
import type { ReadFacet } from '../understand/read-facet.ts';
import type { Understood } from '../understand/understand.ts';
import { scoreTolerantly } from './near-words.ts';

export interface KeywordEvidence {
  /** BM25 [size], 0 where no word occurs. */
  readonly scores: Float32Array;
  /** BM25 [size] without the words of places beside a role; the same array where there are none. */
  readonly roleScores: Float32Array;
  /** [size], 1 where enough of the words occur. */
  readonly matches: Uint8Array;
  /** Highest score, 0 when no document has a word. */
  readonly best: number;
}

/** Long texts are told apart by most of their words, short ones by all. */
const SHORT_TEXT_WORDS = 2;
const NEEDED_SHARE = 0.6;

/** Minimum should match: all of one or two words, two of three, three of five. */
function neededWords(count: number): number {
  return count <= SHORT_TEXT_WORDS ? count : Math.ceil(count * NEEDED_SHARE);
}

/**
 * Looks at every document that the caller may see (`visible`, null for all), so that no other one moves a score; filters come later,
 * so that facets can leave one out.
 */
export function keywordEvidence(
  understood: Understood,
  snapshot: IndexSnapshot,
  visible: Mask | null,
): KeywordEvidence {
  const unwanted = unwantedStems(understood);
  const isWanted = (stem: string): boolean => !unwanted.has(stem);
  const asTyped = distinctStems(understood.searchedText).filter(isWanted);
  const written = distinctStems(understood.rewrittenText).filter(isWanted);
  // Names and employers are written as people heard them; other texts have spelling and meaning for that.
  const isLookUp = understood.understanding.route === 'KEYWORD';
  const score = (stems: readonly string[]) =>
    isLookUp ? scoreTolerantly(stems, snapshot.keywords, visible) : snapshot.keywords.score(stems, visible);
  const hasLongForms = understood.rewrittenText !== understood.searchedText;
  const readings = hasLongForms ? [asTyped, written] : [asTyped];
  const found = readings.map(score);
  const scores = bestReading(found.map((reading) => reading.scores));
  const roles = readings.map((stems) => withoutPlaces(stems, understood));
  const isSame = roles.every((stems, at) => stems.length === readings[at]?.length);
  const roleScores = isSame ? scores : bestReading(roles.map((stems) => score(stems).scores));
  const unknown = unknownNames(understood);
  const needed = readings.map((stems) =>
    neededWords(stems.filter((stem) => !unknown.has(stem)).length || stems.length),
  );
  const matches = new Uint8Array(snapshot.size);
  let best = 0;
  for (let position = 0; position < snapshot.size; position++) {
    best = Math.max(best, scores[position] ?? 0);
    const isMatch = found.some(({ matched }, reading) => {
      const enough = needed[reading] ?? 0;
      return enough > 0 && (matched[position] ?? 0) >= enough;
    });
    if (isMatch) matches[position] = 1;
  }
  markNamed(matches, understood, snapshot);
  return { scores, roleScores, matches, best };
}

/** "RN" and "registered nurse" say one thing: a document earns it once, by the form that it has, and neither form is worth more. */
function bestReading(readings: readonly Float32Array[]): Float32Array {
  const [first = new Float32Array(0), second] = readings;
  if (second === undefined) return first;
  const [bestFirst, bestSecond] = [highest(first), highest(second)];
  if (bestFirst === 0 || bestSecond === 0) return bestFirst === 0 ? second : first;
  return first.map((score, position) => Math.max(score, ((second[position] ?? 0) * bestFirst) / bestSecond));
}

const highest = (scores: Float32Array): number => scores.reduce((best, score) => Math.max(best, score), 0);

/** The words of a place are rare, so that they would outweigh the role that stands beside them. */
function withoutPlaces(stems: readonly string[], { facets }: Understood): readonly string[] {
  const wanted = facets.filter((facet) => !facet.isNegated);
  if (!wanted.some((facet) => facet.field === 'title')) return stems;
  const places = new Set(wanted.flatMap((facet) => (facet.field === 'location' ? contentStems(facet.sourceText) : [])));
  return stems.filter((stem) => !places.has(stem));
}

/** The name of an employer that no document has is found nowhere: what stands beside it is enough. */
function unknownNames({ facets }: Understood): ReadonlySet<string> {
  const unknown = facets.filter(({ field, condition, isNegated }) => field === 'company' && !isNegated && !condition);
  return new Set(unknown.flatMap(({ sourceText }) => contentStems(sourceText)));
}

/** Whoever is asked for by name is found, whatever else the text says; so are the former staff of an employer. */
function markNamed(matches: Uint8Array, { facets, exact, understanding }: Understood, snapshot: IndexSnapshot): void {
  const isLookUp = understanding.route === 'KEYWORD';
  const isNamed = ({ field, tense }: ReadFacet): boolean =>
    tense === 'over' ? field === 'company' : isLookUp && (field === 'name' || field === 'company');
  const named = facets.filter((facet) => isNamed(facet) && !facet.isNegated);
  for (const condition of [isLookUp ? (exact?.condition ?? null) : null, ...named.map((facet) => facet.condition)]) {
    if (condition === null) continue;
    snapshot.attributes.evaluate(condition).forEach((isMet, position) => {
      if (isMet === 1) matches[position] = 1;
    });
  }
}

/** Words that the text says only of what is not wanted, whether or not the client allows it: having them is no merit. */
function unwantedStems({ searchedText, facets, allowed }: Understood): ReadonlySet<string> {
  const negated = [...facets.filter((facet) => facet.isNegated), ...allowed];
  const unread = unreadExclusions(searchedText, facets);
  const kept = new Set(contentStems(withoutExcluded(searchedText, [...negated, ...unread])));
  return new Set(contentStems(searchedText).filter((stem) => !kept.has(stem)));
}

const distinctStems = (text: string): readonly string[] => [...new Set(contentStems(text))];
