/** All that a match must meet: the filter of the request, what the caller may see, and that a job is still open. */
import type { Facts } from '../../stores/facts.ts';
import type { IndexSnapshot } from '../../stores/index-snapshots.ts';
import type { SearchRequest } from '../types.ts';
import { visibleParts } from '../visible-documents.ts';
import { filterConditions } from './filter-conditions.ts';
import type { FilterPart } from './filters.ts';
import { openJobs } from './open-jobs.ts';

/** `nowMs` is milliseconds since 1970. */
export function hardFilters(
  request: SearchRequest,
  snapshot: IndexSnapshot,
  facts: Facts,
  nowMs: number,
): readonly FilterPart[] {
  const open = request.vertical === 'jobs' ? openJobs(snapshot, nowMs) : null;
  return [
    ...filterConditions(request, snapshot, facts, nowMs),
    ...visibleParts(request.vertical, request, snapshot, facts, nowMs),
    ...(open === null ? [] : [{ facet: null, predicate: open, selected: [] }]),
  ];
}
