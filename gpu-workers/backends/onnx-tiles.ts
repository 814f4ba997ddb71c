/** The tiles of a segment's vectors, each opened as sessions of ONNX Runtime: one over all its rows, on the CPU one over some. */

import { basename, dirname } from 'node:path';
import { InferenceSession } from 'onnxruntime-node';
import { codedGraph, exactGraph, type NibbleLimits, someRowsGraph, type TileRows } from '../../models/index-graph.ts';
import { CODE_LIMITS, tileRanges } from '../../stores/coded-tiles.ts';
import type { VectorFile, VectorTable } from './backend.ts';
import { type Place, sessionOptions, withFolder } from './device.ts';

export interface Tile {
  /** First row in the matrix. */
  readonly start: number;
  readonly size: number;
  readonly all: InferenceSession;
  /** Null where gathering some rows is no less work than scoring all. */
  readonly some: InferenceSession | null;
}

export interface MatrixPlace {
  readonly options: SessionOptions;
  /** Null where short codes choose the rows that are compared exactly, as suits a CPU; else all rows are, in tiles of so many. */
  readonly exactTileRows: number | null;
  /** Within them a pass reads codes of 4 bits; the graph's own choice unless told. */
  readonly nibbleLimits?: NibbleLimits;
}

type SessionOptions = InferenceSession.SessionOptions;
/** Name of the rows' weight when they lie in memory. */
const IN_MEMORY = 'vectors';
const HALF_BYTES = Uint16Array.BYTES_PER_ELEMENT;
/** Its 100 MB of floats fit in one buffer of WebGPU, which has 128 MiB at least. */
const DEVICE_TILE_ROWS = CODE_LIMITS.maxExactRows;

export function matrixPlace(place: Place): MatrixPlace {
  return { options: sessionOptions(place), exactTileRows: place.device === 'cpu' ? null : DEVICE_TILE_ROWS };
}

export async function openTiles(table: VectorTable, place: MatrixPlace): Promise<readonly Tile[]> {
  const { size, rows } = table;
  if (size === 0) return [];
  if (rows.kind === 'file' && rows.codes !== null && place.exactTileRows === null)
    return openCodedTiles(table, rows, place);
  return openExactTiles(table, place);
}

async function openExactTiles(table: VectorTable, { options, exactTileRows }: MatrixPlace): Promise<readonly Tile[]> {
  const { size, dimensions } = table;
  const { location, weights } = whereRowsLie(table, options);
  const [tileRows, row] = [exactTileRows ?? size, dimensions * HALF_BYTES];
  const tiles: Tile[] = [];
  for (let start = 0; start < size; start += tileRows) {
    const own = Math.min(tileRows, size - start);
    const rows = { size: own, dimensions, vectors: { location, offset: start * row, bytes: own * row } };
    const all = await InferenceSession.create(exactGraph(rows), weights);
    tiles.push({ start, size: own, all, some: exactTileRows === null ? await openSome(rows, weights) : null });
  }
  return tiles;
}

function whereRowsLie(
  { rows }: VectorTable,
  options: SessionOptions,
): { readonly location: string; readonly weights: SessionOptions } {
  if (rows.kind === 'file') return { location: basename(rows.path), weights: withFolder(options, dirname(rows.path)) };
  const { buffer, byteOffset, byteLength } = rows.halfs;
  const data = new Uint8Array(buffer, byteOffset, byteLength);
  return { location: IN_MEMORY, weights: { ...options, externalData: [{ path: IN_MEMORY, data }] } };
}

async function openCodedTiles(
  { dimensions }: VectorTable,
  { path, codes }: VectorFile,
  { options, nibbleLimits }: MatrixPlace,
): Promise<readonly Tile[]> {
  const inFolder = withFolder(options, dirname(path));
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
    const all = await InferenceSession.create(codedGraph(rows, weights, nibbleLimits), inFolder);
    tiles.push({ start, size, all, some: await openSome(rows, inFolder) });
    start += size;
  }
  return tiles;
}

function openSome(rows: TileRows, options: SessionOptions): Promise<InferenceSession> {
  return InferenceSession.create(someRowsGraph(rows), options);
}
