/** The conditions of a filter on one index version: those of its columns, and languages, whose tags only the version knows. */

import { JOB_COLUMNS } from '../../stores/attribute-names.ts';
import type { Facts } from '../../stores/facts.ts';
import type { IndexSnapshot } from '../../stores/index-snapshots.ts';
import type { JobFilter } from '../filters.ts';
import type { VerticalFilter } from '../vertical-filter.ts';
import { type FilterPart, filterParts } from './filters.ts';

/** `nowMs` is milliseconds since 1970. */
export function filterConditions(
  filter: VerticalFilter,
  snapshot: IndexSnapshot,
  facts: Facts,
  nowMs: number,
): readonly FilterPart[] {
  const parts = filterParts(filter, facts, nowMs);
  return filter.vertical === 'jobs' ? [...parts, ...languages(filter.filter.languages, snapshot)] : parts;
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
