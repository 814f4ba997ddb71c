/** Columns of a segment followed by those of the changes to it, as one; copied in parts with room for other work between them. */

import { setImmediate as breathe } from 'node:timers/promises';
import { createAttributeColumns } from './attribute-columns.ts';
import type { AttributeColumn, AttributeColumns, LabelColumn, Mask, NumberColumn, PointColumn } from './attributes.ts';

/** `live` [size of both] is 0 where a document no longer counts. A column that only one of them has is empty in the other. */
export async function joinAttributes(
  base: AttributeColumns,
  changes: AttributeColumns,
  live: Mask,
): Promise<AttributeColumns> {
  const names = new Set([...Object.keys(base.columns), ...Object.keys(changes.columns)]);
  const sizes: Sizes = [base.size, changes.size];
  const columns: Record<string, AttributeColumn> = {};
  for (const name of names) {
    columns[name] = await joined(base.columns[name], changes.columns[name], sizes);
    await breathe();
  }
  return createAttributeColumns(base.size + changes.size, columns, live);
}

/** A few milliseconds. */
const LABELS_A_TURN = 50_000;

type Sizes = readonly [base: number, changes: number];

async function joined(
  base: AttributeColumn | undefined,
  changes: AttributeColumn | undefined,
  sizes: Sizes,
): Promise<AttributeColumn> {
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
async function joinLabels(
  base: LabelColumn = NO_LABELS,
  changes: LabelColumn = NO_LABELS,
  sizes: Sizes,
): Promise<LabelColumn> {
  const newCodes = await codesInBase(base.values, changes.values);
  const isNew = changes.values.map((_, code) => newCodes[code] === undefined);
  let next = base.values.length;
  isNew.forEach((isAdded, code) => {
    if (isAdded) newCodes[code] = next++;
  });
  const codes = new Uint32Array(base.codes.length + changes.codes.length);
  codes.set(base.codes);
  changes.codes.forEach((code, at) => {
    codes[base.codes.length + at] = newCodes[code] ?? 0;
  });
  return {
    kind: 'labels',
    values: base.values.concat(changes.values.filter((_, code) => isNew[code])),
    displayLabels: base.displayLabels.concat(changes.displayLabels.filter((_, code) => isNew[code])),
    starts: joinStarts(base.starts, changes.starts, sizes),
    codes,
  };
}

/** By code of the changes; undefined for what the base does not have. Of the base, which may have a label a document, no map is made. */
async function codesInBase(base: readonly string[], changes: readonly string[]): Promise<(number | undefined)[]> {
  const ownCodes = new Map(changes.map((value, code) => [value, code]));
  const found: (number | undefined)[] = changes.map(() => undefined);
  for (let first = 0; first < base.length; first += LABELS_A_TURN) {
    const end = Math.min(base.length, first + LABELS_A_TURN);
    for (let code = first; code < end; code++) {
      const own = ownCodes.get(base[code] ?? '');
      if (own !== undefined) found[own] = code;
    }
    if (end < base.length) await breathe();
  }
  return found;
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
