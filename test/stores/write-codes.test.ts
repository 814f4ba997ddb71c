/** Codes are written beside many vectors, tile by tile, where their ranges say, and their products order rows as the vectors do. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { codesBytes, tileRanges } from '../../stores/coded-tiles.ts';
import { decodeHalfs, encodeHalfs } from '../../stores/half-floats.ts';
import { SEGMENT_FILES } from '../../stores/segment-format.ts';
import { codesOf } from '../../stores/vector-codes.ts';
import { writeCodes } from '../../stores/write-codes.ts';
import { randomUnitRows } from '../helpers/nearest-oracle.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

const DIMENSIONS = 128;
const LIMITS = { maxExactRows: 100, tileRows: 200 };

async function folderOf(halfs: Uint16Array): Promise<string> {
  const folder = temporaryFolder();
  await writeFile(join(folder, SEGMENT_FILES.vectors), new Uint8Array(halfs.buffer));
  return folder;
}

it('every tile lies where its range says, the last one with the rest of the rows', async () => {
  const halfs = encodeHalfs(randomUnitRows(450, DIMENSIONS, 3));
  const folder = await folderOf(halfs);
  const written = await writeCodes(folder, 450, DIMENSIONS, LIMITS);
  expect(written?.tiles.map(({ rows }) => rows)).toEqual([200, 200, 50]);
  const bytes = await readFile(join(folder, SEGMENT_FILES.codes));
  expect(bytes.length).toBe(codesBytes(written?.tiles ?? [], DIMENSIONS));
  const { nibbles, scales, columns } = tileRanges(written?.tiles ?? [], DIMENSIONS)[2] ?? {};
  const last = await codesOf(halfs.subarray(400 * DIMENSIONS), DIMENSIONS);
  const part = (range: typeof nibbles) => [
    ...bytes.subarray(range?.offset, (range?.offset ?? 0) + (range?.bytes ?? 0)),
  ];
  expect(part(columns)).toEqual([...new Uint8Array(last.columns.buffer)]);
  expect(part(nibbles)).toEqual([...last.nibbles]);
  expect(part(scales)).toEqual([...new Uint8Array(last.scales.buffer)]);
});

it('few vectors, and lengths that codes do not fit, get none', async () => {
  const folder = await folderOf(encodeHalfs(randomUnitRows(100, DIMENSIONS, 3)));
  expect(await writeCodes(folder, 100, DIMENSIONS, LIMITS)).toBeNull();
  expect(await writeCodes(folder, 200, DIMENSIONS / 2, LIMITS)).toBeNull();
});

it('stand for the vectors less their mean, within half a step', async () => {
  const halfs = encodeHalfs(randomUnitRows(90, DIMENSIONS, 4).map((value) => value + 0.2));
  const rows = decodeHalfs(halfs);
  const { columns, columnUnit, nibbles, scales } = await codesOf(halfs, DIMENSIONS);
  for (let axis = 0; axis < DIMENSIONS; axis++) {
    const own = Array.from({ length: 90 }, (_, row) => rows[row * DIMENSIONS + axis] ?? 0);
    const mean = own.reduce((sum, value) => sum + value, 0) / 90;
    for (const [row, value] of own.entries()) {
      const column = (columns[axis * 90 + row] ?? 0) * columnUnit;
      expect(Math.abs(column - (value - mean))).toBeLessThanOrEqual(columnUnit / 2 + 1e-6);
      const byte = nibbles[(row * DIMENSIONS + axis) >> 1] ?? 0;
      const code = (axis % 2 === 0 ? byte & 15 : byte >> 4) - 8;
      const step = scales[row] ?? 0;
      expect(Math.abs(code * step - (value - mean))).toBeLessThanOrEqual(step / 2 + 1e-6);
    }
  }
});
