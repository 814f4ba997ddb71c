/** A search request that asks for nothing but a text: what the command line and measurements send. */

import type { Vertical } from '../stores/documents.ts';
import type { SearchRequest } from './types.ts';

/** `first` is checked by the search itself. */
export function plainRequest(vertical: Vertical, text: string, first: number): SearchRequest {
  const plain = {
    text,
    facetLimit: 10,
    ignoreUnderstood: [],
    language: null,
    spellCorrect: true,
    first,
    after: null,
    filter: {},
    facets: [],
  };
  return vertical === 'jobs'
    ? { ...plain, vertical, sort: 'RELEVANCE', diversify: 'NONE', broaden: false }
    : { ...plain, vertical, sort: 'RELEVANCE', broaden: true };
}
