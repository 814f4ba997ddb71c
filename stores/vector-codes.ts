/** Vectors as short codes, whose products order rows nearly as the vectors do: 8 bits a number in columns, 4 bits in rows. */

import { decodeHalfs } from './half-floats.ts';

export interface VectorCodes {
  /** int8 [dimensions, size]: (v − mean) / columnUnit. */
  readonly columns: Int8Array;
  readonly columnUnit: number;
  /** [size, dimensions / 2]: two codes 0..15 a byte, the first in the low half; 8 stands for 0. */
  readonly nibbles: Uint8Array;
  /** [size, dimensions / NIBBLE_BLOCK]: what one step of a code is worth. */
  readonly scales: Float32Array;
}

/** Numbers that share a scale, as MatMulNBits of ONNX Runtime takes them; its longest block that 384 is a multiple of. */
export const NIBBLE_BLOCK = 128;
/** Rows turned into columns at a time: a cache line of codes an axis. */
const ROWS_A_TURN = 64;
const LARGEST_BYTE = 127;
const LARGEST_NIBBLE = 7;
const ZERO_NIBBLE = 8;

export const canBeCoded = (dimensions: number): boolean => dimensions % NIBBLE_BLOCK === 0;

/**
 * `halfs` [size, dimensions]. The mean of the rows is taken off first: it changes every product with a query by the same
 * number, so not their order, and what is left is finer. `onTurn` is awaited between turns, so that a process answers meanwhile.
 */
export async function codesOf(
  halfs: Uint16Array,
  dimensions: number,
  onTurn: () => Promise<void> = async () => undefined,
): Promise<VectorCodes> {
  const size = halfs.length / dimensions;
  const { mean, largest } = await measure(halfs, dimensions, onTurn);
  const columnUnit = largest === 0 ? 1 : largest / LARGEST_BYTE;
  const codes = {
    columns: new Int8Array(dimensions * size),
    columnUnit,
    nibbles: new Uint8Array((size * dimensions) / 2),
    scales: new Float32Array((size * dimensions) / NIBBLE_BLOCK),
  };
  for (let first = 0; first < size; first += ROWS_A_TURN) {
    const rows = centred(halfs, dimensions, first, Math.min(size, first + ROWS_A_TURN), mean);
    writeColumns(codes, rows, dimensions, first, size);
    writeNibbles(codes, rows, dimensions, first);
    await onTurn();
  }
  return codes;
}

/** The mean row, and the largest distance of a number from it. */
async function measure(
  halfs: Uint16Array,
  dimensions: number,
  onTurn: () => Promise<void>,
): Promise<{ readonly mean: Float32Array; readonly largest: number }> {
  const size = halfs.length / dimensions;
  const sums = new Float64Array(dimensions);
  const lowest = new Float32Array(dimensions).fill(Number.POSITIVE_INFINITY);
  const highest = new Float32Array(dimensions).fill(Number.NEGATIVE_INFINITY);
  for (let first = 0; first < size; first += ROWS_A_TURN) {
    const values = decodeHalfs(halfs.subarray(first * dimensions, (first + ROWS_A_TURN) * dimensions));
    for (let at = 0; at < values.length; at += dimensions) {
      for (let axis = 0; axis < dimensions; axis++) {
        const value = values[at + axis] ?? 0;
        sums[axis] = (sums[axis] ?? 0) + value;
        if (value < (lowest[axis] ?? 0)) lowest[axis] = value;
        if (value > (highest[axis] ?? 0)) highest[axis] = value;
      }
    }
    await onTurn();
  }
  const mean = Float32Array.from(sums, (sum) => sum / Math.max(1, size));
  const reach = mean.map((middle, axis) => Math.max((highest[axis] ?? 0) - middle, middle - (lowest[axis] ?? 0)));
  return { mean, largest: size === 0 ? 0 : reach.reduce((most, one) => Math.max(most, one), 0) };
}

function centred(halfs: Uint16Array, dimensions: number, first: number, end: number, mean: Float32Array): Float32Array {
  const rows = decodeHalfs(halfs.subarray(first * dimensions, end * dimensions));
  for (let at = 0; at < rows.length; at += dimensions) {
    for (let axis = 0; axis < dimensions; axis++) rows[at + axis] = (rows[at + axis] ?? 0) - (mean[axis] ?? 0);
  }
  return rows;
}

function writeColumns(
  { columns, columnUnit }: VectorCodes,
  rows: Float32Array,
  dimensions: number,
  first: number,
  size: number,
): void {
  const count = rows.length / dimensions;
  const scale = 1 / columnUnit;
  for (let axis = 0; axis < dimensions; axis++) {
    const start = axis * size + first;
    for (let row = 0; row < count; row++) {
      columns[start + row] = Math.round((rows[row * dimensions + axis] ?? 0) * scale);
    }
  }
}

function writeNibbles({ nibbles, scales }: VectorCodes, rows: Float32Array, dimensions: number, first: number): void {
  for (let at = 0; at < rows.length; at += NIBBLE_BLOCK) {
    let largest = 0;
    for (let place = at; place < at + NIBBLE_BLOCK; place++) largest = Math.max(largest, Math.abs(rows[place] ?? 0));
    const unit = largest === 0 ? 1 : largest / LARGEST_NIBBLE;
    const start = first * dimensions + at;
    scales[start / NIBBLE_BLOCK] = unit;
    for (let place = 0; place < NIBBLE_BLOCK; place += 2) {
      const low = Math.round((rows[at + place] ?? 0) / unit) + ZERO_NIBBLE;
      const high = Math.round((rows[at + place + 1] ?? 0) / unit) + ZERO_NIBBLE;
      nibbles[(start + place) / 2] = low | (high << 4);
    }
  }
}
