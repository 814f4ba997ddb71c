/** Holds what rules and model read against what the text says of it: its bounds, its distances, its negations. */
import type { Facts } from '../../stores/facts.ts';
import { type IgnoredPart, withoutParts } from './ignored-part.ts';
import { withNegations } from './negation.ts';
import type { ReadFacet } from './read-facet.ts';
import { ignoredPay } from './read-pay.ts';
import { withRadius } from './read-radius.ts';

/** In the order of the text. Who read them has told their negations already; a new circle is negated as its place is. */
export function heldAgainstText(
  text: string,
  read: readonly ReadFacet[],
  facts: Facts,
): { readonly facets: readonly ReadFacet[]; readonly ignored: readonly IgnoredPart[] } {
  const ceilings = ignoredPay(text);
  const free = withoutParts(read, ceilings);
  const { facets, ignored } = withRadius(text, free, facts);
  return { facets: facets === free ? facets : withNegations(text, facets), ignored: [...ceilings, ...ignored] };
}
