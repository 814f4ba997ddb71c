/** The query planner of Apollo Gateway over one supergraph; runs in a thread, whoever serves asks apollo-planner.ts. */

import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import { parse, printSchema } from 'graphql';
import { stepsOfApollo } from './apollo-plan.ts';
import type { Step } from './plan.ts';

/** Plans and paths that are compared for one operation; `npm run bench:refusals` prints what the largest documents within the limits take. */
export const PLANNER_CONFIG = { debug: { maxEvaluatedPlans: 100, pathsLimit: 1_000 } };

export interface ApolloPlanning {
  /** What clients see, as SDL. */
  readonly schema: () => string;
  /** As `Planner.plan`, of the text of a document. */
  readonly plan: (document: string, operationName: string | undefined) => Step | null;
}

export function planningOf(supergraphSdl: string): ApolloPlanning {
  const supergraph = Supergraph.build(supergraphSdl);
  const planner = new QueryPlanner(supergraph, PLANNER_CONFIG);
  const apiSchema = supergraph.apiSchema();
  return {
    schema: () => printSchema(apiSchema.toGraphQLJSSchema()),
    plan: (document, operationName) => {
      const named = operationName === undefined ? {} : { operationName };
      const operation = operationFromDocument(apiSchema, parse(document), { ...named, validate: false });
      return stepsOfApollo(planner.buildQueryPlan(operation));
    },
  };
}
