/** Says which understood values are hard filters: contracts.md, "Negated facets are hard; skills are soft". */
import type { FacetField, ReadFacet } from './read-facet.ts';

/** Wanted values of these fields leave no room: a date is met or it is not, and so is being open to work. All others raise what meets them. */
const HARD: ReadonlySet<FacetField> = new Set(['postedWithinDays', 'openToWork']);

/** With `isHard` as the policy has it; what no column can tell stays soft. */
export function withPolicy(facet: ReadFacet): ReadFacet {
  return { ...facet, isHard: facet.condition !== null && (facet.isNegated || HARD.has(facet.field)) };
}
