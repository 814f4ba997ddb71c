/** What of an index version a caller may see: no other tenant's documents, no hidden profiles, and only what the filter of key or token lets through. */

import { checkFilter } from '../runtime/check-filter.ts';
import type { Mask } from '../stores/attributes.ts';
import type { Vertical } from '../stores/documents.ts';
import type { Facts } from '../stores/facts.ts';
import type { IndexSnapshot } from '../stores/index-snapshots.ts';
import { allOf } from '../stores/predicate.ts';
import { hiddenPredicate } from '../stores/profile-visibility.ts';
import { foreignPredicate } from '../stores/tenant-documents.ts';
import { mayRead, type Sight, sightOf } from './access.ts';
import type { SearchContext } from './context.ts';
import { filterConditions } from './retrieve/filter-conditions.ts';
import type { FilterPart } from './retrieve/filters.ts';
import type { VerticalFilter } from './vertical-filter.ts';

/** No facet shows them, so none is counted without them. `nowMs` is milliseconds since 1970. */
export function visibleParts(
  vertical: Vertical,
  { tenant, seesHidden, within }: Sight,
  snapshot: IndexSnapshot,
  facts: Facts,
  nowMs: number,
): readonly FilterPart[] {
  const excluded = [foreignPredicate(snapshot, tenant ?? ''), seesHidden === true ? null : hiddenPredicate(snapshot)];
  const without = excluded.flatMap((predicate) =>
    predicate === null ? [] : [{ kind: 'not', of: predicate } as const],
  );
  return [...withinParts(vertical, within, snapshot, facts, nowMs), ...without].map((predicate) => ({
    facet: null,
    predicate,
    selected: [],
  }));
}

function withinParts(
  vertical: Vertical,
  within: Sight['within'],
  snapshot: IndexSnapshot,
  facts: Facts,
  nowMs: number,
) {
  if (within === undefined) return [];
  const filter = { vertical, filter: within } as VerticalFilter;
  checkFilter(filter);
  return filterConditions(filter, snapshot, facts, nowMs).map(({ predicate }) => predicate);
}

/** [size], 1 for what the caller may see; null for everything. One reading a request and index version. */
export function visibleMask(snapshot: IndexSnapshot, context: SearchContext): Mask | null {
  const name = `visible ${snapshot.vertical} ${snapshot.version}`;
  const known = context.memo.get(name) as Mask | null | undefined;
  const mask = known === undefined ? maskOf(snapshot, context) : known;
  context.memo.set(name, mask);
  return mask;
}

function maskOf(snapshot: IndexSnapshot, { caller, services: { facts, clock } }: SearchContext): Mask | null {
  const { vertical, attributes, size } = snapshot;
  if (!mayRead(caller, vertical)) return new Uint8Array(size);
  const parts = visibleParts(vertical, sightOf(caller, vertical), snapshot, facts, clock.date().getTime());
  const predicate = allOf(parts.map((part) => part.predicate));
  return predicate && attributes.evaluate(predicate);
}
