/** The subgraph insights: snippets, explanations, and how a text was read. */

import { insightsResolvers } from '../resolvers/insights.ts';
import type { Caller } from '../runtime/caller.ts';
import type { SearchServices } from '../search/context.ts';
import { createSubgraph, type Subgraph } from './subgraph.ts';

export function createInsightsSubgraph(services: SearchServices, longestMs: number, stranger?: Caller): Subgraph {
  return createSubgraph('insights', insightsResolvers, services, longestMs, stranger);
}
