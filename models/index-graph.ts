/** The exhaustive search as ONNX graphs over the vectors of one tile: all rows exactly, all rows by codes first, or some rows. */

import { NIBBLE_BLOCK } from '../stores/vector-codes.ts';
import { type Elsewhere, MICROSOFT, type OnnxGraph, onnxModel } from './onnx-graph.ts';

/** A tile's rows, and where their float16 [size, dimensions] lie. */
export interface TileRows {
  readonly size: number;
  readonly dimensions: number;
  readonly vectors: Elsewhere;
}

/** What `codesOf` made of the rows beside them. */
export interface TileCodes {
  readonly columns: Elsewhere;
  readonly columnUnit: number;
  readonly nibbles: Elsewhere;
  readonly scales: Elsewhere;
}

export interface NibbleLimits {
  readonly queries: number;
  /** Nearest rows that are wanted by all queries of a pass together. */
  readonly wanted: number;
}

/**
 * Up to so many queries a pass waits for memory, and codes of 4 bits are half as long; with more, products of 8 bits are the
 * faster ones, and when many rows are wanted, because only half as many need to be scored exactly (`npm run bench:retrieval --
 * --codes`, also with `--k 1000`, prints both).
 */
const NIBBLE_LIMITS: NibbleLimits = { queries: 4, wanted: 2_000 };
/** Rows that are scored exactly for k wanted ones; `npm run bench:retrieval` prints the recall that comes of it. */
const NIBBLE_SURVIVORS = { factor: 2, spare: 200 } as const;
const COLUMN_SURVIVORS = { factor: 1, spare: 100 } as const;
/** So many exact rows are gathered for all queries at once, 38 MB with their 32-bit copies where rows have 384 numbers; more for one query after the other. */
const MAX_GATHERED_ROWS = 16_384;
/** MatMulNBits then turns the query into 8 bits too. */
const EIGHT_BIT_PRODUCTS = 4;
/**
 * Seven bits of a query, 0..128 with 64 for zero: where a processor has no VNNI, MatMulInteger adds two products in 16 bits
 * and cuts what is over, and 2 · 128 · 127 is 32,512, under 32,767. The rows' codes are -127..127.
 */
const LARGEST_CODE = 64;
const ZERO_CODE = 64;
/** Below every sum of products, and far from the end of 32 bits. */
const DEAD_SUM = -1_000_000_000;
/** Below every score, and finite: a GPU may compute without infinities and answer its lowest number for them. */
const DEAD_SCORE = -1e30;

/**
 * Inputs of this and of `codedGraph`: `query` fp32 [b, d] unit rows; `k` int64 [1], at most the rows that there are; `bias` fp32
 * [1 or b, size], added to the cosines, −Infinity takes a row out; `biased` bool [1], whether it is read (else its shape is free).
 * Outputs: `id` int64 [b, k], rows of the tile; `score` fp32 [b, k], falling; a row that was taken out is the pair (−1, −Infinity or the
 * lowest number of the device).
 */
export function exactGraph(rows: TileRows): Uint8Array {
  return onnxModel((graph) => {
    const { query, k, bias, biased } = searchInputs(graph, rows.dimensions);
    // Computed once, when the session is opened: the product reads columns of 32 bits.
    const columns = graph.node('Transpose', [toFloat(graph, vectorsOf(graph, rows))]);
    const cosines = graph.node('MatMul', [query, columns]);
    return best(graph, withBias(graph, cosines, biased, bias), k);
  });
}

/** Only the rows that the input `rows` int32 [r] names: `id` are places among them, and `bias` fp32 [1 or b, r] is always read. */
export function someRowsGraph(rows: TileRows): Uint8Array {
  return onnxModel((graph) => {
    const { query, k, bias } = sharedInputs(graph, rows.dimensions);
    const named = graph.input('rows', 'int32', ['r']);
    const found = toFloat(graph, graph.node('Gather', [vectorsOf(graph, rows), named]));
    const cosines = graph.node('MatMul', [query, graph.node('Transpose', [found])]);
    return best(graph, graph.node('Add', [cosines, bias]), k);
  });
}

