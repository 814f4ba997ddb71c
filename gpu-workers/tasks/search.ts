/** Serves `index-jobs` or `index-people`: query vectors and filters in, the nearest positions of an index version out. */

import { LRUCache } from 'lru-cache';
import { badInput, TandemError } from '../../runtime/errors.ts';
import type { AttributeColumns, Mask } from '../../stores/attributes.ts';
import type { Vertical } from '../../stores/documents.ts';
import type { Backend, Matrix, NearestRows } from '../backends/backend.ts';
import { createKeptVersions } from '../kept-versions.ts';
import { nearestOfRows, type Rows, survivors } from '../nearest-rows.ts';
import type { InferRequest } from '../protocol.ts';
import { input, stringParameter } from '../request-inputs.ts';
import type { Served, ServedModel } from '../served-model.ts';
import { fp32, int64 } from '../tensors.ts';
import { parseFilter } from './parse-filter.ts';

/** Where the vectors and attributes of an index version are read from. */
export interface SegmentSource {
  readonly vectors: (vertical: Vertical, version: string) => Promise<Rows>;
  readonly attributes: (vertical: Vertical, version: string) => Promise<AttributeColumns>;
}

/** One index version in this process. */
interface LoadedIndex {
  readonly rows: Rows;
  readonly matrix: Matrix;
  readonly attributes: AttributeColumns;
  readonly masks: LRUCache<string, Mask>;
}

/** The newest and the one before it, so that open pages go on. */
const VERSIONS_KEPT = 2;
const MASKS_KEPT = 32;
const MAX_K = 10_000;
/** Up to this share of survivors, gathering them is less work than masking the whole matrix. */
const GATHER_BELOW_SHARE = 0.1;

export function serveSearch(backend: Backend, vertical: Vertical, source: SegmentSource): ServedModel {
  const indexOf = createKeptVersions((version) => loadIndex(backend, vertical, version, source), VERSIONS_KEPT);
  return {
    name: `index-${vertical}`,
    task: 'search',
    inputs: [
      // As wide as the vectors of the index version that is named.
      { name: 'query', datatype: 'FP32', shape: [-1, -1] },
      { name: 'k', datatype: 'INT32', shape: [1] },
      { name: 'filter', datatype: 'BYTES', shape: [-1] },
    ],
    outputs: [
      { name: 'id', datatype: 'INT64', shape: [-1, -1] },
      { name: 'score', datatype: 'FP32', shape: [-1, -1] },
    ],
    infer: async (request) => answer(await indexOf(stringParameter(request.parameters, 'index_version')), request),
    probe: () => probe(backend),
    load: async (parameters) => void (await indexOf(stringParameter(parameters, 'index_version'))),
  };
}

async function loadIndex(
  backend: Backend,
  vertical: Vertical,
  version: string,
  source: SegmentSource,
): Promise<LoadedIndex> {
  const [rows, attributes] = await Promise.all([
    source.vectors(vertical, version),
    source.attributes(vertical, version),
  ]);
  const isWhole = rows.size === attributes.size && rows.vectors.length === rows.size * rows.dimensions;
  if (!isWhole) {
    throw new TandemError(
      'INDEX_MISSING',
      `index version ${version} of ${vertical} has ${rows.size} vectors and attributes of ${attributes.size} documents; build it again`,
    );
  }
  const matrix = await backend.loadMatrix(rows.vectors, rows.size, rows.dimensions);
  return { rows, matrix, attributes, masks: new LRUCache({ max: MASKS_KEPT }) };
}

async function answer(index: LoadedIndex, request: InferRequest): Promise<Served> {
  const { query, filters, k } = inputsOf(request, index.rows.dimensions);
  const startedMs = performance.now();
  const ids = new BigInt64Array(filters.length * k).fill(-1n);
  const scores = new Float32Array(filters.length * k).fill(Number.NEGATIVE_INFINITY);
  for (const [filter, members] of groupByFilter(filters)) {
    const found = await nearest(index, gatherQueries(query, members, index.rows.dimensions), k, filter);
    const width = found.rows.length / members.length;
    for (const [at, member] of members.entries()) {
      ids.set(BigInt64Array.from(found.rows.subarray(at * width, (at + 1) * width), BigInt), member * k);
      scores.set(found.cosines.subarray(at * width, (at + 1) * width), member * k);
    }
  }
  const shape = [filters.length, k];
  return {
    outputs: { id: int64(shape, ids), score: fp32(shape, scores) },
    items: filters.length,
    tokenizeMs: 0,
    computeMs: performance.now() - startedMs,
  };
}

function inputsOf(
  request: InferRequest,
  dimensions: number,
): { query: Float32Array; filters: readonly string[]; k: number } {
  const query = input(request, 'query', 'FP32');
  const filters = input(request, 'filter', 'BYTES').data;
  const k = input(request, 'k', 'INT32').data[0] ?? 0;
  if (query.shape.length !== 2 || query.shape[0] !== filters.length || query.shape[1] !== dimensions) {
    throw badInput(
      `"query" must be [${filters.length}, ${dimensions}] for ${filters.length} filters, got [${query.shape.join(', ')}]`,
    );
  }
  if (k < 1 || k > MAX_K) throw badInput(`k must be 1 to ${MAX_K}, got ${k}`);
  return { query: query.data, filters, k };
}

/** Queries with the same filter share one pass over the matrix. */
function groupByFilter(filters: readonly string[]): ReadonlyMap<string, readonly number[]> {
  const groups = new Map<string, number[]>();
  for (const [index, filter] of filters.entries()) groups.set(filter, [...(groups.get(filter) ?? []), index]);
  return groups;
}

function gatherQueries(query: Float32Array, members: readonly number[], dimensions: number): Float32Array {
  const gathered = new Float32Array(members.length * dimensions);
  for (const [at, member] of members.entries())
    gathered.set(query.subarray(member * dimensions, (member + 1) * dimensions), at * dimensions);
  return gathered;
}

/** min(k, survivors) a query, exact whichever way it goes. */
async function nearest(index: LoadedIndex, queries: Float32Array, k: number, filter: string): Promise<NearestRows> {
  const { rows, matrix } = index;
  if (filter === '') return matrix.nearest(queries, Math.min(k, rows.size), null);
  const mask = maskOf(index, filter);
  const passing = survivors(rows.size, mask);
  if (passing.length <= rows.size * GATHER_BELOW_SHARE)
    return nearestOfRows(rows, passing, queries, Math.min(k, passing.length));
  return matrix.nearest(queries, Math.min(k, passing.length), mask);
}

function maskOf(index: LoadedIndex, filter: string): Mask {
  const known = index.masks.get(filter);
  if (known !== undefined) return known;
  const mask = index.attributes.evaluate(parseFilter(filter));
  index.masks.set(filter, mask);
  return mask;
}

/** Three axes of a small space: each is nearest to itself. */
async function probe(backend: Backend): Promise<void> {
  const size = 3;
  const axes = new Float32Array(size * backend.dimensions);
  for (let row = 0; row < size; row++) axes[row * backend.dimensions + row] = 1;
  const matrix = await backend.loadMatrix(axes, size, backend.dimensions);
  const { rows } = await matrix.nearest(axes.slice(backend.dimensions, 2 * backend.dimensions), 1, null);
  if (rows[0] === 1) return;
  throw new TandemError('MODEL_INVALID', `index: expected row 1 nearest to itself, got row ${rows[0]}`);
}
