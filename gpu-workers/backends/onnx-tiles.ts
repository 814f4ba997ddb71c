/** The tiles of a segment's vectors, each opened as two sessions of ONNX Runtime: one over all its rows, one over some. */

import { basename, dirname } from 'node:path';
import { InferenceSession } from 'onnxruntime-node';
import { codedGraph, exactGraph, type NibbleLimits, someRowsGraph, type TileRows } from '../../models/index-graph.ts';
import { tileRanges } from '../../stores/coded-tiles.ts';
import type { VectorFile, VectorTable } from './backend.ts';

export interface Tile {
  /** First row in the matrix. */
  readonly start: number;
  readonly size: number;
  readonly all: InferenceSession;
  readonly some: InferenceSession;
}

type SessionOptions = InferenceSession.SessionOptions;
/** Weights that are no file: the library takes them beside the options, and its types do not tell. */
type OptionsWithWeights = SessionOptions & {
  readonly externalData?: readonly { readonly path: string; readonly data: Uint8Array }[];
};

/** Name of the rows' weight when they lie in memory. */
const IN_MEMORY = 'vectors';
const HALF_BYTES = Uint16Array.BYTES_PER_ELEMENT;
/** `nibbleLimits`: within them a pass reads codes of 4 bits; the graph's own choice unless told. */
export async function openTiles(
  table: VectorTable,
  options: SessionOptions,
  nibbleLimits?: NibbleLimits,
): Promise<readonly Tile[]> {
  const { size, dimensions, rows } = table;
  if (size === 0) return [];
  if (rows.kind === 'memory') {
    const bytes = new Uint8Array(rows.halfs.buffer, rows.halfs.byteOffset, rows.halfs.byteLength);
    const weights: OptionsWithWeights = { ...options, externalData: [{ path: IN_MEMORY, data: bytes }] };
    return [await openExactTile({ size, dimensions, vectors: { location: IN_MEMORY, bytes: bytes.length } }, weights)];
  }
  const inFolder = withFolder(options, dirname(rows.path));
  if (rows.codes !== null) return openCodedTiles(table, rows, inFolder, nibbleLimits);
  const vectors = { location: basename(rows.path), bytes: size * dimensions * HALF_BYTES };
  return [await openExactTile({ size, dimensions, vectors }, inFolder)];
}

/** The library passes `extra` on as nested names. */
function withFolder(options: SessionOptions, folder: string): SessionOptions {
  const extra = (options.extra ?? {}) as { readonly session?: object };
  const session = { ...extra.session, model_external_initializers_file_folder_path: folder };
  return { ...options, extra: { ...extra, session } };
}

async function openExactTile(rows: TileRows, options: SessionOptions): Promise<Tile> {
  return { start: 0, size: rows.size, ...(await openSessions(exactGraph(rows), rows, options)) };
}

async function openCodedTiles(
  { dimensions }: VectorTable,
  { path, codes }: VectorFile,
  options: SessionOptions,
  nibbleLimits: NibbleLimits | undefined,
): Promise<readonly Tile[]> {
  const tiles: Tile[] = [];
  const [coded, file] = [codes?.tiles ?? [], basename(codes?.path ?? '')];
  let start = 0;
  for (const [index, ranges] of tileRanges(coded, dimensions).entries()) {
    const { rows: size, columnUnit } = coded[index] ?? { rows: 0, columnUnit: 1 };
    const row = dimensions * HALF_BYTES;
    const vectors = { location: basename(path), offset: start * row, bytes: size * row };
    const rows = { size, dimensions, vectors };
    const weights = {
      columnUnit,
      columns: { location: file, ...ranges.columns },
      nibbles: { location: file, ...ranges.nibbles },
      scales: { location: file, ...ranges.scales },
    };
    const graph = codedGraph(rows, weights, nibbleLimits);
    tiles.push({ start, size, ...(await openSessions(graph, rows, options)) });
    start += size;
  }
  return tiles;
}

async function openSessions(graph: Uint8Array, rows: TileRows, options: SessionOptions) {
  return {
    all: await InferenceSession.create(graph, options),
    some: await InferenceSession.create(someRowsGraph(rows), options),
  };
}
