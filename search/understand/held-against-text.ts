/** Holds what rules and model read against what the text says of it: its bounds, its distances, its negations. */
import type { Facts } from '../../stores/facts.ts';
import { type IgnoredPart, withoutParts } from './ignored-part.ts';
import { negatedByText } from './negation.ts';
import type { ReadFacet } from './read-facet.ts';
import { ignoredPay } from './read-pay.ts';
import { withRadius } from './read-radius.ts';

/** In the order of the text. Rules have told negations already of what they read themselves. */
export function heldAgainstText(
  text: string,
  read: readonly ReadFacet[],
  isByModel: boolean,
  facts: Facts,
): { readonly facets: readonly ReadFacet[]; readonly ignored: readonly IgnoredPart[] } {
  const ceilings = ignoredPay(text);
  const free = withoutParts(read, ceilings);
  const { facets, ignored } = withRadius(text, free, facts);
  const isNew = isByModel || facets !== free;
  return { facets: isNew ? negatedByText(text, facets) : facets, ignored: [...ceilings, ...ignored] };
}
