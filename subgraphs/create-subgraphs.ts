/** All subgraphs of one process over the same services. */

import type { SearchServices } from '../search/context.ts';
import { createAccountSubgraph } from './account.ts';
import { createInsightsSubgraph } from './insights.ts';
import { createJobsSubgraph } from './jobs.ts';
import { createPeopleSubgraph } from './people.ts';
import { createRankingSubgraph } from './ranking.ts';
import type { Subgraph } from './subgraph.ts';

const CREATE = [
  createJobsSubgraph,
  createPeopleSubgraph,
  createRankingSubgraph,
  createInsightsSubgraph,
  createAccountSubgraph,
];

/** `longestMs`: the most time that one request may take. */
export function createSubgraphs(services: SearchServices, longestMs: number): readonly Subgraph[] {
  return CREATE.map((create) => create(services, longestMs));
}
