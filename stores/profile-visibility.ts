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
export const hiddenPeople = (snapshot: IndexSnapshot): Mask | null => maskOf(snapshot, 'HIDDEN');

/** [size], 1 for profiles that show initials; null where there are none. */
export const namelessPeople = (snapshot: IndexSnapshot): Mask | null => maskOf(snapshot, 'LIMITED');

const masks = new WeakMap<IndexSnapshot, Map<ProfileVisibility, Mask | null>>();

/** Read once an index version: every object that is read by its id asks. */
function maskOf(snapshot: IndexSnapshot, level: ProfileVisibility): Mask | null {
  const known = masks.get(snapshot) ?? new Map<ProfileVisibility, Mask | null>();
  masks.set(snapshot, known);
  const predicate = levelPredicate(snapshot, level);
  const mask = known.get(level) ?? (predicate && snapshot.attributes.evaluate(predicate));
  known.set(level, mask);
  return mask;
}
