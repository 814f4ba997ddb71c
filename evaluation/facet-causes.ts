/** Why values of a text were missed or read for nothing: counted by field and cause, for whoever looks for the next thing to mend. */

import type { SameValue } from './facet-values.ts';
import { nameOf, pairFacets } from './pair-facets.ts';
import type { GoldFacet } from './understanding-files.ts';

/**
 * Of a missed value: another value of its field was read (`otherValue`), the same one under another field or the other way round
 * (`otherField`, `negation`), or none though its words stand in the text whole, in part or not at all (`said`, `partlySaid`, `unsaid`).
 * Of one that was read: the same causes from the other side, `extra` where gold has no value of the field left.
 */
export type FacetCause = 'otherValue' | 'otherField' | 'negation' | 'said' | 'partlySaid' | 'unsaid' | 'extra';

export interface FacetMistake {
  readonly field: string;
  readonly kind: 'missed' | 'false';
  readonly cause: FacetCause;
  readonly value: string;
}

/** Stems of the words that say something. */
export type StemsOf = (text: string) => readonly string[];

/** One entry a gold value that was not met and one a read value that met none. */
export function mistakesOf(
  text: string,
  gold: readonly GoldFacet[],
  read: readonly GoldFacet[],
  isSame: SameValue,
  stemsOf: StemsOf,
): readonly FacetMistake[] {
  const { missed, unmatched } = pairFacets(gold, read, isSame);
  const byCause = (facets: readonly GoldFacet[], kind: 'missed' | 'false'): readonly FacetMistake[] => {
    const others = kind === 'missed' ? unmatched : missed;
    return facets.map((facet) => ({
      field: nameOf(facet),
      kind,
      cause: movedCause(facet, others, isSame) ?? (kind === 'missed' ? saidCause(text, facet.value, stemsOf) : 'extra'),
      value: facet.value,
    }));
  };
  return [...byCause(missed, 'missed'), ...byCause(unmatched, 'false')];
}

/** Null when the other side holds nothing that could have been meant. */
function movedCause(facet: GoldFacet, others: readonly GoldFacet[], isSame: SameValue): FacetCause | null {
  const same = others.find(
    (other) => isSame(facet.field, facet.value, other.value) || isSame(other.field, facet.value, other.value),
  );
  if (same !== undefined) return same.isNegated === facet.isNegated ? 'otherField' : 'negation';
  return others.some((other) => nameOf(other) === nameOf(facet)) ? 'otherValue' : null;
}

function saidCause(text: string, value: string, stemsOf: StemsOf): FacetCause {
  const inText = new Set(stemsOf(text));
  const stems = stemsOf(value);
  const said = stems.filter((stem) => inText.has(stem)).length;
  if (said === 0) return 'unsaid';
  return said === stems.length ? 'said' : 'partlySaid';
}

/** "title missed unsaid" to how often, the most frequent first. */
export function countCauses(mistakes: readonly FacetMistake[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const { field, kind, cause } of mistakes) {
    const name = `${field} ${kind} ${cause}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].sort((a, b) => b[1] - a[1]));
}
