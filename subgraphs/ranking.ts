/** The subgraph ranking: relevance of matches and traces of searches. */

import { rankingResolvers } from '../resolvers/ranking.ts';
import type { Caller } from '../runtime/caller.ts';
import type { SearchServices } from '../search/context.ts';
import { createSubgraph, type Subgraph } from './subgraph.ts';

export function createRankingSubgraph(services: SearchServices, longestMs: number, stranger?: Caller): Subgraph {
  return createSubgraph('ranking', rankingResolvers, services, longestMs, stranger);
}
