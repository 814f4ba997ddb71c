/** Reads segments: every file is checked against the description before a byte of it is used. */

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { createGunzip, gunzip } from 'node:zlib';
import { TandemError } from '../runtime/errors.ts';
import { unpackAttributes } from './attribute-files.ts';
import type { AttributeColumns } from './attributes.ts';
import { type TandemDocument, VERTICALS, type Vertical } from './documents.ts';
import { decodeHalfs } from './half-floats.ts';
import type { InvertedIndex } from './inverted-index.ts';
import { type ItemVectors, itemBytes, unpackItems } from './item-vectors.ts';
import { unpackKeywords } from './keyword-files.ts';
import { type PhraseStore, unpackPhrases } from './phrase-files.ts';
import {
  DESCRIPTION_FILE,
  SEGMENT_FILES,
  type SegmentDescription,
  type SegmentFile,
  segmentFolder,
  segmentSchema,
} from './segment-format.ts';

const unzip = promisify(gunzip);

export interface SegmentVectors {
  readonly size: number;
  readonly dimensions: number;
  /** [size * dimensions], rows of unit length in position order. */
  readonly rows: Float32Array;
}

/** Vectors of an index version; for worker processes. Throws INDEX_MISSING or INDEX_INVALID. */
export async function readSegmentVectors(
  dataDir: string,
  vertical: Vertical,
  version: string,
): Promise<SegmentVectors> {
  return readVectors(segmentFolder(dataDir, vertical, version));
}

/** Attributes of an index version; for worker processes. Throws INDEX_MISSING or INDEX_INVALID. */
export async function readSegmentAttributes(
  dataDir: string,
  vertical: Vertical,
  version: string,
): Promise<AttributeColumns> {
  return readAttributes(segmentFolder(dataDir, vertical, version));
}

/** Item vectors of one segment, whichever vertical it is of; for worker processes. Throws INDEX_MISSING or INDEX_INVALID. */
export async function readSegmentItems(dataDir: string, segment: string): Promise<ItemVectors> {
  const folder = await folderOfVersion(dataDir, segment);
  const bytes = await readItemBytes(folder);
  const { items } = await readDescription(folder);
  if (items === undefined) throw invalid(folder, 'item vectors', 'none');
  return unpackItems(bytes, items);
}

/** Versions are hashes of what they hold: no two verticals share one. */
export async function folderOfVersion(dataDir: string, version: string): Promise<string> {
  if (/^[\w-]+$/.test(version)) {
    for (const vertical of VERTICALS) {
      const folder = segmentFolder(dataDir, vertical, version);
      const isThere = await stat(join(folder, DESCRIPTION_FILE)).then(
        () => true,
        () => false,
      );
      if (isThere) return folder;
    }
  }
  throw new TandemError('INDEX_MISSING', `expected an index version in ${dataDir}, found none named ${version}`);
}

export async function readDescription(folder: string): Promise<SegmentDescription> {
  const file = join(folder, DESCRIPTION_FILE);
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new TandemError(
      'INDEX_MISSING',
      `expected an index segment at ${file}, found none; run "tandem ingest"`,
      {},
      cause,
    );
  });
  const parsed = segmentSchema.safeParse(parseJson(text, file));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw invalid(
    file,
    issue === undefined ? 'a segment description' : `${issue.path.join('.')}: ${issue.message}`,
    'another',
  );
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new TandemError(
      'INDEX_INVALID',
      `${file}: expected JSON, got ${JSON.stringify(text.slice(0, 40))}; ingest all documents again with --replace`,
      {},
      cause,
    );
  }
}

export async function readVectors(folder: string): Promise<SegmentVectors> {
  const description = await readDescription(folder);
  const bytes = await readChecked(folder, description, 'vectors');
  const { size, dimensions } = description;
  const expectedBytes = size * dimensions * Uint16Array.BYTES_PER_ELEMENT;
  if (bytes.length !== expectedBytes)
    throw invalid(join(folder, SEGMENT_FILES.vectors), `${expectedBytes} bytes`, `${bytes.length}`);
  const halfs = new Uint16Array(new Uint8Array(bytes).buffer);
  return { size, dimensions, rows: decodeHalfs(halfs) };
}

