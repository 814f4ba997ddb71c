/** Attribute columns in memory: evaluates predicates over them, one pass over a column a condition. */

import { badInput } from '../runtime/errors.ts';
import { LATER_LABELS } from './attribute-names.ts';
import type { AttributeColumn, AttributeColumns, LabelColumn, Mask, NumberColumn, PointColumn } from './attributes.ts';
import type { Predicate } from './predicate.ts';

/** Mean radius of the earth (IUGG), for great circles. */
const EARTH_RADIUS_KM = 6371.0088;
const POINT_FIELD = 'point';

type Columns = Readonly<Record<string, AttributeColumn>>;

/** `size` documents; every column describes all of them. `live` is 0 for those that no longer count; null when all do. */
export function createAttributeColumns(size: number, columns: Columns, live: Mask | null = null): AttributeColumns {
  const codesOf = new WeakMap<LabelColumn, ReadonlyMap<string, number>>();
  const none = unlabelled(size);
  const labels = (field: string): LabelColumn =>
    LATER_LABELS.has(field) && !Object.hasOwn(columns, field) ? none : columnOf(columns, field, 'labels');
  const numbers = (field: string): NumberColumn => columnOf(columns, field, 'numbers');
  const codes = (column: LabelColumn): ReadonlyMap<string, number> => {
    const known = codesOf.get(column) ?? new Map(column.values.map((value, code) => [value, code]));
    codesOf.set(column, known);
    return known;
  };
  const byWordOf = new WeakMap<LabelColumn, ReadonlyMap<string, readonly number[]>>();
  const byWord = (column: LabelColumn): ReadonlyMap<string, readonly number[]> => {
    const known = byWordOf.get(column) ?? codesByWord(column);
    byWordOf.set(column, known);
    return known;
  };
  const evaluate = (predicate: Predicate): Mask => {
    switch (predicate.kind) {
      case 'all':
        return intersect(size, predicate.of.map(evaluate));
      case 'any':
        return unite(size, predicate.of.map(evaluate));
      case 'not':
        return evaluate(predicate.of).map((pass) => 1 - pass);
      case 'in': {
        const column = labels(predicate.field);
        return withLabels(size, column, markValues(column, predicate.values, codes(column)));
      }
      case 'contains': {
        const column = labels(predicate.field);
        return withLabels(size, column, markWords(column, predicate.words, byWord(column)));
      }
      case 'range':
        return inRange(size, numbers(predicate.field), predicate);
      case 'near':
        return near(size, columnOf(columns, POINT_FIELD, 'points'), predicate);
    }
  };
  return {
    size,
    columns,
    labels,
    numbers,
    everything: () => live?.slice() ?? new Uint8Array(size).fill(1),
    evaluate: (predicate) => (live === null ? evaluate(predicate) : intersect(size, [live, evaluate(predicate)])),
  };
}

/** A column without a label. */
function unlabelled(size: number): LabelColumn {
  const starts = new Uint32Array(size + 1);
  return { kind: 'labels', values: [], displayLabels: [], starts, codes: new Uint32Array() };
}

type Kind = AttributeColumn['kind'];

function columnOf<K extends Kind>(columns: Columns, field: string, kind: K): Extract<AttributeColumn, { kind: K }> {
  const column = Object.hasOwn(columns, field) ? columns[field] : undefined;
  if (column?.kind === kind) return column as Extract<AttributeColumn, { kind: K }>;
  const fields = Object.keys(columns).filter((name) => columns[name]?.kind === kind);
  throw badInput(`a filter needs a field of ${kind}, one of ${fields.join(', ')}; got "${field}"`);
}

function intersect(size: number, masks: readonly Mask[]): Mask {
  const result = new Uint8Array(size).fill(1);
  for (const mask of masks) for (let d = 0; d < size; d += 1) result[d] = (result[d] ?? 0) & (mask[d] ?? 0);
  return result;
}

