/** Fulfils the contract of insights: snippets and explanation of a match, and how a search was read. */

import type { Resolvers } from '../schema/generated/insights.ts';
import type { SearchContext } from '../search/context.ts';
import { explanationOf } from '../search/present/explanation.ts';
import { snippetsOf } from '../search/present/snippets.ts';
import { understandingOf } from '../search/understand/understanding.ts';

/** The default of schema/insights.graphql, for clients that send null. */
const DEFAULT_SNIPPETS = 2;

const matchInsights = {
  snippets: ({ id }: { readonly id: string }, { first }: { readonly first: number | null }, context: SearchContext) =>
    snippetsOf(id, first ?? DEFAULT_SNIPPETS, context),
  explanation: ({ id }: { readonly id: string }, _args: object, context: SearchContext) => explanationOf(id, context),
};

export const insightsResolvers: Resolvers = {
  JobMatch: matchInsights,
  PersonMatch: matchInsights,
  Search: { understanding: ({ id }, _args, context) => understandingOf(id, context) },
  UnderstoodFacet: { negated: (facet) => facet.isNegated, hard: (facet) => facet.isHard },
};
