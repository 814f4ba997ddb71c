/** All that a match must meet: the filter of the request, and what only the index version can tell. */
import { JOB_COLUMNS } from '../../stores/attribute-names.ts';
import type { Facts } from '../../stores/facts.ts';
import type { IndexSnapshot } from '../../stores/index-snapshots.ts';
import type { JobFilter, SearchRequest } from '../types.ts';
import { type FilterPart, filterParts } from './filters.ts';
import { openJobs } from './open-jobs.ts';
import { shownPeople } from './shown-people.ts';

/** `nowMs` is milliseconds since 1970. */
export function hardFilters(
  request: SearchRequest,
  snapshot: IndexSnapshot,
  facts: Facts,
  nowMs: number,
): readonly FilterPart[] {
  const parts = filterParts(request, facts, nowMs);
  if (request.vertical !== 'jobs') return [...parts, ...shownPeople(request, snapshot)];
  const open = openJobs(snapshot, nowMs);
  return [
    ...parts,
    ...languages(request.filter.languages, snapshot),
    ...(open === null ? [] : [{ facet: null, predicate: open, selected: [] }]),
  ];
}

/** Basic filtering of RFC 4647: en is met by en and en-GB, en-GB by itself alone; a posting without a language by none. */
function languages(ranges: JobFilter['languages'], snapshot: IndexSnapshot): readonly FilterPart[] {
  if (!ranges || ranges.length === 0) return [];
  const field = JOB_COLUMNS.language;
  const wanted = ranges.map((range) => range.toLowerCase());
  const values = snapshot.attributes.labels(field).values.filter((value) => {
    const tag = value.toLowerCase();
    return wanted.some((range) => tag === range || tag.startsWith(`${range}-`));
  });
  return [{ facet: null, predicate: { kind: 'in', field, values }, selected: [] }];
}
