/** Gives every part of an index version the columns that any of them has, so that one filter can be asked of all. */

import { createAttributeColumns } from './attribute-columns.ts';
import type { AttributeColumn, AttributeColumns } from './attributes.ts';

/** A column that only some have, because they were made before it, is empty in the others. None may have documents that no longer count. */
export function completeAttributes(parts: readonly AttributeColumns[]): readonly AttributeColumns[] {
  const all = new Map(parts.flatMap(({ columns }) => Object.entries(columns)));
  return parts.map((part) => {
    const missing = [...all].filter(([name]) => !Object.hasOwn(part.columns, name));
    if (missing.length === 0) return part;
    const added = missing.map(([name, column]) => [name, emptyLike(column, part.size)] as const);
    return createAttributeColumns(part.size, { ...part.columns, ...Object.fromEntries(added) });
  });
}

function emptyLike({ kind }: AttributeColumn, size: number): AttributeColumn {
  const starts = new Uint32Array(size + 1);
  if (kind === 'labels') return { kind, values: [], displayLabels: [], starts, codes: new Uint32Array() };
  if (kind === 'points') return { kind, starts, coordinates: new Float32Array() };
  return { kind, numbers: new Float64Array(size).fill(Number.NaN) };
}
