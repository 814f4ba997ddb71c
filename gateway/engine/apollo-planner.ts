/** The query planner of Apollo Gateway in a thread, which is ended when an operation is planned for too long; it is loaded only where it is asked for. */

import { buildSchema, print } from 'graphql';
import { moduleEntry } from '../../runtime/module-entry.ts';
import { KillableThread, ThreadEnded, TooManyQuestions } from './killable-thread.ts';
import { PLAN_MS, PlannedTooLong, type Planner, planningOverloaded, type Step } from './plan.ts';
import type { PlannerAnswer, PlannerQuestion } from './planner-thread.ts';

/** One for all supergraphs of this process. */
const thread = new KillableThread<PlannerQuestion, PlannerAnswer>(moduleEntry('./planner-thread', import.meta.url));

/** `limitMs`: of planning one operation. */
export async function loadApolloPlanner(supergraphSdl: string, limitMs = PLAN_MS): Promise<Planner> {
  const schema = (await thread.ask({ supergraphSdl })) as string;
  return {
    schema: buildSchema(schema, { assumeValidSDL: true }),
    plan: async (document, name) => {
      const operation = { document: print(document), name, limitMs };
      try {
        return (await thread.ask({ supergraphSdl, operation })) as Step | null;
      } catch (error) {
        throw refusalOf(error, limitMs);
      }
    },
  };
}

function refusalOf(error: unknown, limitMs: number): unknown {
  if (error instanceof TooManyQuestions) return planningOverloaded();
  return error instanceof ThreadEnded && error.isOverworked ? new PlannedTooLong(limitMs, error) : error;
}
