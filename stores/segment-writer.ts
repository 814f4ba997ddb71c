/** Writes a segment: documents and vectors as they come, attributes and keywords at the end, then one rename. */

import { createHash, type Hash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { createGzip, gzipSync } from 'node:zlib';
import { packAttributes } from './attribute-files.ts';
import type { AttributeColumns } from './attributes.ts';
import type { TandemDocument, Vertical } from './documents.ts';
import type { InvertedIndex } from './inverted-index.ts';
import { packKeywords } from './keyword-files.ts';
import {
  DESCRIPTION_FILE,
  SEGMENT_FILES,
  SEGMENT_FORMAT,
  type SegmentDescription,
  type SegmentFile,
  segmentVersion,
} from './segment-format.ts';

export interface SegmentHead {
  readonly vertical: Vertical;
  readonly dimensions: number;
  readonly encoderVersion: string;
  readonly indexedAt: string | null;
}

export interface SegmentWriter {
  /** The next position; `vector` is [dimensions] half floats of a unit row. */
  readonly add: (document: TandemDocument, vector: Uint16Array) => Promise<void>;
  /** Writes the rest; the folder is complete afterwards and carries its own version. */
  readonly finish: (attributes: AttributeColumns, keywords: InvertedIndex) => Promise<SegmentDescription>;
  /** Ends the files and removes the folder. */
  readonly discard: () => Promise<void>;
}

/** One file in the making: hashed before compression (for the version) and after it (for the check). */
interface OutputFile {
  readonly stream: Writable;
  readonly contentHash: Hash;
  readonly finish: () => Promise<{ readonly bytes: number; readonly sha256: string }>;
}

const GZIP = { level: 9 };

/** `folder` is made new; what lies there is removed. */
export async function createSegmentWriter(folder: string, head: SegmentHead): Promise<SegmentWriter> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const documents = openOutput(join(folder, SEGMENT_FILES.documents), true);
  const vectors = openOutput(join(folder, SEGMENT_FILES.vectors), false);
  let size = 0;
  return {
    add: async (document, vector) => {
      await write(documents, Buffer.from(`${JSON.stringify(document)}\n`));
      await write(vectors, Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength));
      size += 1;
    },
    finish: async (attributes, keywords) => {
      const attributeFile = await writeWhole(join(folder, SEGMENT_FILES.attributes), packAttributes(attributes));
      const keywordFile = await writeWhole(join(folder, SEGMENT_FILES.keywords), packKeywords(keywords));
      const files = {
        [SEGMENT_FILES.documents]: await documents.finish(),
        [SEGMENT_FILES.vectors]: await vectors.finish(),
        [SEGMENT_FILES.attributes]: attributeFile.stored,
        [SEGMENT_FILES.keywords]: keywordFile.stored,
      };
      const contentHashes: Record<SegmentFile, string> = {
        documents: documents.contentHash.digest('hex'),
        vectors: vectors.contentHash.digest('hex'),
        attributes: attributeFile.contentHash,
        keywords: keywordFile.contentHash,
      };
      const version = segmentVersion(head, contentHashes);
      const description: SegmentDescription = { format: SEGMENT_FORMAT, version, size, ...head, files };
      await writeFile(join(folder, DESCRIPTION_FILE), `${JSON.stringify(description, null, 2)}\n`);
      return description;
    },
    discard: async () => {
      // A file that failed has told so already; here only its end counts.
      await Promise.allSettled([documents.finish(), vectors.finish()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function write(file: OutputFile, bytes: Buffer): Promise<void> {
  file.contentHash.update(bytes);
  if (!file.stream.write(bytes)) await once(file.stream, 'drain');
}

function openOutput(path: string, isCompressed: boolean): OutputFile {
  const stored = createHash('sha256');
  let bytes = 0;
  const file = createWriteStream(path);
  const sink = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      stored.update(chunk);
      bytes += chunk.length;
      file.write(chunk, done);
    },
    final: (done) => {
      file.end(done);
    },
  });
  const gzip = isCompressed ? createGzip(GZIP) : null;
  const stream = gzip ?? sink;
  const whenWritten = gzip === null ? finished(sink) : pipeline(gzip, sink);
  // A full disk is told by `finish`; until then nobody waits for this promise.
  whenWritten.catch(() => undefined);
  const finish = async () => {
    stream.end();
    await whenWritten;
    return { bytes, sha256: stored.digest('hex') };
  };
  return { stream, contentHash: createHash('sha256'), finish };
}

async function writeWhole(path: string, content: Buffer) {
  const bytes = gzipSync(content, GZIP);
  await writeFile(path, bytes);
  const stored = { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
  return { stored, contentHash: createHash('sha256').update(content).digest('hex') };
}

/** Moves a finished folder to where its version belongs; a version that is already there stays as it is. */
export async function moveSegment(from: string, to: string): Promise<void> {
  const isThere = await stat(to).then(
    () => true,
    () => false,
  );
  if (isThere) await rm(from, { recursive: true, force: true });
  else await rename(from, to);
}
