/** Fulfils the contract of ranking: relevance of a match, and what ranking did for a search. */

import type { Resolvers } from '../schema/generated/ranking.ts';
import { rankingTraceOf } from '../search/rank/ranking-trace.ts';
import { relevanceOf } from '../search/rank/relevance.ts';

export const rankingResolvers: Resolvers = {
  JobMatch: { relevance: ({ id }, _args, context) => relevanceOf(id, context) },
  PersonMatch: { relevance: ({ id }, _args, context) => relevanceOf(id, context) },
  Relevance: { cached: (relevance) => relevance.isCached },
  Search: { ranking: ({ id }, _args, context) => rankingTraceOf(id, context) },
  RankingTrace: { stages: (trace) => Object.entries(trace.stages).map(([name, ms]) => ({ name, ms })) },
};
