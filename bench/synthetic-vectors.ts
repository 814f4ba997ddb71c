/** Vectors of made-up documents on the disk, as a segment has them: unit rows around a common middle, the same for the same seed. */

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { VectorTable } from '../gpu-workers/backends/backend.ts';
import { seededRandom } from '../runtime/random.ts';
import { encodeHalfs } from '../stores/half-floats.ts';
import { openOutputFile } from '../stores/output-file.ts';
import { SEGMENT_FILES } from '../stores/segment-format.ts';
import { writeCodes } from '../stores/write-codes.ts';

export const DIMENSIONS = 384;
const ROWS_A_CHUNK = 10_000;
/** Length of the middle beside rows of length 1: embeddings of one encoder have mean cosines of about .2. */
const MIDDLE = 0.5;

/** Writes `size` rows and their codes into the folder. */
export async function writeVectors(folder: string, size: number, seed: number): Promise<VectorTable> {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, SEGMENT_FILES.vectors);
  const output = openOutputFile(path, null);
  const next = seededRandom(seed);
  for (let first = 0; first < size; first += ROWS_A_CHUNK) {
    const halfs = encodeHalfs(unitRows(Math.min(ROWS_A_CHUNK, size - first), next));
    await output.write(Buffer.from(halfs.buffer));
  }
  await output.finish();
  const codes = await writeCodes(folder, size, DIMENSIONS);
  const file = codes === null ? null : { path: join(folder, SEGMENT_FILES.codes), tiles: codes.tiles };
  return { size, dimensions: DIMENSIONS, rows: { kind: 'file', path, codes: file } };
}

/** [count, DIMENSIONS] from the same distribution. */
export function queriesOf(count: number, seed: number): Float32Array {
  return unitRows(count, seededRandom(seed));
}

function unitRows(count: number, next: () => number): Float32Array {
  const rows = new Float32Array(count * DIMENSIONS);
  const middle = MIDDLE / Math.sqrt(DIMENSIONS);
  for (let start = 0; start < rows.length; start += DIMENSIONS) {
    let squares = 0;
    for (let axis = 0; axis < DIMENSIONS; axis++) {
      // The sum of three is near enough to a normal distribution, of variance 1/4 here.
      const value = (next() + next() + next() - 1.5) * (2 / Math.sqrt(DIMENSIONS));
      rows[start + axis] = value;
      squares += value * value;
    }
    const length = Math.sqrt(squares);
    for (let axis = 0; axis < DIMENSIONS; axis++) rows[start + axis] = (rows[start + axis] ?? 0) / length + middle;
    normalise(rows.subarray(start, start + DIMENSIONS));
  }
  return rows;
}

function normalise(row: Float32Array): void {
  let squares = 0;
  for (const value of row) squares += value * value;
  const length = Math.sqrt(squares);
  for (let axis = 0; axis < row.length; axis++) row[axis] = (row[axis] ?? 0) / length;
}
