/** Lets equal searches that run at the same time share one execution; it is given up when nobody waits for it any more. */
import { deadlineIn } from '../runtime/deadline.ts';
import { stableId } from '../runtime/ids.ts';
import type { SearchContext } from './context.ts';
import { type Execution, startExecution } from './execution.ts';
import type { RunningSearch } from './memory.ts';
import { type KeptSearch, recordLoader, requestKey } from './records.ts';
import type { SearchRequest } from './types.ts';

/** Runs the search, or waits for the equal one that is running. */
export async function shareExecution(
  request: SearchRequest,
  context: SearchContext,
  run: (execution: Execution) => Promise<KeptSearch>,
): Promise<KeptSearch> {
  const { runningSearches } = context.services.memory;
  const key = executionKey(request, context);
  const running = runningSearches.get(key) ?? start(key, context, run);
  running.join(context.deadline.signal);
  const record = (await running.record) as KeptSearch;
  recordLoader(context).prime(record.id, record);
  return record;
}

/** Everything that the record depends on; the page size is cut from it later. */
function executionKey(request: SearchRequest, { services, caller, fixedDepth }: SearchContext): string {
  const { version } = services.indexes.current(request.vertical);
  const parts = [version, caller.tenant, requestKey(request), request.facets, request.facetLimit, fixedDepth ?? null];
  return stableId(JSON.stringify(parts));
}

function start(key: string, context: SearchContext, run: (execution: Execution) => Promise<KeptSearch>): RunningSearch {
  const { runningSearches } = context.services.memory;
  const crowd = createCrowd();
  const deadline = deadlineIn(context.deadline.remainingMs(), crowd.signal, context.services.clock);
  const record = run(startExecution({ ...context, deadline })).finally(() => {
    runningSearches.delete(key);
    crowd.disperse();
  });
  const running = { record, join: crowd.join };
  runningSearches.set(key, running);
  return running;
}

/** A signal that is aborted when everyone who joined has gone. */
function createCrowd(): {
  readonly signal: AbortSignal;
  readonly join: (member: AbortSignal) => void;
  readonly disperse: () => void;
} {
  const controller = new AbortController();
  const members = new Map<AbortSignal, () => void>();
  return {
    signal: controller.signal,
    join: (member) => {
      const leave = (): void => {
        members.delete(member);
        if (members.size === 0) controller.abort();
      };
      members.set(member, leave);
      member.addEventListener('abort', leave, { once: true });
    },
    disperse: () => {
      for (const [member, leave] of members) member.removeEventListener('abort', leave);
    },
  };
}
