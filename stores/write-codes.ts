/** Writes the short codes of a segment's vectors beside them, a tile at a time, when they are so many that codes pay. */

import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import { CODE_LIMITS, type CodedTile, type CodeLimits } from './coded-tiles.ts';
import { openOutputFile, type WrittenFile } from './output-file.ts';
import { SEGMENT_FILES } from './segment-format.ts';
import { canBeCoded, codesOf } from './vector-codes.ts';

export interface WrittenCodes {
  readonly tiles: readonly CodedTile[];
  readonly file: WrittenFile;
}

/** Null for few vectors, and for lengths that codes do not fit. The vectors' file is complete by then. */
export async function writeCodes(
  folder: string,
  size: number,
  dimensions: number,
  { maxExactRows, tileRows }: CodeLimits = CODE_LIMITS,
): Promise<WrittenCodes | null> {
  if (size <= maxExactRows || !canBeCoded(dimensions)) return null;
  const vectors = await open(join(folder, SEGMENT_FILES.vectors));
  const output = openOutputFile(join(folder, SEGMENT_FILES.codes), null);
  try {
    const tiles: CodedTile[] = [];
    for (let first = 0; first < size; first += tileRows) {
      const rows = Math.min(tileRows, size - first);
      const { columns, columnUnit, nibbles, scales } = await codesOf(
        await readHalfs(vectors, first * dimensions, rows * dimensions),
        dimensions,
        breathe,
      );
      for (const part of [columns, nibbles, scales])
        await output.write(Buffer.from(part.buffer, part.byteOffset, part.byteLength));
      tiles.push({ rows, columnUnit });
    }
    return { tiles, file: await output.finish() };
  } catch (error) {
    await output.discard();
    throw error;
  } finally {
    await vectors.close();
  }
}

async function readHalfs(file: FileHandle, start: number, count: number): Promise<Uint16Array> {
  const halfs = new Uint16Array(count);
  const bytes = Buffer.from(halfs.buffer);
  for (let read = 0; read < bytes.length; ) {
    const { bytesRead } = await file.read(
      bytes,
      read,
      bytes.length - read,
      start * Uint16Array.BYTES_PER_ELEMENT + read,
    );
    if (bytesRead === 0) throw new RangeError(`expected ${bytes.length} bytes of vectors, got ${read}`);
    read += bytesRead;
  }
  return halfs;
}
