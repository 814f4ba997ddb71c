/** Roles that a text asks for without naming one: "take care of old folks at their home" means a home health aide. */

import type { TextReading } from '../../models/understanding.ts';
import { titleCondition } from './facet-conditions.ts';
import type { ReadFacet } from './read-facet.ts';

const NO_ROLE = 'none';
/** Likelier than this a role is meant; chosen on held-out training queries. */
const MEANT_FROM = 0.35;
const MOST_ROLES = 2;

/** None where the words name a role already: what is written is known better than what is meant. */
export function meantRoles(
  text: string,
  facets: readonly ReadFacet[],
  reading: TextReading | null,
): readonly ReadFacet[] {
  const isNamed = facets.some(({ field, isNegated }) => !isNegated && (field === 'title' || field === 'name'));
  if (isNamed || reading?.roles === undefined) return [];
  return Object.entries(reading.roles)
    .filter(([role, p]) => role !== NO_ROLE && p >= MEANT_FROM && !facets.some(({ value }) => value === role))
    .sort((a, b) => b[1] - a[1])
    .slice(0, MOST_ROLES)
    .map(([role, p]) => ({
      id: `title:${role}`,
      field: 'title',
      value: role,
      sourceText: text,
      start: 0,
      end: text.length,
      confidence: p,
      condition: titleCondition(role),
      isNegated: false,
      isHard: false,
    }));
}
