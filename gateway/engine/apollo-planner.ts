/** The query planner of Apollo Gateway, loaded only where it is asked for. */

import { stepsOfApollo } from './apollo-plan.ts';
import type { Planner } from './plan.ts';

/** Plans and paths that are compared for one operation; `npm run bench:refusals` prints what the largest documents within the limits take. */
export const PLANNER_CONFIG = { debug: { maxEvaluatedPlans: 100, pathsLimit: 1_000 } };

export async function loadApolloPlanner(supergraphSdl: string): Promise<Planner> {
  const [{ operationFromDocument, Supergraph }, { QueryPlanner }] = await Promise.all([
    import('@apollo/federation-internals'),
    import('@apollo/query-planner'),
  ]);
  const supergraph = Supergraph.build(supergraphSdl);
  const planner = new QueryPlanner(supergraph, PLANNER_CONFIG);
  const apiSchema = supergraph.apiSchema();
  return {
    schema: apiSchema.toGraphQLJSSchema(),
    plan: async (document, operationName) => {
      const named = operationName === undefined ? {} : { operationName };
      const operation = operationFromDocument(apiSchema, document, { ...named, validate: false });
      return stepsOfApollo(planner.buildQueryPlan(operation));
    },
  };
}
