/** Writes a segment: documents and vectors as they come, attributes and keywords at the end, then one rename. */

import { createHash } from 'node:crypto';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { TandemError } from '../runtime/errors.ts';
import { packAttributes } from './attribute-files.ts';
import type { AttributeColumns } from './attributes.ts';
import type { TandemDocument, Vertical } from './documents.ts';
import type { InvertedIndex } from './inverted-index.ts';
import { type ItemLayout, itemBytes } from './item-vectors.ts';
import { packKeywords } from './keyword-files.ts';
import { openOutputFile } from './output-file.ts';
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
  /** Absent when no item vectors come with the documents. */
  readonly items?: ItemLayout;
}

export interface SegmentWriter {
  /** The next position; `vector` is [dimensions] half floats of a unit row, `item` what `packItem` made, empty when the head names no items. */
  readonly add: (document: TandemDocument, vector: Uint16Array, item?: Uint8Array) => Promise<void>;
  /** Writes the rest; the folder is complete afterwards and carries its own version. */
  readonly finish: (attributes: AttributeColumns, keywords: InvertedIndex) => Promise<SegmentDescription>;
  /** Ends the files and removes the folder. */
  readonly discard: () => Promise<void>;
}

const GZIP_LEVEL = 9;

/** `folder` is made new; what lies there is removed. */
export async function createSegmentWriter(folder: string, head: SegmentHead): Promise<SegmentWriter> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const documents = openOutputFile(join(folder, SEGMENT_FILES.documents), GZIP_LEVEL);
  const vectors = openOutputFile(join(folder, SEGMENT_FILES.vectors), null);
  const items = head.items === undefined ? null : openOutputFile(join(folder, SEGMENT_FILES.items), null);
  let size = 0;
  return {
    add: async (document, vector, item) => {
      requireItem(document, item, head);
      await documents.write(Buffer.from(`${JSON.stringify(document)}\n`));
      await vectors.write(Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength));
      if (item !== undefined) await items?.write(Buffer.from(item.buffer, item.byteOffset, item.byteLength));
      size += 1;
    },
    finish: async (attributes, keywords) => {
      const attributeFile = await writeWhole(join(folder, SEGMENT_FILES.attributes), packAttributes(attributes));
      const keywordFile = await writeWhole(join(folder, SEGMENT_FILES.keywords), packKeywords(keywords));
      const documentFile = await documents.finish();
      const vectorFile = await vectors.finish();
      const itemFile = await items?.finish();
      const files = {
        [SEGMENT_FILES.documents]: { bytes: documentFile.bytes, sha256: documentFile.sha256 },
        [SEGMENT_FILES.vectors]: { bytes: vectorFile.bytes, sha256: vectorFile.sha256 },
        [SEGMENT_FILES.attributes]: attributeFile.stored,
        [SEGMENT_FILES.keywords]: keywordFile.stored,
        ...(itemFile === undefined
          ? {}
          : { [SEGMENT_FILES.items]: { bytes: itemFile.bytes, sha256: itemFile.sha256 } }),
      };
      const contentHashes: Partial<Record<SegmentFile, string>> = {
        documents: documentFile.contentSha256,
        vectors: vectorFile.contentSha256,
        attributes: attributeFile.contentHash,
        keywords: keywordFile.contentHash,
        ...(itemFile === undefined ? {} : { items: itemFile.contentSha256 }),
      };
      const version = segmentVersion(head, contentHashes);
      const description: SegmentDescription = { format: SEGMENT_FORMAT, version, size, ...head, files };
      await writeFile(join(folder, DESCRIPTION_FILE), `${JSON.stringify(description, null, 2)}\n`);
      return description;
    },
    discard: async () => {
      await Promise.all([documents.discard(), vectors.discard(), items?.discard()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A missing one would shift all that follow. */
function requireItem(document: TandemDocument, item: Uint8Array | undefined, { items }: SegmentHead): void {
  const expected = items === undefined ? 0 : itemBytes(items);
  if ((item?.length ?? 0) === expected) return;
  const message = `expected ${expected} bytes of item vectors for document ${document.id}, got ${item?.length ?? 0}`;
  throw new TandemError('INTERNAL', message);
}

async function writeWhole(path: string, content: Buffer) {
  const bytes = gzipSync(content, { level: GZIP_LEVEL });
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
