/** Any of the subgraphs by its name, over the services of this process. */

import type { Caller } from '../runtime/caller.ts';
import type { SubgraphName } from '../runtime/subgraph-urls.ts';
import type { SearchServices } from '../search/context.ts';
import { createAccountSubgraph } from './account.ts';
import { createInsightsSubgraph } from './insights.ts';
import { createJobsSubgraph } from './jobs.ts';
import { createPeopleSubgraph } from './people.ts';
import { createRankingSubgraph } from './ranking.ts';
import type { Subgraph } from './subgraph.ts';

type CreateSubgraph = (services: SearchServices, longestMs: number, stranger?: Caller) => Subgraph;

const CREATE: Readonly<Record<SubgraphName, CreateSubgraph>> = {
  jobs: createJobsSubgraph,
  people: createPeopleSubgraph,
  ranking: createRankingSubgraph,
  insights: createInsightsSubgraph,
  account: createAccountSubgraph,
};

/** `longestMs`: the most time that one request may take; `stranger`: who sends one over HTTP that names no caller, nobody without it. */
export function createNamedSubgraph(
  name: SubgraphName,
  services: SearchServices,
  longestMs: number,
  stranger?: Caller,
): Subgraph {
  return CREATE[name](services, longestMs, stranger);
}
