/** What happens to one search: understand, retrieve, rank, page. */

import { TandemError } from '../runtime/errors.ts';
import { asSeenBy } from './access.ts';
import { retrieveBroadly, strictFirst } from './broaden.ts';
import { checkRequest } from './check-request.ts';
import type { SearchContext } from './context.ts';
import { diversify } from './diversify.ts';
import { type Execution, isGivenUp, timed } from './execution.ts';
import { keepSearch } from './keep-search.ts';
import { listNotices } from './list-notices.ts';
import { pageAfter, pageOf } from './page.ts';
import { countFacets } from './present/facets.ts';
import { presentStaffFirst } from './rank/present-staff-first.ts';
import { rankMatches } from './rank/rank-matches.ts';
import type { KeptSearch } from './records.ts';
import { shareExecution } from './share-execution.ts';
import type { SearchPage, SearchRequest } from './types.ts';
import { understand } from './understand/understand.ts';

/** One page. Throws BAD_USER_INPUT for arguments outside their limits and for cursors that do not fit, FORBIDDEN without a scope. */
export async function runSearch(asked: SearchRequest, context: SearchContext): Promise<SearchPage> {
  const request = asSeenBy(context.caller, asked);
  checkRequest(request);
  if (request.after !== null) return pageAfter(request.after, request, context);
  const record = await shareExecution(request, context, (execution) => search(request, execution));
  return pageOf(record, 0, request, context);
}

async function search(request: SearchRequest, execution: Execution): Promise<KeptSearch> {
  const { indexes, clock, metrics, facts } = execution.services;
  try {
    const snapshot = indexes.current(request.vertical);
    const understood = await timed('understand', execution, () => understand(request, snapshot, execution));
    const retrieved = await retrieveBroadly(understood, request, snapshot, execution);
    const ranking = await timed('rank', execution, () =>
      rankMatches(understood, request, retrieved, snapshot, execution),
    );
    const parts = strictFirst(ranking.candidates, retrieved);
    const results =
      request.vertical === 'jobs'
        ? parts.flatMap((part) => diversify(part, request.diversify, snapshot))
        : presentStaffFirst(ranking.candidates, understood, snapshot);
    const nowMs = clock.date().getTime();
    const facets = await timed('present', execution, () => countFacets(request, retrieved, snapshot, nowMs));
    refuseGivenUp(execution);
    const notices = [...understood.notices, ...listNotices(request, retrieved, snapshot, facts)];
    const told = { ...understood, notices };
    return keepSearch({ request, snapshot, understood: told, retrieved, ranking, results, facets }, execution);
  } catch (error) {
    if (!isGivenUp(execution)) metrics.searches.inc({ outcome: 'failed' });
    throw error;
  }
}

/** Nobody will ask for the pages of its record. */
function refuseGivenUp(execution: Execution): void {
  if (isGivenUp(execution))
    throw new TandemError('DEADLINE_EXCEEDED', 'the search was given up, because nobody waits for it any more');
}
