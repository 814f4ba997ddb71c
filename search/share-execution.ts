/** Lets equal searches that run at the same time share one execution in the most urgent of their lanes; it is given up when nobody waits for it any more. */
import { deadlineIn } from '../runtime/deadline.ts';
import { stableId } from '../runtime/ids.ts';
import { lanesAsUrgentAs } from '../runtime/lane.ts';
import type { SearchRecord } from '../stores/search-records.ts';
import type { SearchContext } from './context.ts';
import { type Execution, startExecution } from './execution.ts';
import type { RunningSearch } from './memory.ts';
import { type KeptSearch, recordLoader, requestKey } from './records.ts';
import type { SearchRequest } from './types.ts';

type Run = (execution: Execution) => Promise<KeptSearch>;

/** Runs the search, or waits for the equal one that is running. */
export async function shareExecution(request: SearchRequest, context: SearchContext, run: Run): Promise<KeptSearch> {
  const running = runningFor(executionKey(request, context), context, run);
  running.join(context.deadline.signal);
  const record = (await recordOf(running)) as KeptSearch;
  recordLoader(context).prime(record.id, record);
  return record;
}

/** Work that waits in a lane stays there, so an execution in a less urgent one is begun again, and its crowd comes along. */
function runningFor(key: string, context: SearchContext, run: Run): RunningSearch {
  const known = context.services.memory.runningSearches.get(key);
  if (known !== undefined && lanesAsUrgentAs(context.lane).includes(known.lane)) return known;
  const started = start(key, context, run);
  known?.giveWayTo(started);
  return started;
}

/** Of the execution that all others gave way to, whatever became of those. */
async function recordOf(running: RunningSearch): Promise<SearchRecord> {
  await Promise.allSettled([running.record]);
  const next = running.next();
  return next === null ? running.record : recordOf(next);
}

/** Everything that the record depends on, the member too where the list is their own; the page size is cut from it later. */
function executionKey(request: SearchRequest, { services, caller, fixedDepth }: SearchContext): string {
  const { version } = services.indexes.current(request.vertical);
  const member = request.filter.excludeSeen === true ? caller.id : null;
  const list = [requestKey(request), request.facets, request.facetLimit];
  const parts = [version, caller.tenant, ...list, fixedDepth ?? null, member];
  return stableId(JSON.stringify(parts));
}

function start(key: string, context: SearchContext, run: Run): RunningSearch {
  const { runningSearches } = context.services.memory;
  const crowd = createCrowd();
  const deadline = deadlineIn(context.deadline.remainingMs(), crowd.signal, context.services.clock);
  const record = run(startExecution({ ...context, deadline })).finally(() => {
    if (runningSearches.get(key) === running) runningSearches.delete(key);
    crowd.disperse();
  });
  let other: RunningSearch | null = null;
  const running: RunningSearch = {
    lane: context.lane,
    record,
    join: crowd.join,
    giveWayTo: (next) => {
      other = next;
      crowd.moveTo(next);
    },
    next: () => other,
  };
  runningSearches.set(key, running);
  return running;
}

/** A signal that is aborted when everyone who joined has gone. */
function createCrowd(): {
  readonly signal: AbortSignal;
  readonly join: (member: AbortSignal) => void;
  readonly moveTo: (other: Pick<RunningSearch, 'join'>) => void;
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
    moveTo: (other) => {
      for (const [member, leave] of members) {
        other.join(member);
        member.removeEventListener('abort', leave);
        leave();
      }
    },
    disperse: () => {
      for (const [member, leave] of members) member.removeEventListener('abort', leave);
    },
  };
}
