/** Columns of attributes by position: labels, numbers and points that filters, facets and sorts read. */

import type { Predicate } from './predicate.ts';

/** One byte a document: 1 when it passes. */
export type Mask = Uint8Array;

/** Several labels a document, dictionary encoded: document d has the labels of codes[starts[d]] to codes[starts[d + 1] - 1]. */
export interface LabelColumn {
  readonly kind: 'labels';
  /** By code: what predicates compare and facets return as value. */
  readonly values: readonly string[];
  /** By code: how a person reads it; the same array as `values` where nothing else was given. */
  readonly displayLabels: readonly string[];
  /** [size + 1]. */
  readonly starts: Uint32Array;
  readonly codes: Uint32Array;
}

/** One number a document; NaN when unknown. */
export interface NumberColumn {
  readonly kind: 'numbers';
  readonly numbers: Float64Array;
}

/** Several points a document, in degrees; `starts` as in a label column, two entries of `coordinates` a point: latitude, longitude. */
export interface PointColumn {
  readonly kind: 'points';
  /** [size + 1], counts points. */
  readonly starts: Uint32Array;
  readonly coordinates: Float32Array;
}

export type AttributeColumn = LabelColumn | NumberColumn | PointColumn;

export interface AttributeColumns {
  readonly size: number;
  readonly columns: Readonly<Record<string, AttributeColumn>>;
  /** The column of labels of that name; throws BAD_USER_INPUT when there is none. */
  readonly labels: (field: string) => LabelColumn;
  /** The column of numbers of that name; throws BAD_USER_INPUT when there is none. */
  readonly numbers: (field: string) => NumberColumn;
  /** The documents that count. */
  readonly everything: () => Mask;
  /** Those of them that pass; throws BAD_USER_INPUT for a field that is no column. */
  readonly evaluate: (predicate: Predicate) => Mask;
}
