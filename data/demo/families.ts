/** All occupation families of the demo, in one list. */

import { HEALTH_FAMILIES } from './families/health.ts';
import type { Family } from './family.ts';

export const FAMILIES: readonly Family[] = [...HEALTH_FAMILIES];

const BY_ID: ReadonlyMap<string, Family> = new Map(FAMILIES.map((family) => [family.id, family]));

/** Families named in `before`. */
export const earlierFamilies = (family: Family): readonly Family[] =>
  (family.before ?? '').split(' ').flatMap((id) => BY_ID.get(id) ?? []);
