/** The passages of a document that say most about what was searched, by its words and by its meaning. */
import { words } from '../../models/text.ts';
import { badInput } from '../../runtime/errors.ts';
import type { SearchContext } from '../context.ts';
import { documentAt } from '../documents.ts';
import { openedMatch } from '../matches.ts';
import type { Snippet } from '../types.ts';
import { boilerplateShare } from './boilerplate.ts';
import { chooseSentences, gainOf, type ScoredSentence, scoredSentences } from './choose-sentences.ts';
import { type DocumentField, fieldsOf, stemsShownAnyway } from './document-fields.ts';
import { type NearPhrase, nearPhrases } from './near-phrases.ts';
import { cutPassage, isMatch } from './passage.ts';
import { type QueryWords, queryWords } from './query-words.ts';
import { isHeading, readableRange } from './readable-range.ts';

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
  const phrases = await nearPhrases(match, context);
  return snippets(fields, queryWords(match.record, context), first, phrases, stemsShownAnyway(document));
}

/** Where no body says anything of the search: the headline if it does, and how the text opens. */
export function snippets(
  fields: readonly DocumentField[],
  query: QueryWords,
  first: number,
  phrases: readonly NearPhrase[] = [],
  anyway: ReadonlySet<string> = new Set(),
): readonly Snippet[] {
  const candidates = fields.flatMap((field, index) => scoredSentences(field, index, query, phrases));
  const bodies = candidates.filter(({ field }) => field.isBody);
  const chosen = chooseSentences(bodies, query, first, anyway);
  const found = chosen.length > 0 ? chosen : withoutMatch(candidates, query).slice(0, first);
  return found.map((sentence) => snippetOf(sentence, query));
}

function withoutMatch(candidates: readonly ScoredSentence[], query: QueryWords): readonly ScoredSentence[] {
  const [bodies, headlines] = [true, false].map((isBody) => candidates.filter(({ field }) => field.isBody === isBody));
  const found = [...chooseSentences(headlines ?? [], query, 1, new Set()), ...opening(bodies ?? [])];
  return found.length > 0 ? found : opening(candidates);
}

/** When neither a word nor a meaning is shared, how the text opens is still worth reading. */
function opening(candidates: readonly ScoredSentence[]): readonly ScoredSentence[] {
  const isTelling = ({ field: { text }, sentence }: ScoredSentence): boolean =>
    !isHeading(text, sentence) && boilerplateShare(text.slice(sentence.start, sentence.end)) === 1;
  return [candidates.find(isTelling) ?? candidates[0]].flatMap((first) => first ?? []);
}

/** Nearer phrases say the same in other words, so they are marked. */
const SAME_MEANING = 0.6;
/** A whole clause that is marked says nothing about where to look. */
const MAX_MARKED_WORDS = 3;

function snippetOf(found: ScoredSentence, query: QueryWords): Snippet {
  const { field, sentence, shown, phrases } = found;
  const range = readableRange(field, sentence);
  const passage = cutPassage(field.text, range, query, { core: sentence, meant: meantBy(found, query) });
  const inWords = query.total === 0 ? 0 : gainOf(shown, new Map(), query) / query.total;
  const score = Math.max(inWords, phrases[0]?.cosine ?? 0);
  return { ...passage, sourceField: field.name, score };
}

/** A phrase that has a word of the search is near for that word: its other words mean nothing of the search. */
function meantBy({ field, fieldPhrases }: ScoredSentence, query: QueryWords): readonly NearPhrase[] {
  return fieldPhrases.filter(({ cosine, start, end }) => {
    if (cosine < SAME_MEANING) return false;
    const own = words(field.text.slice(start, end));
    return own.length <= MAX_MARKED_WORDS && !own.some((word) => isMatch(word, query));
  });
}
