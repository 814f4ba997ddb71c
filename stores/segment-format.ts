/** What a segment folder holds: names, places and the description file with a checksum for each of the others. */

import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { codedTileSchema } from './coded-tiles.ts';
import type { Vertical } from './documents.ts';

/** Raised when a file's meaning changes; formats that are not listed are refused with a request to ingest again. */
export const SEGMENT_FORMAT = 1;
/** Of changes to a base: who does not know them must not take them for a whole index. */
export const CHANGES_FORMAT = 2;

export const SEGMENT_FILES = {
  /** Normalised documents as JSON Lines, in position order. */
  documents: 'documents.jsonl.gz',
  /** Unit rows of half floats, little-endian, in position order. */
  vectors: 'vectors.f16',
  attributes: 'attributes.bin.gz',
  keywords: 'keywords.bin.gz',
  /** Item vectors in position order (stores/item-vectors.ts); only where the packed ranker is served. */
  items: 'items.i8',
  /** Short codes of the vectors (stores/coded-tiles.ts); only where they are many. */
  codes: 'codes.bin',
  /** Phrases of the documents with their vectors (stores/phrase-files.ts); without them snippets go by words alone. */
  phrases: 'phrases.bin.gz',
  /** Positions of the base that no longer count, 32-bit little-endian, rising; only in changes to a base. */
  removed: 'removed.u32',
} as const;

export type SegmentFile = keyof typeof SEGMENT_FILES;

export const DESCRIPTION_FILE = 'segment.json';
/** Names the version that answers searches; one line. */
export const POINTER_FILE = 'CURRENT';

const fileSchema = z.object({ bytes: z.number().int().nonnegative(), sha256: z.string().length(64) });

export const segmentSchema = z.object({
  format: z.union([z.literal(SEGMENT_FORMAT), z.literal(CHANGES_FORMAT)]),
  vertical: z.enum(['jobs', 'people']),
  version: z.string().min(1),
  /** Number of documents. */
  size: z.number().int().nonnegative(),
  /** Numbers a vector. */
  dimensions: z.number().int().positive(),
  encoderVersion: z.string(),
  indexedAt: z.string().nullable(),
  /** What the item vectors are; absent where there are none. */
  items: z
    .object({ version: z.string(), slots: z.number().int().positive(), dimensions: z.number().int().positive() })
    .optional(),
  /** The segment that this one changes: its documents come after the base's, less those that were removed. Absent when it stands alone. */
  base: z.string().min(1).optional(),
  /** Absent where all vectors are compared exactly. */
  codes: z.array(codedTileSchema).min(1).optional(),
  /** By name of the file, as it lies on the disk. */
  files: z.object({
    [SEGMENT_FILES.documents]: fileSchema,
    [SEGMENT_FILES.vectors]: fileSchema,
    [SEGMENT_FILES.attributes]: fileSchema,
    [SEGMENT_FILES.keywords]: fileSchema,
    [SEGMENT_FILES.items]: fileSchema.optional(),
    [SEGMENT_FILES.codes]: fileSchema.optional(),
    [SEGMENT_FILES.phrases]: fileSchema.optional(),
    [SEGMENT_FILES.removed]: fileSchema.optional(),
  }),
});

export type SegmentDescription = Readonly<z.infer<typeof segmentSchema>>;

export function verticalFolder(dataDir: string, vertical: Vertical): string {
  return join(dataDir, 'index', vertical);
}

export function segmentFolder(dataDir: string, vertical: Vertical, version: string): string {
  return join(verticalFolder(dataDir, vertical), version);
}

const VERSION_DIGITS = 16;

/** `contentHashes` are of the files before compression, so that another zlib makes the same version. */
export function segmentVersion(
  head: Pick<SegmentDescription, 'vertical' | 'encoderVersion' | 'dimensions' | 'items' | 'base'>,
  contentHashes: Readonly<Partial<Record<SegmentFile, string>>>,
): string {
  const files = Object.keys(SEGMENT_FILES) as SegmentFile[];
  const said = [
    SEGMENT_FORMAT,
    head.vertical,
    head.encoderVersion,
    head.dimensions,
    // What a segment does not have says nothing, so that older versions keep their names.
    ...files.flatMap((file) => contentHashes[file] ?? []),
    ...(head.items === undefined ? [] : [head.items.version, head.items.slots, head.items.dimensions]),
    ...(head.base === undefined ? [] : [head.base]),
  ];
  return createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, VERSION_DIGITS);
}
