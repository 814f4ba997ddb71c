/** The words of a search that passages and reasons look for, with how much each of them tells. */
import { matchingStem, queryTerms } from '../../models/best-sentences.ts';
import { contentStems } from '../../models/text.ts';
import type { SearchContext } from '../context.ts';
import type { KeptSearch } from '../records.ts';
import { askedText, withoutTurns } from './asked-text.ts';

export interface QueryWords {
  /** Stem to weight: rare words tell more. */
  readonly weights: ReadonlyMap<string, number>;
  readonly total: number;
}

const remembered = new WeakMap<KeptSearch, QueryWords>();

/** Of the text as searched and with its abbreviations written out; made once a record. */
export function queryWords(record: KeptSearch, context: SearchContext): QueryWords {
  const known = remembered.get(record) ?? weigh(record, context);
  remembered.set(record, known);
  return known;
}

function weigh(record: KeptSearch, { services }: SearchContext): QueryWords {
  const { vertical, indexVersion, understanding } = record;
  const snapshot = services.indexes.version(vertical, indexVersion) ?? services.indexes.current(vertical);
  const searched = withoutTurns(askedText(record));
  const stems = new Set([...queryTerms(searched), ...contentStems(withoutTurns(understanding.rewrittenText ?? ''))]);
  for (const { isNegated, sourceText } of understanding.facets) {
    if (isNegated) for (const unwanted of contentStems(sourceText ?? '')) stems.delete(unwanted);
  }
  const weightOf = (stem: string): number =>
    Math.log(1 + snapshot.size / (1 + snapshot.keywords.documentFrequency(stem)));
  const weights = new Map([...stems].map((stem) => [stem, weightOf(stem)]));
  return { weights, total: [...weights.values()].reduce((sum, weight) => sum + weight, 0) };
}

/** Of the longer of two stems that only begin alike: between "pediatr" and "pediatrician" (.58), "terrain" and "terraform" (.56). */
const ALIKE_SHARE = 0.57;

/** The stem of the search that a word shows, and how well (1 same, less alike); stricter than what the ranker reads, because it is shown. */
export function shownStem(
  stem: string,
  { weights }: Pick<QueryWords, 'weights'>,
): { readonly stem: string; readonly share: number } | null {
  const found = matchingStem(stem, weights);
  if (found === null || found.stem === stem) return found;
  return sharedBeginning(stem, found.stem) >= ALIKE_SHARE * Math.max(stem.length, found.stem.length) ? found : null;
}

function sharedBeginning(left: string, right: string): number {
  let length = 0;
  while (length < left.length && left[length] === right[length]) length += 1;
  return length;
}
