/** The subgraph people: profiles and their ranked lists. */

import { peopleResolvers } from '../resolvers/people.ts';
import type { Caller } from '../runtime/caller.ts';
import type { SearchServices } from '../search/context.ts';
import { createSubgraph, type Subgraph } from './subgraph.ts';

export function createPeopleSubgraph(services: SearchServices, longestMs: number, stranger?: Caller): Subgraph {
  return createSubgraph('people', peopleResolvers, services, longestMs, stranger);
}
