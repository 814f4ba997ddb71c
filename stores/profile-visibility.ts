/** The profiles of an index version that not everybody sees. */

import { PEOPLE_COLUMNS } from './attribute-names.ts';
import type { Mask } from './attributes.ts';
import type { ProfileVisibility } from './documents.ts';
import type { IndexSnapshot } from './index-snapshots.ts';
import type { Predicate } from './predicate.ts';

/** Holds for hidden profiles; null where the index version has none, also one that was written before there were levels. */
export const hiddenPredicate = (snapshot: IndexSnapshot): Predicate | null => levelPredicate(snapshot, 'HIDDEN');

/** Holds for profiles that show initials in place of their name; null where there are none. */
export const namelessPredicate = (snapshot: IndexSnapshot): Predicate | null => levelPredicate(snapshot, 'LIMITED');

function levelPredicate({ vertical, attributes }: IndexSnapshot, level: ProfileVisibility): Predicate | null {
  const column = vertical === 'people' ? attributes.columns[PEOPLE_COLUMNS.visibility] : undefined;
  const hasLevel = column?.kind === 'labels' && column.values.includes(level);
  return hasLevel ? { kind: 'in', field: PEOPLE_COLUMNS.visibility, values: [level] } : null;
}

/** [size], 1 for hidden profiles; null where there are none. */
export function hiddenPeople(snapshot: IndexSnapshot): Mask | null {
  const predicate = hiddenPredicate(snapshot);
  return predicate && snapshot.attributes.evaluate(predicate);
}
