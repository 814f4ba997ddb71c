/** The profiles of an index version that not everybody sees. */

import { PEOPLE_COLUMNS } from './attribute-names.ts';
import type { Mask } from './attributes.ts';
import type { ProfileVisibility } from './documents.ts';
import type { IndexSnapshot } from './index-snapshots.ts';
import type { Predicate } from './predicate.ts';

const HIDDEN: ProfileVisibility = 'HIDDEN';

/** Holds for hidden profiles; null where the index version has none, also one that was written before there were levels. */
export function hiddenPredicate({ vertical, attributes }: IndexSnapshot): Predicate | null {
  const column = vertical === 'people' ? attributes.columns[PEOPLE_COLUMNS.visibility] : undefined;
  const hasHidden = column?.kind === 'labels' && column.values.includes(HIDDEN);
  return hasHidden ? { kind: 'in', field: PEOPLE_COLUMNS.visibility, values: [HIDDEN] } : null;
}

/** [size], 1 for hidden profiles; null where there are none. */
export function hiddenPeople(snapshot: IndexSnapshot): Mask | null {
  const predicate = hiddenPredicate(snapshot);
  return predicate && snapshot.attributes.evaluate(predicate);
}
