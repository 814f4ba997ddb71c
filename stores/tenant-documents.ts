/** The documents of an index version that belong to one tenant alone. */

import { TENANT_COLUMN } from './attribute-names.ts';
import type { Mask } from './attributes.ts';
import type { IndexSnapshot } from './index-snapshots.ts';
import type { Predicate } from './predicate.ts';

/** Holds for documents of other tenants than this one; null where the index version has none. */
export function foreignPredicate({ attributes }: IndexSnapshot, tenant: string): Predicate | null {
  const column = attributes.columns[TENANT_COLUMN];
  const others = column?.kind === 'labels' ? column.values.filter((owner) => owner !== tenant) : [];
  return others.length === 0 ? null : { kind: 'in', field: TENANT_COLUMN, values: others };
}

/** [size], 1 for documents of any tenant's own; null where there are none. */
export function foreignDocuments(snapshot: IndexSnapshot): Mask | null {
  const predicate = foreignPredicate(snapshot, '');
  return predicate && snapshot.attributes.evaluate(predicate);
}
