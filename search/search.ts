/** What happens to one search: understand, retrieve, rank, page. */

import { checkRequest } from './check-request.ts';
import type { SearchContext } from './context.ts';
import { diversify } from './diversify.ts';
import { type Execution, timed } from './execution.ts';
import { keepSearch } from './keep-search.ts';
import { pageAfter, pageOf } from './page.ts';
import { asSeenBy } from './people-access.ts';
import { countFacets } from './present/facets.ts';
import { presentStaffFirst } from './rank/present-staff-first.ts';
import { rankMatches } from './rank/rank-matches.ts';
import type { KeptSearch } from './records.ts';
import { retrieve } from './retrieve/retrieve.ts';
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
  const { indexes, clock, metrics } = execution.services;
  try {
    const snapshot = indexes.current(request.vertical);
    const understood = await timed('understand', execution, () => understand(request, snapshot, execution));
    const retrieved = await retrieve(understood, request, snapshot, execution);
    const ranking = await timed('rank', execution, () =>
      rankMatches(understood, request, retrieved, snapshot, execution),
    );
    const results =
      request.vertical === 'jobs'
        ? diversify(ranking.candidates, request.diversify, snapshot)
        : presentStaffFirst(ranking.candidates, understood, snapshot);
    const nowMs = clock.date().getTime();
    const facets = await timed('present', execution, () => countFacets(request, retrieved, snapshot, nowMs));
    return keepSearch({ request, snapshot, understood, retrieved, ranking, results, facets }, execution);
  } catch (error) {
    metrics.searches.inc({ outcome: 'failed' });
    throw error;
  }
}
