/** One index version in a worker: its segments with their matrices, and the documents that a filter leaves in each. */

import { LRUCache } from 'lru-cache';
import { TandemError } from '../runtime/errors.ts';
import type { AttributeColumns } from '../stores/attributes.ts';
import type { Vertical } from '../stores/documents.ts';
import type { VersionPart } from '../stores/version-parts.ts';
import type { Backend, Matrix, NearestRows, Selection, VectorTable } from './backends/backend.ts';
import { mergeNearest } from './nearest-rows.ts';
import { parseFilter } from './tasks/parse-filter.ts';
import { parseTerms, termScores } from './term-scores.ts';

/** Where the segments of an index version are read from. */
export interface SegmentSource {
  /** In the order of their positions. */
  readonly parts: (vertical: Vertical, version: string) => Promise<readonly VersionPart[]>;
  readonly vectors: (vertical: Vertical, segment: string) => Promise<VectorTable>;
  readonly attributes: (vertical: Vertical, segment: string) => Promise<AttributeColumns>;
}

/** Its files, read once for all the versions that it is a part of. */
export interface LoadedSegment {
  readonly matrix: Matrix;
  readonly attributes: AttributeColumns;
}

interface Part extends LoadedSegment {
  /** Position of its first row. */
  readonly start: number;
  readonly removed: Uint32Array;
  /** By filter and terms as JSON. */
  readonly selections: LRUCache<string, Selection>;
}

export interface LoadedIndex {
  readonly dimensions: number;
  /** [queries, k] positions of the version; one wish a query. */
  readonly nearest: (queries: Float32Array, k: number, wishes: readonly Wish[]) => Promise<FoundRows>;
}

/** What one query asks of the documents beside being near: as JSON, empty for nothing. */
export interface Wish {
  readonly filter: string;
  readonly terms: string;
}

export interface FoundRows extends NearestRows {
  /** The scores without their terms. */
  readonly cosines: Float32Array;
}

/** Up to this share of survivors, gathering them is less work than scoring all (`npm run bench:retrieval` prints where they meet). */
const GATHER_BELOW_SHARE = 0.03;
/** 4 bytes a row each: 16 filters over a million rows. */
const MAX_SELECTION_BYTES = 64 * 1024 * 1024;

/** Throws INDEX_INVALID when vectors and attributes are not of the same documents. */
export async function loadSegment(
  backend: Backend,
  vertical: Vertical,
  segment: string,
  source: SegmentSource,
): Promise<LoadedSegment> {
  const [table, attributes] = await Promise.all([
    source.vectors(vertical, segment),
    source.attributes(vertical, segment),
  ]);
  if (table.size !== attributes.size) {
    throw new TandemError(
      'INDEX_INVALID',
      `segment ${segment} of ${vertical} has ${table.size} vectors and attributes of ${attributes.size} documents; ingest all documents again with --replace`,
    );
  }
  return { matrix: await backend.loadMatrix(table), attributes };
}

/** `segments` belong to `parts`, in order. */
export function openIndex(parts: readonly VersionPart[], segments: readonly LoadedSegment[]): LoadedIndex {
  let start = 0;
  const opened = segments.map((segment, at): Part => {
    const part = { ...segment, start, removed: parts[at]?.removed ?? new Uint32Array(), selections: newSelections() };
    start += segment.matrix.size;
    return part;
  });
  return {
    dimensions: segments[0]?.matrix.dimensions ?? 0,
    nearest: async (queries, k, wishes) => {
      const lists: NearestRows[] = [];
      for (const part of opened) if (part.matrix.size > 0) lists.push(await nearestOf(part, queries, k, wishes));
      const merged = mergeNearest(lists, wishes.length, k);
      return { ...merged, cosines: withoutTerms(merged, k, wishes, opened) };
    },
  };
}

function newSelections(): LRUCache<string, Selection> {
  return new LRUCache({ maxSize: MAX_SELECTION_BYTES, sizeCalculation: ({ bias }) => bias.byteLength + 1 });
}

async function nearestOf(part: Part, queries: Float32Array, k: number, wishes: readonly Wish[]): Promise<NearestRows> {
  const selections = wishes.map((wish) => selectionOf(part, wish));
  const { rows, scores } = await part.matrix.nearest(queries, Math.min(k, part.matrix.size), selections);
  return { rows: rows.map((row) => (row < 0 ? row : row + part.start)), scores };
}

/** The terms of a selection are exactly what was added. */
function withoutTerms(
  { rows, scores }: NearestRows,
  k: number,
  wishes: readonly Wish[],
  parts: readonly Part[],
): Float32Array {
  if (wishes.every(({ terms }) => terms === '')) return scores;
  return scores.map((score, at) => {
    const [row = -1, wish] = [rows[at], wishes[Math.floor(at / k)]];
    const part = parts.findLast(({ start }) => start <= row);
    if (row < 0 || part === undefined || wish === undefined || wish.terms === '') return score;
    return score - (selectionOf(part, wish)?.bias[row - part.start] ?? 0);
  });
}

/** Null when every row counts, and as it is. */
function selectionOf(part: Part, wish: Wish): Selection | null {
  if (wish.filter === '' && wish.terms === '' && part.removed.length === 0) return null;
  const key = `${wish.filter}\n${wish.terms}`;
  const known = part.selections.get(key) ?? select(part, wish);
  part.selections.set(key, known);
  return known;
}

function select({ attributes, removed, matrix }: Part, { filter, terms }: Wish): Selection {
  const bias = terms === '' ? new Float32Array(matrix.size) : termScores(parseTerms(terms), attributes);
  if (filter !== '') {
    const mask = attributes.evaluate(parseFilter(filter));
    for (let row = 0; row < mask.length; row++) if (mask[row] === 0) bias[row] = Number.NEGATIVE_INFINITY;
  }
  for (const row of removed) bias[row] = Number.NEGATIVE_INFINITY;
  return { bias, rows: fewRows(bias) };
}

function fewRows(bias: Float32Array): Int32Array | null {
  let count = 0;
  for (const value of bias) if (value > Number.NEGATIVE_INFINITY) count += 1;
  if (count > bias.length * GATHER_BELOW_SHARE) return null;
  const rows = new Int32Array(count);
  let at = 0;
  for (let row = 0; row < bias.length; row++) if ((bias[row] ?? 0) > Number.NEGATIVE_INFINITY) rows[at++] = row;
  return rows;
}
