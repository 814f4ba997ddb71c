/** A hard filter as data: it travels to workers as JSON and is evaluated against attribute columns. */

export type Predicate =
  | { readonly kind: 'all'; readonly of: readonly Predicate[] }
  | { readonly kind: 'any'; readonly of: readonly Predicate[] }
  | { readonly kind: 'not'; readonly of: Predicate }
  /** Holds when the column of labels has at least one of the values. */
  | { readonly kind: 'in'; readonly field: string; readonly values: readonly string[] }
  /** Holds when one label of the column has every one of the words; labels and words are folded. No word: no document. */
  | { readonly kind: 'contains'; readonly field: string; readonly words: readonly string[] }
  /** Both bounds inclusive; a document without a value passes only when `includeUnknown`. */
  | {
      readonly kind: 'range';
      readonly field: string;
      readonly minimum?: number;
      readonly maximum?: number;
      readonly includeUnknown?: boolean;
    }
  /** At least one point of the column `point` lies within the radius (great circle). */
  | { readonly kind: 'near'; readonly latitude: number; readonly longitude: number; readonly radiusKm: number };

/** The conjunction of what is given; null when nothing is asked, so that no mask is computed. */
export function allOf(predicates: readonly Predicate[]): Predicate | null {
  if (predicates.length === 0) return null;
  const [first] = predicates;
  return predicates.length === 1 && first ? first : { kind: 'all', of: predicates };
}
