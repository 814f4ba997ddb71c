/** Writes a segment: documents and vectors as they come, attributes, keywords and codes at the end, then one rename. */

import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TandemError } from '../runtime/errors.ts';
import { packAttributes } from './attribute-files.ts';
import type { AttributeColumns } from './attributes.ts';
import type { TandemDocument, Vertical } from './documents.ts';
import type { InvertedIndex } from './inverted-index.ts';
import { type ItemLayout, itemBytes } from './item-vectors.ts';
import { packKeywords } from './keyword-files.ts';
import { openOutputFile, type WrittenFile } from './output-file.ts';
import { type PhraseArrays, packPhrases } from './phrase-files.ts';
import { checkSegment, isIndexBroken } from './segment-files.ts';
import {
  CHANGES_FORMAT,
  DESCRIPTION_FILE,
  SEGMENT_FILES,
  SEGMENT_FORMAT,
  type SegmentDescription,
  type SegmentFile,
  segmentVersion,
} from './segment-format.ts';
import { writeCodes } from './write-codes.ts';

export interface SegmentHead {
  readonly vertical: Vertical;
  readonly dimensions: number;
  readonly encoderVersion: string;
  readonly indexedAt: string | null;
  /** Absent when no item vectors come with the documents. */
  readonly items?: ItemLayout;
}

/** The segment that a new one changes, and its positions that no longer count, rising. */
export interface ChangedBase {
  readonly segment: string;
  readonly removed: Uint32Array;
}

export interface SegmentWriter {
  /** The next position; `vector` is [dimensions] half floats of a unit row, `item` what `packItem` made, empty when the head names no items. */
  readonly add: (document: TandemDocument, vector: Uint16Array, item?: Uint8Array) => Promise<void>;
  /** Writes the rest; the folder is complete afterwards and carries its own version. */
  readonly finish: (
    attributes: AttributeColumns,
    keywords: InvertedIndex,
    phrases?: PhraseArrays,
  ) => Promise<SegmentDescription>;
  /** Ends the files and removes the folder. */
  readonly discard: () => Promise<void>;
}

const GZIP_LEVEL = 9;

/** `folder` is made new; what lies there is removed. `base` is absent for a segment that stands alone. */
export async function createSegmentWriter(
  folder: string,
  head: SegmentHead,
  base?: ChangedBase,
): Promise<SegmentWriter> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const open = (file: SegmentFile, level: number | null) => openOutputFile(join(folder, SEGMENT_FILES[file]), level);
  const documents = open('documents', GZIP_LEVEL);
  const vectors = open('vectors', null);
  const items = head.items === undefined ? null : open('items', null);
  const writeWhole = async (file: SegmentFile, level: number | null, content: Buffer): Promise<WrittenFile> => {
    const output = open(file, level);
    await output.write(content);
    return output.finish();
  };
  let size = 0;
  return {
    add: async (document, vector, item) => {
      requireItem(document, item, head);
      await documents.write(Buffer.from(`${JSON.stringify(document)}\n`));
      await vectors.write(Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength));
      if (item !== undefined) await items?.write(Buffer.from(item.buffer, item.byteOffset, item.byteLength));
      size += 1;
    },
    finish: async (attributes, keywords, phrases) => {
      const written: Partial<Record<SegmentFile, WrittenFile>> = {
        documents: await documents.finish(),
        vectors: await vectors.finish(),
        attributes: await writeWhole('attributes', GZIP_LEVEL, packAttributes(attributes)),
        keywords: await writeWhole('keywords', GZIP_LEVEL, packKeywords(keywords)),
        ...(items === null ? {} : { items: await items.finish() }),
        ...(phrases === undefined ? {} : { phrases: await writeWhole('phrases', GZIP_LEVEL, packPhrases(phrases)) }),
        ...(base === undefined ? {} : { removed: await writeWhole('removed', null, bytesOf(base.removed)) }),
      };
      const changes = base === undefined ? {} : { base: base.segment };
      const version = segmentVersion({ ...head, ...changes }, contentHashes(written));
      // Made of the vectors, so that they say nothing new about the version.
      const codes = await writeCodes(folder, size, head.dimensions);
      const description: SegmentDescription = {
        format: base === undefined ? SEGMENT_FORMAT : CHANGES_FORMAT,
        version,
        size,
        ...head,
        ...changes,
        ...(codes === null ? {} : { codes: [...codes.tiles] }),
        files: storedFiles({ ...written, ...(codes === null ? {} : { codes: codes.file }) }),
      };
      await writeFile(join(folder, DESCRIPTION_FILE), `${JSON.stringify(description, null, 2)}\n`);
      return description;
    },
    discard: async () => {
      await Promise.all([documents.discard(), vectors.discard(), items?.discard()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

type WrittenFiles = Readonly<Partial<Record<SegmentFile, WrittenFile>>>;

function contentHashes(written: WrittenFiles): Partial<Record<SegmentFile, string>> {
  return Object.fromEntries(Object.entries(written).map(([file, { contentSha256 }]) => [file, contentSha256]));
}

/** By name on the disk; the schema of the description says which must be there. */
function storedFiles(written: WrittenFiles): SegmentDescription['files'] {
  const stored = Object.entries(written).map(([file, { bytes, sha256 }]) => {
    return [SEGMENT_FILES[file as SegmentFile], { bytes, sha256 }] as const;
  });
  return Object.fromEntries(stored) as SegmentDescription['files'];
}

function bytesOf(numbers: Uint32Array): Buffer {
  return Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}

/** A missing one would shift all that follow. */
function requireItem(document: TandemDocument, item: Uint8Array | undefined, { items }: SegmentHead): void {
  const expected = items === undefined ? 0 : itemBytes(items);
  if ((item?.length ?? 0) === expected) return;
  const message = `expected ${expected} bytes of item vectors for document ${document.id}, got ${item?.length ?? 0}`;
  throw new TandemError('INTERNAL', message);
}

/** Moves a finished folder to where its version belongs; one that is there stays when it is whole, and else gives way. */
export async function moveSegment(from: string, to: string): Promise<void> {
  if (await isWhole(to)) return rm(from, { recursive: true, force: true });
  await rm(to, { recursive: true, force: true });
  await rename(from, to);
}

async function isWhole(folder: string): Promise<boolean> {
  return checkSegment(folder).then(
    () => true,
    (error: unknown) => {
      if (isIndexBroken(error)) return false;
      throw error;
    },
  );
}
