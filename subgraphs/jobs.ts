/** The subgraph jobs: postings and their ranked lists. */

import { jobsResolvers } from '../resolvers/jobs.ts';
import type { Caller } from '../runtime/caller.ts';
import type { SearchServices } from '../search/context.ts';
import { createSubgraph, type Subgraph } from './subgraph.ts';

export function createJobsSubgraph(services: SearchServices, longestMs: number, stranger?: Caller): Subgraph {
  return createSubgraph('jobs', jobsResolvers, services, longestMs, stranger);
}
