/** Serves `index-jobs` or `index-people`: query vectors and filters in, the nearest positions of an index version out. */

import { badInput, TandemError } from '../../runtime/errors.ts';
import type { Vertical } from '../../stores/documents.ts';
import { encodeHalfs } from '../../stores/half-floats.ts';
import type { Backend } from '../backends/backend.ts';
import { toInt64 } from '../int64.ts';
import { createKeptVersions } from '../kept-versions.ts';
import { type LoadedIndex, loadSegment, openIndex, type SegmentSource, type Wish } from '../loaded-index.ts';
import type { InferRequest } from '../protocol.ts';
import { input, stringParameter } from '../request-inputs.ts';
import type { Served, ServedModel } from '../served-model.ts';
import { fp32, int64 } from '../tensors.ts';

/** The newest and the one before it, so that open pages go on. */
const VERSIONS_KEPT = 2;
const MAX_K = 10_000;
/** No batch runs longer, so that a matrix that left the versions is asked by nobody then. */
const SEARCHES_END_MS = 30_000;

export function serveSearch(backend: Backend, vertical: Vertical, source: SegmentSource): ServedModel {
  const indexOf = createKeptVersions(
    {
      parts: (version) => source.parts(vertical, version),
      load: (segment) => loadSegment(backend, vertical, segment, source),
      open: openIndex,
      drop: ({ matrix }) => void setTimeout(() => matrix.close(), SEARCHES_END_MS).unref(),
    },
    VERSIONS_KEPT,
  );
  return {
    name: `index-${vertical}`,
    task: 'search',
    inputs: [
      // As wide as the vectors of the index version that is named.
      { name: 'query', datatype: 'FP32', shape: [-1, -1] },
      { name: 'k', datatype: 'INT32', shape: [1] },
      { name: 'filter', datatype: 'BYTES', shape: [-1] },
      { name: 'terms', datatype: 'BYTES', shape: [-1] },
    ],
    outputs: [
      { name: 'id', datatype: 'INT64', shape: [-1, -1] },
      { name: 'score', datatype: 'FP32', shape: [-1, -1] },
      { name: 'cosine', datatype: 'FP32', shape: [-1, -1] },
    ],
    infer: async (request) => answer(await indexOf(stringParameter(request.parameters, 'index_version')), request),
    probe: () => probe(backend),
    load: async (parameters) => void (await indexOf(stringParameter(parameters, 'index_version'))),
  };
}

/** One pass for all queries of the batch, whatever their filters. `cosine` is there when terms make scores something else. */
async function answer(index: LoadedIndex, request: InferRequest): Promise<Served> {
  const { query, wishes, k } = inputsOf(request, index.dimensions);
  const startedMs = performance.now();
  const { rows, scores, cosines } = await index.nearest(query, k, wishes);
  const shape = [wishes.length, k];
  const id = int64(shape, toInt64(rows));
  return {
    outputs: { id, score: fp32(shape, scores), ...(cosines === scores ? {} : { cosine: fp32(shape, cosines) }) },
    items: wishes.length,
    tokenizeMs: 0,
    computeMs: performance.now() - startedMs,
  };
}

function inputsOf(
  request: InferRequest,
  dimensions: number,
): { query: Float32Array; wishes: readonly Wish[]; k: number } {
  const query = input(request, 'query', 'FP32');
  const filters = input(request, 'filter', 'BYTES').data;
  const terms = request.inputs.terms === undefined ? [] : input(request, 'terms', 'BYTES').data;
  const k = input(request, 'k', 'INT32').data[0] ?? 0;
  if (query.shape.length !== 2 || query.shape[0] !== filters.length || query.shape[1] !== dimensions) {
    throw badInput(
      `"query" must be [${filters.length}, ${dimensions}] for ${filters.length} filters, got [${query.shape.join(', ')}]`,
    );
  }
  if (terms.length > 0 && terms.length !== filters.length)
    throw badInput(`"terms" has ${terms.length} elements and "filter" ${filters.length}; one a query, or none at all`);
  if (k < 1 || k > MAX_K) throw badInput(`k must be 1 to ${MAX_K}, got ${k}`);
  const wishes = filters.map((filter, at) => ({ filter, terms: terms[at] ?? '' }));
  return { query: query.data, wishes, k };
}

/** Three axes of a small space: each is nearest to itself. */
async function probe(backend: Backend): Promise<void> {
  const size = 3;
  const axes = new Float32Array(size * backend.dimensions);
  for (let row = 0; row < size; row++) axes[row * backend.dimensions + row] = 1;
  const matrix = await backend.loadMatrix({
    size,
    dimensions: backend.dimensions,
    rows: { kind: 'memory', halfs: encodeHalfs(axes) },
  });
  const { rows } = await matrix.nearest(axes.slice(backend.dimensions, 2 * backend.dimensions), 1, [null]);
  await matrix.close();
  if (rows[0] === 1) return;
  throw new TandemError('MODEL_INVALID', `index: expected row 1 nearest to itself, got row ${rows[0]}`);
}
