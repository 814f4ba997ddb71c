/** Notes of every call of a subgraph how long it took, and takes over what a subgraph elsewhere tells of its own stages. */

import { z } from 'zod';
import type { Clock } from '../../runtime/clock.ts';
import { addTimes, timingsOf } from '../../runtime/timings.ts';
import { traced } from '../../runtime/traces.ts';
import type { CallableSubgraph } from './data-source.ts';

const toldStages = z.object({ timings: z.record(z.string(), z.number().nonnegative()) });

export function observeSubgraph(subgraph: CallableSubgraph, clock: Clock): CallableSubgraph {
  const { name, call } = subgraph;
  return {
    ...subgraph,
    call: (asked) => {
      const timings = timingsOf(asked.scope);
      const startedMs = clock.nowMs();
      if (timings.planningSinceMs !== null) addTimes(timings, { plan: startedMs - timings.planningSinceMs });
      timings.planningSinceMs = null;
      return traced('subgraph', { 'tandem.subgraph': name }, async () => {
        try {
          const result = await call(asked);
          const told = toldStages.safeParse(result.extensions);
          if (told.success) addTimes(timings, told.data.timings);
          return result;
        } finally {
          addTimes(timings, { [`subgraph.${name}`]: clock.nowMs() - startedMs });
        }
      });
    },
  };
}
