/** Who may see a profile, and the profiles of an index version that not everybody sees. */

import { PEOPLE_COLUMNS } from './attribute-names.ts';
import type { Mask } from './attributes.ts';
import type { IndexSnapshot } from './index-snapshots.ts';
import type { Predicate } from './predicate.ts';

/**
 * PUBLIC profiles show everything, LIMITED ones initials in place of the name, HIDDEN ones are there for recruiters alone.
 * A profile that says nothing is public.
 */
export const PROFILE_VISIBILITIES = ['PUBLIC', 'LIMITED', 'HIDDEN'] as const;
export type ProfileVisibility = (typeof PROFILE_VISIBILITIES)[number];

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
