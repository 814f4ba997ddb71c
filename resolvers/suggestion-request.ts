/** Arguments of a suggestion field as the request that the search folder takes; null means the default, like leaving it out. */
import type { QueryJobSuggestionsArgs } from '../schema/generated/jobs.ts';
import type { QueryPeopleSuggestionsArgs } from '../schema/generated/people.ts';
import type { SuggestionRequest } from '../search/suggest/suggest.ts';

/** The default of schema/jobs.graphql and schema/people.graphql, for clients that send null. */
const FIRST = 5;

export function jobSuggestionRequest({ prefix, kinds, first }: QueryJobSuggestionsArgs): SuggestionRequest {
  return { vertical: 'jobs', prefix, kinds: kinds ?? null, first: first ?? FIRST };
}

export function peopleSuggestionRequest({ prefix, first }: QueryPeopleSuggestionsArgs): SuggestionRequest {
  return { vertical: 'people', prefix, kinds: null, first: first ?? FIRST };
}
