/** Columns of attributes by position: labels and numbers that filters, facets and sorts read. */

import type { Predicate } from './predicate.ts';

/** One byte a document: 1 when it passes. */
export type Mask = Uint8Array;

/** Several labels a document, dictionary encoded: document d has the labels of codes[starts[d]] to codes[starts[d + 1] - 1]. */
export interface LabelColumn {
  readonly kind: 'labels';
  readonly values: readonly string[];
  readonly starts: Uint32Array;
  readonly codes: Uint32Array;
}

/** One number a document; NaN when unknown. */
export interface NumberColumn {
  readonly kind: 'numbers';
  readonly numbers: Float64Array;
}

export interface AttributeColumns {
  readonly size: number;
  readonly columns: Readonly<Record<string, LabelColumn | NumberColumn>>;
  /** The documents that pass; throws BAD_USER_INPUT for a field that is no column. */
  readonly evaluate: (predicate: Predicate) => Mask;
}
