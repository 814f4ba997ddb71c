/** Pairs the values that a text states with those that were read from it: each with one that means the same, at most. */

import type { SameValue } from './facet-values.ts';
import type { GoldFacet } from './understanding-files.ts';

/** Negated values of every field count as one field. */
const NEGATED = 'negated';

export const nameOf = (facet: GoldFacet): string => (facet.isNegated ? NEGATED : facet.field);

interface Pairing {
  /** Gold values that a read one meets. */
  readonly met: ReadonlySet<GoldFacet>;
  readonly missed: readonly GoldFacet[];
  /** Read values that meet no gold one. */
  readonly unmatched: readonly GoldFacet[];
}

/** In the order of `gold`: the first read value that is left and means the same. */
export function pairFacets(gold: readonly GoldFacet[], read: readonly GoldFacet[], isSame: SameValue): Pairing {
  const unmatched = [...read];
  const met = new Set<GoldFacet>();
  for (const facet of gold) {
    const at = unmatched.findIndex(
      (other) => isMet(facet, other, isSame) || isMetWithLevel(facet, other, read, isSame),
    );
    if (at < 0) continue;
    unmatched.splice(at, 1);
    met.add(facet);
  }
  return { met, missed: gold.filter((facet) => !met.has(facet)), unmatched };
}

function isMet(gold: GoldFacet, read: GoldFacet, isSame: SameValue): boolean {
  if (nameOf(gold) !== nameOf(read)) return false;
  return isSame(gold.field, gold.value, read.value) || (gold.isNegated && isSame(read.field, gold.value, read.value));
}

/** "senior accountant" is what an accountant and the level that the text calls "senior" say together; one without the other is not. */
function isMetWithLevel(gold: GoldFacet, title: GoldFacet, read: readonly GoldFacet[], isSame: SameValue): boolean {
  if (gold.field !== 'title' || nameOf(title) !== 'title' || gold.isNegated) return false;
  return read.some(
    (level) =>
      nameOf(level) === 'seniority' &&
      level.sourceText !== undefined &&
      isSame('title', gold.value, `${level.sourceText} ${title.value}`),
  );
}
