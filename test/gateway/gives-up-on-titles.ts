/** A planner of the tests only: gives up at once on what asks for titles, and takes its time for anything else. */

import { setImmediate } from 'node:timers/promises';
import { print } from 'graphql';
import { type LoadPlanner, PlannedTooLong } from '../../gateway/engine/plan.ts';

const TURNS = 20;

export const givesUpOnTitles =
  (load: LoadPlanner): LoadPlanner =>
  async (supergraphSdl) => {
    const planner = await load(supergraphSdl);
    return {
      ...planner,
      plan: async (document, name) => {
        if (print(document).includes('title')) throw new PlannedTooLong(5, null);
        for (let turn = 0; turn < TURNS; turn += 1) await setImmediate();
        return planner.plan(document, name);
      },
    };
  };
