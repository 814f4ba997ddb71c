/** Type-ahead: what completes the beginning of a text, from what the documents of an index version say. */
import { LRUCache } from 'lru-cache';
import { fold, words } from '../../models/text.ts';
import { badInput } from '../../runtime/errors.ts';
import { TENANT_COLUMN } from '../../stores/attribute-names.ts';
import type { Vertical } from '../../stores/documents.ts';
import type { Facts } from '../../stores/facts.ts';
import type { IndexSnapshot } from '../../stores/index-snapshots.ts';
import { type Sight, sightOf } from '../access.ts';
import type { SearchContext, SearchServices } from '../context.ts';
import { visibleParts } from '../visible-documents.ts';
import { complete } from './complete.ts';
import { highlightTyped } from './highlight-typed.ts';
import { SUGGESTION_KINDS, type Suggestion, type SuggestionEntry, type SuggestionKind } from './suggestion.ts';
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
  const { seesHidden, ...sight } = sightOf(context.caller, request.vertical);
  const index = suggestionIndexOf(services.indexes.current(request.vertical), services, sight);
  const found = complete(index, typed, new Set(request.kinds ?? SUGGESTION_KINDS), request.first);
  return found.map(({ entry: { kind, text, value, filterField } }) => ({
    kind,
    text,
    value,
    filterField,
    highlights: highlightTyped(text, typed),
  }));
}

/**
 * Gathered at the first beginning that is typed against an index version, or before by `warmUp`; once more for each tenant
 * with documents of its own there and each filter of a key. Hidden profiles are suggested to nobody.
 */
export function suggestionIndexOf(
  snapshot: IndexSnapshot,
  { memory, clock, facts }: SearchServices,
  sight: Sight = {},
): SuggestionIndex {
  const name = sightName(sight, snapshot);
  const known = memory.suggestions.get(snapshot)?.get(name);
  if (known !== undefined) return known;
  const nowMs = clock.date().getTime();
  const visible = visibleParts(snapshot.vertical, sight, snapshot, facts, nowMs).map(({ predicate }) => predicate);
  const entries = suggestionEntries(snapshot, nowMs, visible).map((entry) => withPopulation(entry, facts));
  const made = buildSuggestionIndex(entries);
  const ofSnapshot = memory.suggestions.get(snapshot) ?? new LRUCache({ max: MAX_SIGHTS });
  memory.suggestions.set(snapshot, ofSnapshot.set(name, made));
  return made;
}

function withPopulation(entry: SuggestionEntry, { findPlace }: Facts): SuggestionEntry {
  const place = entry.kind === 'LOCATION' ? findPlace(entry.text) : null;
  return place === null ? entry : { ...entry, population: place.population };
}

/** Some megabytes each with the demo corpus. */
const MAX_SIGHTS = 16;

/** Tenants without documents of their own see the same. */
function sightName({ tenant = '', within }: Sight, snapshot: IndexSnapshot): string {
  const column = snapshot.attributes.columns[TENANT_COLUMN];
  const hasOwn = column?.kind === 'labels' && column.values.includes(tenant);
  return JSON.stringify([hasOwn ? tenant : '', within ?? null]);
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
