/** How the short codes of a segment's vectors lie in their file: tile after tile, each with columns, nibbles and scales. */

import { z } from 'zod';
import { NIBBLE_BLOCK } from './vector-codes.ts';

export interface CodeLimits {
  /** Up to so many rows all vectors are compared exactly. */
  readonly maxExactRows: number;
  /** Rows that one pass of the graph looks at. */
  readonly tileRows: number;
}

/** The 32-bit columns of the exact product are then 100 MB at most, and the sums of 32 queries over a tile 64 MB. */
export const CODE_LIMITS: CodeLimits = { maxExactRows: 65_536, tileRows: 524_288 };

export const codedTileSchema = z.object({
  rows: z.number().int().positive(),
  /** What one step of an 8-bit code is worth. */
  columnUnit: z.number().positive(),
});

export type CodedTile = Readonly<z.infer<typeof codedTileSchema>>;

/** Bytes from the start of the file, and how many. */
export interface ByteRange {
  readonly offset: number;
  readonly bytes: number;
}

export interface TileRanges {
  readonly columns: ByteRange;
  readonly nibbles: ByteRange;
  readonly scales: ByteRange;
}

/** Where each tile's parts lie. */
export function tileRanges(tiles: readonly CodedTile[], dimensions: number): readonly TileRanges[] {
  let offset = 0;
  const next = (bytes: number): ByteRange => {
    const range = { offset, bytes };
    offset += bytes;
    return range;
  };
  return tiles.map(({ rows }) => ({
    columns: next(rows * dimensions),
    nibbles: next((rows * dimensions) / 2),
    scales: next(((rows * dimensions) / NIBBLE_BLOCK) * Float32Array.BYTES_PER_ELEMENT),
  }));
}

export function codesBytes(tiles: readonly CodedTile[], dimensions: number): number {
  const last = tileRanges(tiles, dimensions).at(-1);
  return last === undefined ? 0 : last.scales.offset + last.scales.bytes;
}
