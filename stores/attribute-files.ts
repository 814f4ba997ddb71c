/** Attribute columns as bytes and back. */

import { arrayOf, type BundledArray, packArrays, unpackArrays } from './array-bundle.ts';
import { createAttributeColumns } from './attribute-columns.ts';
import type { AttributeColumn, AttributeColumns } from './attributes.ts';

type ColumnDescription =
  | {
      readonly kind: 'labels';
      readonly name: string;
      readonly values: readonly string[];
      /** Null when every label reads as its value. */
      readonly displayLabels: readonly string[] | null;
    }
  | { readonly kind: 'numbers'; readonly name: string }
  | { readonly kind: 'points'; readonly name: string };

interface Description {
  readonly size: number;
  readonly columns: readonly ColumnDescription[];
}

export function packAttributes(attributes: AttributeColumns): Buffer {
  const columns: ColumnDescription[] = [];
  const arrays = new Map<string, BundledArray>();
  for (const [name, column] of Object.entries(attributes.columns)) {
    columns.push(describe(name, column));
    if (column.kind !== 'numbers') arrays.set(`${name}.starts`, column.starts);
    if (column.kind === 'labels') arrays.set(`${name}.codes`, column.codes);
    if (column.kind === 'numbers') arrays.set(`${name}.numbers`, column.numbers);
    if (column.kind === 'points') arrays.set(`${name}.coordinates`, column.coordinates);
  }
  const description: Description = { size: attributes.size, columns };
  return packArrays(description, arrays);
}

function describe(name: string, column: AttributeColumn): ColumnDescription {
  if (column.kind !== 'labels') return { kind: column.kind, name };
  const isPlain = column.values.every((value, code) => value === column.displayLabels[code]);
  return { kind: 'labels', name, values: column.values, displayLabels: isPlain ? null : column.displayLabels };
}

/** `fileName` is for messages. Throws INDEX_INVALID when an array is missing. */
export function unpackAttributes(bytes: Uint8Array, fileName: string): AttributeColumns {
  const bundle = unpackArrays(bytes, fileName);
  const { size, columns } = bundle.description as Description;
  const array = <T extends BundledArray>(name: string, type: new () => T): T => arrayOf(bundle, name, type, fileName);
  const read = (column: ColumnDescription): AttributeColumn => {
    if (column.kind === 'numbers') return { kind: 'numbers', numbers: array(`${column.name}.numbers`, Float64Array) };
    const starts = array(`${column.name}.starts`, Uint32Array);
    if (column.kind === 'points') {
      return { kind: 'points', starts, coordinates: array(`${column.name}.coordinates`, Float32Array) };
    }
    const { values, displayLabels } = column;
    return {
      kind: 'labels',
      values,
      displayLabels: displayLabels ?? values,
      starts,
      codes: array(`${column.name}.codes`, Uint32Array),
    };
  };
  return createAttributeColumns(size, Object.fromEntries(columns.map((column) => [column.name, read(column)])));
}
