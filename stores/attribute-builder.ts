/** Builds attribute columns document by document, in position order. */

import { createAttributeColumns } from './attribute-columns.ts';
import type { AttributeColumn, AttributeColumns } from './attributes.ts';

/** A label, or a label and how a person reads it; the first reading of a label stays. */
export type Label = string | { readonly value: string; readonly display: string };

export interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

/** What one document says for each column; what is absent is no label, NaN or no point. */
export interface AttributeRow {
  readonly labels: Readonly<Record<string, readonly Label[]>>;
  readonly numbers: Readonly<Record<string, number | null>>;
  readonly points: Readonly<Record<string, readonly Point[]>>;
}

/** Names of the columns by kind, so that an index without a document has them all. */
export interface AttributeLayout {
  readonly labels: readonly string[];
  readonly numbers: readonly string[];
  readonly points: readonly string[];
}

export interface AttributeBuilder {
  readonly add: (row: AttributeRow) => void;
  /** `keeps` leaves out labels for reasons that are known only at the end; all stay without it. */
  readonly build: (keeps?: KeepsLabel) => AttributeColumns;
}

export type KeepsLabel = (column: string, value: string) => boolean;

interface LabelDraft {
  readonly codeOf: Map<string, number>;
  readonly displayLabels: string[];
  readonly starts: number[];
  readonly codes: number[];
}

interface PointDraft {
  readonly starts: number[];
  readonly coordinates: number[];
}

export function createAttributeBuilder(layout: AttributeLayout): AttributeBuilder {
  const labels = new Map(layout.labels.map((name) => [name, newLabelDraft()]));
  const numbers = new Map(layout.numbers.map((name): [string, number[]] => [name, []]));
  const points = new Map(layout.points.map((name): [string, PointDraft] => [name, { starts: [0], coordinates: [] }]));
  let size = 0;
  return {
    add: (row) => {
      size += 1;
      for (const [name, draft] of labels) addLabels(draft, row.labels[name] ?? []);
      for (const [name, values] of numbers) values.push(row.numbers[name] ?? Number.NaN);
      for (const [name, draft] of points) addPoints(draft, row.points[name] ?? []);
    },
    build: (keeps = () => true) => {
      const columns: Record<string, AttributeColumn> = {};
      for (const [name, draft] of labels) columns[name] = labelColumn(draft, (value) => keeps(name, value));
      for (const [name, values] of numbers) columns[name] = { kind: 'numbers', numbers: Float64Array.from(values) };
      for (const [name, draft] of points) {
        columns[name] = {
          kind: 'points',
          starts: Uint32Array.from(draft.starts),
          coordinates: Float32Array.from(draft.coordinates),
        };
      }
      return createAttributeColumns(size, columns);
    },
  };
}

const newLabelDraft = (): LabelDraft => ({ codeOf: new Map(), displayLabels: [], starts: [0], codes: [] });

/** A label given twice counts once, so that facet counts count documents. */
function addLabels(draft: LabelDraft, labels: readonly Label[]): void {
  const codes = new Set(labels.map((label) => codeFor(draft, label)));
  draft.codes.push(...codes);
  draft.starts.push(draft.codes.length);
}

function codeFor(draft: LabelDraft, label: Label): number {
  const { value, display } = typeof label === 'string' ? { value: label, display: label } : label;
  const known = draft.codeOf.get(value);
  if (known !== undefined) return known;
  const code = draft.codeOf.size;
  draft.codeOf.set(value, code);
  draft.displayLabels.push(display);
  return code;
}

function addPoints(draft: PointDraft, points: readonly Point[]): void {
  for (const point of points) draft.coordinates.push(point.latitude, point.longitude);
  draft.starts.push(draft.coordinates.length / 2);
}

function labelColumn(draft: LabelDraft, keeps: (value: string) => boolean): AttributeColumn {
  const values = [...draft.codeOf.keys()];
  const kept = values.map((_, code) => code).filter((code) => keeps(values[code] ?? ''));
  const newCode = new Map(kept.map((code, index) => [code, index]));
  const starts = [0];
  const codes: number[] = [];
  for (let d = 0; d + 1 < draft.starts.length; d += 1) {
    for (let at = draft.starts[d] ?? 0; at < (draft.starts[d + 1] ?? 0); at += 1) {
      const code = newCode.get(draft.codes[at] ?? -1);
      if (code !== undefined) codes.push(code);
    }
    starts.push(codes.length);
  }
  return {
    kind: 'labels',
    values: kept.map((code) => values[code] ?? ''),
    displayLabels: kept.map((code) => draft.displayLabels[code] ?? ''),
    starts: Uint32Array.from(starts),
    codes: Uint32Array.from(codes),
  };
}