/** Products of short codes over all rows, then the exact cosines of the best ones. */
export function codedGraph(rows: TileRows, codes: TileCodes, limits = NIBBLE_LIMITS): Uint8Array {
  return onnxModel((graph) => {
    const { query, k, bias, biased } = searchInputs(graph, rows.dimensions);
    const vectors = vectorsOf(graph, rows);
    // Outside of the branches: only there the runtime finds weights in memory.
    const weights = codedWeights(graph, rows, codes);
    const queries = sizeOf(graph, query, 0);
    const isFew = graph.node('And', [
      graph.node('LessOrEqual', [queries, whole(graph, limits.queries)]),
      graph.node('LessOrEqual', [graph.node('Mul', [queries, k]), whole(graph, limits.wanted)]),
    ]);
    const survivors = graph.either(
      isFew,
      (branch) => {
        const products = byNibbles(branch, query, weights, rows);
        // The choice is made in both branches: handing the products out of one would copy them.
        return branch.either(
          biased,
          (inner) => survivorsOf(inner, inner.node('Add', [products, bias]), k, rows.size, NIBBLE_SURVIVORS),
          (inner) => survivorsOf(inner, products, k, rows.size, NIBBLE_SURVIVORS),
        );
      },
      (branch) => {
        const { products, unit } = byColumns(branch, query, weights, codes.columnUnit);
        const biasedSums = (inner: OnnxGraph): string => inner.node('Add', [products, integerBias(inner, bias, unit)]);
        return branch.either(
          biased,
          (inner) => survivorsOf(inner, biasedSums(inner), k, rows.size, COLUMN_SURVIVORS),
          (inner) => survivorsOf(inner, products, k, rows.size, COLUMN_SURVIVORS),
        );
      },
    );
    const cosines = exactCosines(graph, query, vectors, survivors, rows.dimensions);
    const scores = graph.either(
      biased,
      (branch) => branch.node('Add', [cosines, biasOf(branch, bias, survivors, queries)]),
      () => cosines,
    );
    return best(graph, scores, k, survivors);
  });
}

function sharedInputs(graph: OnnxGraph, dimensions: number) {
  return {
    query: graph.input('query', 'float32', ['b', dimensions]),
    k: graph.input('k', 'int64', [1]),
    bias: graph.input('bias', 'float32', ['m', 'n']),
  };
}

function searchInputs(graph: OnnxGraph, dimensions: number) {
  return { ...sharedInputs(graph, dimensions), biased: graph.input('biased', 'bool', [1]) };
}

function vectorsOf(graph: OnnxGraph, { size, dimensions, vectors }: TileRows): string {
  return graph.weight('vectors', 'float16', [size, dimensions], vectors);
}

interface CodedWeights {
  readonly columns: string;
  readonly nibbles: string;
  readonly scales: string;
}

function codedWeights(graph: OnnxGraph, { size, dimensions }: TileRows, codes: TileCodes): CodedWeights {
  const blocks = dimensions / NIBBLE_BLOCK;
  return {
    columns: graph.weight('columns', 'int8', [dimensions, size], codes.columns),
    nibbles: graph.weight('nibbles', 'uint8', [size, blocks, NIBBLE_BLOCK / 2], codes.nibbles),
    scales: graph.weight('scales', 'float32', [size * blocks], codes.scales),
  };
}

/** fp32 [b, size], in units of the cosine. */
function byNibbles(graph: OnnxGraph, query: string, weights: CodedWeights, { size, dimensions }: TileRows): string {
  const attributes = { K: dimensions, N: size, bits: 4, block_size: NIBBLE_BLOCK, accuracy_level: EIGHT_BIT_PRODUCTS };
  return graph.node('MatMulNBits', [query, weights.nibbles, weights.scales], { domain: MICROSOFT, attributes });
}

/** int32 [b, size], and what a cosine is in their unit. All queries share a scale, so that one bias serves them all. */
function byColumns(graph: OnnxGraph, query: string, { columns }: CodedWeights, columnUnit: number) {
  const largest = graph.node('ReduceMax', [graph.node('Abs', [query])], { attributes: { keepdims: 0 } });
  // A query of zeros must stay finite.
  const scale = graph.node('Div', [real(graph, LARGEST_CODE), graph.node('Max', [largest, real(graph, 1e-12)])]);
  const centred = graph.node('Round', [graph.node('Mul', [query, scale])]);
  const integers = graph.cast(graph.node('Add', [centred, real(graph, ZERO_CODE)]), 'uint8');
  const products = graph.node('MatMulInteger', [integers, columns, graph.constant(Uint8Array.of(ZERO_CODE), [])]);
  return { products, unit: graph.node('Div', [scale, real(graph, columnUnit)]) };
}

