/** Runs one operation on one subgraph in process, as the gateway does. */

import type { GraphQLFormattedError } from 'graphql';
import { developmentViewer } from '../../account/viewer.ts';
import { createRequestScope } from '../../gateway/callers/request-scope.ts';
import type { SearchServices } from '../../search/context.ts';
import type { Subgraph } from '../../subgraphs/subgraph.ts';
import { createTestServices } from '../gateway/test-services.ts';

export interface SubgraphAnswer {
  readonly data: unknown;
  readonly errors: readonly GraphQLFormattedError[];
}

export type CallSubgraph = (query: string, variables?: Record<string, unknown>) => Promise<SubgraphAnswer>;

export function callerOf(create: (services: SearchServices, longestMs: number) => Subgraph): CallSubgraph {
  const subgraph = create(createTestServices().services, 1_000);
  return async (query, variables = {}) => {
    const scope = createRequestScope('request-1', 1_000, new AbortController().signal, developmentViewer);
    const { data, errors = [] } = await subgraph.call({ query, variables, scope });
    return { data, errors: errors.map((error) => error.toJSON()) };
  };
}

/** What the planner sends for entities. */
export const entitiesQuery = (type: string, fields: string): string =>
  `query($representations: [_Any!]!) { _entities(representations: $representations) { ... on ${type} { ${fields} } } }`;
