/** The words of type-ahead: what is suggested, of which kind, and what a client passes back for it. */
import type { TextRange } from '../types.ts';

export const SUGGESTION_KINDS = ['TITLE', 'SKILL', 'COMPANY', 'LOCATION', 'PERSON'] as const;
export type SuggestionKind = (typeof SUGGESTION_KINDS)[number];

export interface Suggestion {
  readonly kind: SuggestionKind;
  readonly text: string;
  /** Where the typed part stands in `text`. */
  readonly highlights: readonly TextRange[];
  /** What the filter field takes, or a name to search for. */
  readonly value: string;
  /** Field of JobFilter or PeopleFilter; null for a name. */
  readonly filterField: string | null;
}

/** What can be suggested: one text of one kind with the documents that have it. */
export interface SuggestionEntry {
  readonly kind: SuggestionKind;
  readonly text: string;
  /** Words in lower case without accents, joined by one space. */
  readonly folded: string;
  readonly value: string;
  readonly filterField: string | null;
  /** Documents that can be found by it. */
  readonly documents: number;
  /** Of a place that the gazetteer has, how many live there. */
  readonly population?: number;
}
