/** Lets equal searches that run at the same time share one execution in the most urgent of their lanes; it is given up when nobody waits for it any more. */
import { type Deadline, deadlineIn, isTimeout } from '../runtime/deadline.ts';
import { stableId } from '../runtime/ids.ts';
import { lanesAsUrgentAs } from '../runtime/lane.ts';
import type { SearchRecord } from '../stores/search-records.ts';
import type { SearchContext } from './context.ts';
import { type Execution, startExecution } from './execution.ts';
import type { RunningSearch } from './memory.ts';
import { type KeptSearch, recordLoader, requestKey } from './records.ts';
import type { SearchRequest } from './types.ts';
import { asksProfile } from './understand/profile-phrases.ts';

type Run = (execution: Execution) => Promise<KeptSearch>;

/** Runs the search, or waits for the equal one that is running. */
export async function shareExecution(request: SearchRequest, context: SearchContext, run: Run): Promise<KeptSearch> {
  const running = runningFor(executionKey(request, context), context, run);
  const record = (await running.join(context.deadline)) as KeptSearch;
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

/** Everything that the record depends on, with the tenant and filter of the caller, which stand in the request; the member too where the list is their own; the page size is cut from it later. */
function executionKey(request: SearchRequest, { services, caller, fixedDepth }: SearchContext): string {
  const { version } = services.indexes.current(request.vertical);
  const member = request.filter.excludeSeen === true || asksProfile(request.text) ? caller.id : null;
  const list = [requestKey(request), request.facets, request.facetLimit];
  const parts = [version, caller.tenant, ...list, fixedDepth ?? null, member];
  return stableId(JSON.stringify(parts));
}

function start(key: string, context: SearchContext, run: Run): RunningSearch {
  const { runningSearches } = context.services.memory;
  const forget = (): void => {
    if (runningSearches.get(key) === running) runningSearches.delete(key);
  };
  const crowd = createCrowd();
  const deadline = deadlineIn(context.deadline.remainingMs(), crowd.signal, context.services.clock);
  const running: RunningSearch = {
    lane: context.lane,
    remainingMs: deadline.remainingMs,
    join: (member) => crowd.join(member, record),
    giveWayTo: crowd.moveTo,
  };
  // Who comes after all have gone gets one of their own.
  crowd.signal.addEventListener('abort', forget, { once: true });
  runningSearches.set(key, running);
  const record = run(startExecution({ ...context, deadline })).finally(() => {
    forget();
    crowd.disperse();
  });
  return running;
}

interface Member {
  readonly deadline: Deadline;
  readonly leave: () => void;
  readonly follow: (other: RunningSearch) => void;
}

/** A signal that is aborted when everyone who joined has gone, as a timeout when one of them was only late. */
function createCrowd(): {
  readonly signal: AbortSignal;
  readonly join: (member: Deadline, record: Promise<SearchRecord>) => Promise<SearchRecord>;
  readonly moveTo: (other: RunningSearch) => void;
  readonly disperse: () => void;
} {
  const controller = new AbortController();
  const members = new Set<Member>();
  let wasLate = false;
  const remove = (member: Member): void => {
    member.deadline.signal.removeEventListener('abort', member.leave);
    members.delete(member);
    if (members.size === 0) controller.abort(wasLate ? new DOMException('all were late', 'TimeoutError') : undefined);
  };
  return {
    signal: controller.signal,
    join: (deadline, record) =>
      new Promise((resolve, reject) => {
        record.then(resolve, reject);
        const leave = (): void => {
          wasLate ||= isTimeout(deadline.signal.reason);
          remove(member);
        };
        const member: Member = { deadline, leave, follow: (other) => resolve(other.join(deadline)) };
        members.add(member);
        if (deadline.signal.aborted) leave();
        else deadline.signal.addEventListener('abort', leave, { once: true });
      }),
    moveTo: (other) => {
      for (const member of members) {
        if (member.deadline.remainingMs() > other.remainingMs()) continue;
        member.follow(other);
        remove(member);
      }
    },
    disperse: () => {
      for (const { deadline, leave } of members) deadline.signal.removeEventListener('abort', leave);
    },
  };
}
