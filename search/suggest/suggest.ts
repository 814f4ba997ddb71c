/** Type-ahead: what completes the beginning of a text, from what the documents of an index version say. */
import { fold, words } from '../../models/text.ts';
import { badInput } from '../../runtime/errors.ts';
import type { Vertical } from '../../stores/documents.ts';
import type { IndexSnapshot } from '../../stores/index-snapshots.ts';
import type { SearchContext, SearchServices } from '../context.ts';
import { complete } from './complete.ts';
import { highlightTyped } from './highlight-typed.ts';
import { SUGGESTION_KINDS, type Suggestion, type SuggestionKind } from './suggestion.ts';
import { suggestionEntries } from './suggestion-entries.ts';
import { buildSuggestionIndex, type SuggestionIndex } from './suggestion-index.ts';

export interface SuggestionRequest {
  readonly vertical: Vertical;
  readonly prefix: string;
  /** Null for every kind. */
  readonly kinds: readonly SuggestionKind[] | null;
  readonly first: number;
}

const LIMITS = { first: 10, prefixCharacters: 100, prefixWords: 10 } as const;

/** Best first; none for a blank prefix. Throws BAD_USER_INPUT for arguments outside their limits. */
export function suggest(request: SuggestionRequest, context: SearchContext): readonly Suggestion[] {
  check(request);
  const { services } = context;
  const typed = words(request.prefix)
    .map((word) => fold(word.text))
    .filter((word) => word !== '');
  if (typed.length === 0) return [];
  const index = suggestionIndexOf(services.indexes.current(request.vertical), services);
  const found = complete(index, typed, new Set(request.kinds ?? SUGGESTION_KINDS), request.first);
  return found.map(({ entry: { kind, text, value, filterField } }) => ({
    kind,
    text,
    value,
    filterField,
    highlights: highlightTyped(text, typed),
  }));
}

/** Gathered at the first beginning that is typed against an index version, or before by `warmUp`. */
export function suggestionIndexOf(snapshot: IndexSnapshot, { memory, clock }: SearchServices): SuggestionIndex {
  const known = memory.suggestions.get(snapshot);
  if (known !== undefined) return known;
  const made = buildSuggestionIndex(suggestionEntries(snapshot, clock.date().getTime()));
  memory.suggestions.set(snapshot, made);
  return made;
}

function check({ prefix, first }: SuggestionRequest): void {
  if (!Number.isInteger(first) || first < 1 || first > LIMITS.first)
    throw badInput(`first must be 1 to ${LIMITS.first}, got ${first}`);
  const characters = prefix.length > LIMITS.prefixCharacters ? [...prefix].length : prefix.length;
  if (characters > LIMITS.prefixCharacters)
    throw badInput(`prefix may have ${LIMITS.prefixCharacters} characters, got ${characters}`);
  const count = words(prefix).length;
  if (count > LIMITS.prefixWords) throw badInput(`prefix may have ${LIMITS.prefixWords} words, got ${count}`);
}
