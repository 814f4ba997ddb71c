/** Columns of a segment followed by those of the changes to it, as one. */

import { createAttributeColumns } from './attribute-columns.ts';
import type { AttributeColumn, AttributeColumns, LabelColumn, Mask, NumberColumn, PointColumn } from './attributes.ts';

/** `live` [size of both] is 0 where a document no longer counts. A column that only one of them has is empty in the other. */
export function joinAttributes(base: AttributeColumns, changes: AttributeColumns, live: Mask): AttributeColumns {
  const names = new Set([...Object.keys(base.columns), ...Object.keys(changes.columns)]);
  const sizes: Sizes = [base.size, changes.size];
  const columns = [...names].map((name) => [name, joined(base.columns[name], changes.columns[name], sizes)] as const);
  return createAttributeColumns(base.size + changes.size, Object.fromEntries(columns), live);
}

type Sizes = readonly [base: number, changes: number];

function joined(
  base: AttributeColumn | undefined,
  changes: AttributeColumn | undefined,
  sizes: Sizes,
): AttributeColumn {
  const kind = (base ?? changes)?.kind ?? 'numbers';
  if (kind === 'labels') return joinLabels(ofKind(base, 'labels'), ofKind(changes, 'labels'), sizes);
  if (kind === 'points') return joinPoints(ofKind(base, 'points'), ofKind(changes, 'points'), sizes);
  return joinNumbers(ofKind(base, 'numbers'), ofKind(changes, 'numbers'), sizes);
}

function ofKind<K extends AttributeColumn['kind']>(
  column: AttributeColumn | undefined,
  kind: K,
): Extract<AttributeColumn, { kind: K }> | undefined {
  return column?.kind === kind ? (column as Extract<AttributeColumn, { kind: K }>) : undefined;
}

/** The changes' labels get the codes that the base has for them; new ones come after the base's. */
function joinLabels(base: LabelColumn = NO_LABELS, changes: LabelColumn = NO_LABELS, sizes: Sizes): LabelColumn {
  const codeOf = new Map(base.values.map((value, code) => [value, code]));
  const [values, displayLabels] = [[...base.values], [...base.displayLabels]];
  const newCodes = changes.values.map((value, code) => {
    const known = codeOf.get(value);
    if (known !== undefined) return known;
    displayLabels.push(changes.displayLabels[code] ?? value);
    return values.push(value) - 1;
  });
  const codes = new Uint32Array(base.codes.length + changes.codes.length);
  codes.set(base.codes);
  changes.codes.forEach((code, at) => {
    codes[base.codes.length + at] = newCodes[code] ?? 0;
  });
  return { kind: 'labels', values, displayLabels, starts: joinStarts(base.starts, changes.starts, sizes), codes };
}

function joinPoints(base: PointColumn = NO_POINTS, changes: PointColumn = NO_POINTS, sizes: Sizes): PointColumn {
  const coordinates = new Float32Array(base.coordinates.length + changes.coordinates.length);
  coordinates.set(base.coordinates);
  coordinates.set(changes.coordinates, base.coordinates.length);
  return { kind: 'points', starts: joinStarts(base.starts, changes.starts, sizes), coordinates };
}

function joinNumbers(
  base: NumberColumn | undefined,
  changes: NumberColumn | undefined,
  [baseSize, size]: Sizes,
): NumberColumn {
  const numbers = new Float64Array(baseSize + size).fill(Number.NaN);
  if (base !== undefined) numbers.set(base.numbers);
  if (changes !== undefined) numbers.set(changes.numbers, baseSize);
  return { kind: 'numbers', numbers };
}

/** [base + changes + 1]; where a part has no such column its documents have nothing. */
function joinStarts(base: Uint32Array, changes: Uint32Array, [baseSize, size]: Sizes): Uint32Array {
  const starts = new Uint32Array(baseSize + size + 1);
  starts.set(base.subarray(0, baseSize + 1));
  const end = base.at(-1) ?? 0;
  for (let document = 0; document <= size; document++) starts[baseSize + document] = end + (changes[document] ?? 0);
  return starts;
}

const NOTHING = new Uint32Array();
const NO_LABELS: LabelColumn = { kind: 'labels', values: [], displayLabels: [], starts: NOTHING, codes: NOTHING };
const NO_POINTS: PointColumn = { kind: 'points', starts: NOTHING, coordinates: new Float32Array() };
