/** The parts of a page that jobs and people shape in the same way. */

import type { SearchEdge, SearchPage } from '../search/types.ts';

export function pageInfoOf(page: SearchPage) {
  return {
    hasNextPage: page.hasNextPage,
    hasPreviousPage: page.hasPreviousPage,
    startCursor: page.edges.at(0)?.cursor ?? null,
    endCursor: page.edges.at(-1)?.cursor ?? null,
  };
}

export const searchOf = (page: SearchPage): SearchPage => page;

/** Fields of the search as submitted; the page is its record. */
export const searchFields = { id: (page: SearchPage): string => page.searchId };

/** A match is its edge: the id is signed by the search. */
export const matchFields = { id: (edge: SearchEdge): string => edge.matchId };