/** Packed items one after the other, as `packItem` made them. */
export async function readItemBytes(folder: string): Promise<Buffer> {
  const description = await readDescription(folder);
  if (description.items === undefined) throw invalid(folder, 'item vectors', 'none');
  const bytes = await readChecked(folder, description, 'items');
  const expectedBytes = description.size * itemBytes(description.items);
  if (bytes.length === expectedBytes) return bytes;
  throw invalid(join(folder, SEGMENT_FILES.items), `${expectedBytes} bytes`, `${bytes.length}`);
}

export async function readAttributes(folder: string): Promise<AttributeColumns> {
  const bytes = await readChecked(folder, await readDescription(folder), 'attributes');
  return unpackAttributes(await unzip(bytes), join(folder, SEGMENT_FILES.attributes));
}

export async function readKeywords(folder: string): Promise<InvertedIndex> {
  const bytes = await readChecked(folder, await readDescription(folder), 'keywords');
  return unpackKeywords(await unzip(bytes), join(folder, SEGMENT_FILES.keywords));
}

/** Null for a segment that has none, or has them in a format that is not known here. */
export async function readPhrases(folder: string): Promise<PhraseStore | null> {
  const description = await readDescription(folder);
  if (description.files[SEGMENT_FILES.phrases] === undefined) return null;
  const bytes = await unzip(await readChecked(folder, description, 'phrases'));
  return unpackPhrases(bytes, join(folder, SEGMENT_FILES.phrases));
}

/** Documents in position order, a line at a time, so that memory stays flat. The whole file is checked first. */
export async function* readDocuments(folder: string): AsyncGenerator<TandemDocument> {
  await checkFile(folder, await readDescription(folder), 'documents');
  const input = createReadStream(join(folder, SEGMENT_FILES.documents)).pipe(createGunzip());
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    yield JSON.parse(line) as TandemDocument;
  }
}

/** Throws INDEX_INVALID unless all files of the segment have their checksums. */
export async function checkSegment(folder: string): Promise<SegmentDescription> {
  const description = await readDescription(folder);
  const files = (Object.keys(SEGMENT_FILES) as SegmentFile[]).filter(
    (file) => description.files[SEGMENT_FILES[file]] !== undefined,
  );
  for (const file of files) await checkFile(folder, description, file);
  return description;
}

/** The bytes of a file, or INDEX_INVALID when they are not those that were written. */
export async function readChecked(folder: string, description: SegmentDescription, file: SegmentFile): Promise<Buffer> {
  const path = join(folder, SEGMENT_FILES[file]);
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new TandemError(
      'INDEX_INVALID',
      `${path}: expected a file, found none; ingest all documents again with --replace`,
      {},
      cause,
    );
  });
  compare(path, description, file, bytes.length, createHash('sha256').update(bytes).digest('hex'));
  return bytes;
}

/** The same without keeping the bytes. */
export async function checkFile(folder: string, description: SegmentDescription, file: SegmentFile): Promise<void> {
  const path = join(folder, SEGMENT_FILES[file]);
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      bytes += chunk.length;
    }
  } catch (cause) {
    throw new TandemError(
      'INDEX_INVALID',
      `${path}: expected a file, could not read it; ingest all documents again with --replace`,
      {},
      cause,
    );
  }
  compare(path, description, file, bytes, hash.digest('hex'));
}

function compare(
  path: string,
  description: SegmentDescription,
  file: SegmentFile,
  bytes: number,
  sha256: string,
): void {
  const expected = description.files[SEGMENT_FILES[file]];
  if (expected === undefined) throw invalid(path, 'its checksum in the description', 'none');
  if (bytes !== expected.bytes) throw invalid(path, `${expected.bytes} bytes`, `${bytes}`);
  if (sha256 !== expected.sha256) throw invalid(path, `sha256 ${expected.sha256}`, sha256);
}

/** Its files are not there or not as they were written: another try brings nothing. */
export function isIndexBroken(error: unknown): boolean {
  return error instanceof TandemError && (error.code === 'INDEX_MISSING' || error.code === 'INDEX_INVALID');
}

export function invalid(path: string, expected: string, got: string): TandemError {
  return new TandemError(
    'INDEX_INVALID',
    `${path}: expected ${expected}, got ${got}; ingest all documents again with --replace`,
  );
}