function integerBias(graph: OnnxGraph, bias: string, unit: string): string {
  const scaled = graph.node('Max', [graph.node('Mul', [bias, unit]), real(graph, DEAD_SUM)]);
  return graph.cast(graph.node('Round', [scaled]), 'int32');
}

function withBias(graph: OnnxGraph, scores: string, biased: string, bias: string): string {
  return graph.either(
    biased,
    (branch) => branch.node('Add', [scores, bias]),
    () => scores,
  );
}

/** int64 [b, min(size, factor · k + spare)] rows, in no order. */
function survivorsOf(
  graph: OnnxGraph,
  scores: string,
  k: string,
  size: number,
  { factor, spare }: { readonly factor: number; readonly spare: number },
): string {
  const wanted = graph.node('Add', [graph.node('Mul', [k, whole(graph, factor)]), whole(graph, spare)]);
  const count = graph.node('Min', [wanted, whole(graph, size)]);
  const [, rows = ''] = graph.nodes('TopK', [scores, count], 2, { attributes: { axis: 1, sorted: 0 } });
  return rows;
}

/** fp32 [b, s] of the rows [b, s]. */
function exactCosines(graph: OnnxGraph, query: string, vectors: string, rows: string, dimensions: number): string {
  const gathered = graph.node('Mul', [sizeOf(graph, rows, 0), sizeOf(graph, rows, 1)]);
  const columns = graph.node('Unsqueeze', [query, whole(graph, 2)]);
  const cosines = graph.either(
    graph.node('LessOrEqual', [gathered, whole(graph, MAX_GATHERED_ROWS)]),
    (branch) => branch.node('MatMul', [toFloat(branch, branch.node('Gather', [vectors, rows])), columns]),
    (branch) =>
      branch.each(
        [
          { value: columns, type: 'float32', shape: [dimensions, 1] },
          { value: rows, type: 'int64', shape: ['s'] },
        ],
        (step, [column = '', own = '']) =>
          step.node('MatMul', [toFloat(step, step.node('Gather', [vectors, own])), column]),
      ),
  );
  return graph.node('Squeeze', [cosines, whole(graph, 2)]);
}

/** fp32 [b, s]: the bias of each row, from the one line of it or from the query's own. */
function biasOf(graph: OnnxGraph, bias: string, rows: string, queries: string): string {
  const line = graph.node('Range', [scalar(graph, 0), graph.node('Squeeze', [queries]), scalar(graph, 1)]);
  const own = graph.node('Mod', [line, sizeOf(graph, bias, 0)]);
  const starts = graph.node('Unsqueeze', [graph.node('Mul', [own, sizeOf(graph, bias, 1)]), whole(graph, 1)]);
  const flat = graph.node('Reshape', [bias, whole(graph, -1)]);
  return graph.node('Gather', [flat, graph.node('Add', [rows, starts])]);
}

/** The k best of the scores [b, s]; their ids are places in it, or what `rows` [b, s] has there. */
function best(
  graph: OnnxGraph,
  scores: string,
  k: string,
  rows?: string,
): { readonly id: string; readonly score: string } {
  const [score = '', places = ''] = graph.nodes('TopK', [scores, k], 2, { attributes: { axis: 1 } });
  const ids = rows === undefined ? places : graph.node('GatherElements', [rows, places], { attributes: { axis: 1 } });
  const isDead = graph.node('LessOrEqual', [score, real(graph, DEAD_SCORE)]);
  return { id: graph.node('Where', [isDead, scalar(graph, -1), ids]), score };
}

const toFloat = (graph: OnnxGraph, value: string): string => graph.cast(value, 'float32');
const real = (graph: OnnxGraph, value: number): string => graph.constant(Float32Array.of(value), []);
const scalar = (graph: OnnxGraph, value: number): string => graph.constant(BigInt64Array.of(BigInt(value)), []);
const whole = (graph: OnnxGraph, value: number): string => graph.constant(BigInt64Array.of(BigInt(value)), [1]);

function sizeOf(graph: OnnxGraph, value: string, axis: number): string {
  return graph.node('Shape', [value], { attributes: { start: axis, end: axis + 1 } });
}
