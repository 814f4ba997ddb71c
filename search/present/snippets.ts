/** Chooses the passages of a document that say most about what was searched. */
import { matchingStem, type Sentence } from '../../models/best-sentences.ts';
import { badInput } from '../../runtime/errors.ts';
import type { SearchContext } from '../context.ts';
import { documentAt } from '../documents.ts';
import { openedMatch } from '../matches.ts';
import type { Snippet } from '../types.ts';
import { type DocumentField, fieldsOf } from './document-fields.ts';
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
  return snippets(fieldsOf(document, context.services.memory), queryWords(match.record, context), first);
}

interface ScoredSentence {
  readonly field: DocumentField;
  readonly sentence: Sentence;
  /** Query stems that the sentence shows, with how well. */
  readonly shown: ReadonlyMap<string, number>;
}

/** Greedy: each next passage is the one that shows most of what is not shown yet. */
export function snippets(fields: readonly DocumentField[], query: QueryWords, first: number): readonly Snippet[] {
  const candidates = fields.flatMap((field) =>
    field.sentences.map((sentence) => ({ field, sentence, shown: shownBy(sentence, query) })),
  );
  const chosen: ScoredSentence[] = [];
  const seen = new Map<string, number>();
  for (const pool of [candidates.filter(({ field }) => field.isBody), candidates]) {
    while (chosen.length < first) {
      const best = bestOf(pool, chosen, seen, query);
      if (best === null) break;
      chosen.push(best);
      for (const [stem, share] of best.shown) seen.set(stem, Math.max(share, seen.get(stem) ?? 0));
    }
    if (chosen.length > 0) break;
  }
  return (chosen.length > 0 ? chosen : opening(candidates)).map((found) => snippetOf(found, query));
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

function bestOf(
  pool: readonly ScoredSentence[],
  chosen: readonly ScoredSentence[],
  seen: ReadonlyMap<string, number>,
  query: QueryWords,
): ScoredSentence | null {
  let best: ScoredSentence | null = null;
  let bestGain = 0;
  for (const candidate of pool) {
    if (candidate.shown.size === 0 || chosen.includes(candidate)) continue;
    const gain = gainOf(candidate.shown, seen, query) / Math.sqrt(candidate.sentence.wordCount + LENGTH_OFFSET);
    if (gain > bestGain) [best, bestGain] = [candidate, gain];
  }
  return best;
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

/** When no word is shared, how the text opens is still worth reading. */
function opening(candidates: readonly ScoredSentence[]): readonly ScoredSentence[] {
  const first = candidates.find(({ field }) => field.isBody) ?? candidates[0];
  return first === undefined ? [] : [first];
}

function snippetOf({ field, sentence, shown }: ScoredSentence, query: QueryWords): Snippet {
  const passage = cutPassage(field.text, sentence.start, sentence.end, query);
  const score = query.total === 0 ? 0 : gainOf(shown, new Map(), query) / query.total;
  return { ...passage, sourceField: field.name, score };
}