function unite(size: number, masks: readonly Mask[]): Mask {
  const result = new Uint8Array(size);
  for (const mask of masks) for (let d = 0; d < size; d += 1) result[d] = (result[d] ?? 0) | (mask[d] ?? 0);
  return result;
}

/** One byte a code of the dictionary; values that it does not hold match nothing. */
function markValues(column: LabelColumn, values: readonly string[], codes: ReadonlyMap<string, number>): Uint8Array {
  const marks = new Uint8Array(column.values.length);
  for (const value of values) {
    const code = codes.get(value);
    if (code !== undefined) marks[code] = 1;
  }
  return marks;
}

/** Codes of the labels that have the word, each once, ascending. */
function codesByWord(column: LabelColumn): ReadonlyMap<string, readonly number[]> {
  const byWord = new Map<string, number[]>();
  column.values.forEach((value, code) => {
    for (const word of new Set(value.split(' '))) {
      const codes = byWord.get(word);
      if (codes === undefined) byWord.set(word, [code]);
      else codes.push(code);
    }
  });
  return byWord;
}

/** Labels with every one of the words; a "word" with blanks in it must stand in the label as it is. */
function markWords(
  column: LabelColumn,
  words: readonly string[],
  byWord: ReadonlyMap<string, readonly number[]>,
): Uint8Array {
  const marks = new Uint8Array(column.values.length);
  const parts = words.flatMap((word) => word.split(' '));
  const lists = parts.map((part) => byWord.get(part) ?? []);
  const [shortest] = lists.toSorted((a, b) => a.length - b.length);
  const framed = words.map((word) => ` ${word} `);
  for (const code of shortest ?? []) {
    const label = ` ${column.values[code] ?? ''} `;
    if (framed.every((word) => label.includes(word))) marks[code] = 1;
  }
  return marks;
}

function withLabels(size: number, column: LabelColumn, marks: Uint8Array): Mask {
  const { starts, codes } = column;
  const result = new Uint8Array(size);
  for (let d = 0; d < size; d += 1) {
    const end = starts[d + 1] ?? 0;
    for (let at = starts[d] ?? 0; at < end; at += 1) {
      if (marks[codes[at] ?? 0] === 1) {
        result[d] = 1;
        break;
      }
    }
  }
  return result;
}

function inRange(size: number, column: NumberColumn, range: Extract<Predicate, { kind: 'range' }>): Mask {
  const minimum = range.minimum ?? Number.NEGATIVE_INFINITY;
  const maximum = range.maximum ?? Number.POSITIVE_INFINITY;
  const unknown = range.includeUnknown === true ? 1 : 0;
  const result = new Uint8Array(size);
  for (let d = 0; d < size; d += 1) {
    const value = column.numbers[d] ?? Number.NaN;
    result[d] = Number.isNaN(value) ? unknown : Number(value >= minimum && value <= maximum);
  }
  return result;
}

function near(size: number, column: PointColumn, circle: Extract<Predicate, { kind: 'near' }>): Mask {
  const { starts, coordinates } = column;
  const result = new Uint8Array(size);
  for (let d = 0; d < size; d += 1) {
    const end = starts[d + 1] ?? 0;
    for (let at = starts[d] ?? 0; at < end; at += 1) {
      const latitude = coordinates[2 * at] ?? Number.NaN;
      const longitude = coordinates[2 * at + 1] ?? Number.NaN;
      if (distanceKm(circle.latitude, circle.longitude, latitude, longitude) <= circle.radiusKm) result[d] = 1;
    }
  }
  return result;
}

/** Great-circle distance by the haversine formula; arguments in degrees. */
export function distanceKm(latitudeA: number, longitudeA: number, latitudeB: number, longitudeB: number): number {
  const radians = Math.PI / 180;
  const h =
    Math.sin(((latitudeB - latitudeA) * radians) / 2) ** 2 +
    Math.cos(latitudeA * radians) *
      Math.cos(latitudeB * radians) *
      Math.sin(((longitudeB - longitudeA) * radians) / 2) ** 2;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(h)));
}
