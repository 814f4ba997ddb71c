/** Makes and publishes a small segment in a data directory. */
import { join } from 'node:path';
import { createAttributeBuilder } from '../../stores/attribute-builder.ts';
import { JOB_COLUMNS } from '../../stores/attribute-names.ts';
import type { JobDocument } from '../../stores/documents.ts';
import { encodeHalfs } from '../../stores/half-floats.ts';
import { type ItemLayout, packItem } from '../../stores/item-vectors.ts';
import { createKeywordBuilder } from '../../stores/keyword-builder.ts';
import { type PhraseArrays, packPhrase } from '../../stores/phrase-files.ts';
import { type SegmentDescription, segmentFolder, verticalFolder } from '../../stores/segment-format.ts';
import { publishVersion } from '../../stores/segment-pointer.ts';
import { type ChangedBase, createSegmentWriter, moveSegment } from '../../stores/segment-writer.ts';

export const SAMPLE_HEAD = {
  vertical: 'jobs',
  dimensions: 4,
  encoderVersion: 'e1',
  indexedAt: '2026-01-01T00:00:00Z',
  items: { version: 'i1', slots: 2, dimensions: 4 },
} as const;

function sampleItem(position: number): Float32Array {
  return Float32Array.from({ length: 8 }, (_, at) => (at < 4 ? position + 1 : -1));
}

/** One phrase a document: the first three units of its title, with the vector of the first axis. */
function samplePhrases(size: number): PhraseArrays {
  return {
    dimensions: SAMPLE_HEAD.dimensions,
    starts: Uint32Array.from({ length: size + 1 }, (_, at) => at),
    fields: new Uint8Array(size),
    offsets: new Uint16Array(size),
    lengths: new Uint16Array(size).fill(3),
    ids: new Uint32Array(size),
    hashes: Uint32Array.of(1, 2),
    codes: packPhrase(Float32Array.of(1, 0, 0, 0)),
  };
}

/** Document d has the unit vector of axis d mod 4, and the item vectors d + 1 and −1 in all axes. */
export async function publishSample(
  dataDir: string,
  jobs: readonly JobDocument[],
  itemAt: (position: number) => Float32Array | undefined = sampleItem,
  items: ItemLayout = SAMPLE_HEAD.items,
  base?: ChangedBase,
): Promise<SegmentDescription> {
  const draft = join(verticalFolder(dataDir, 'jobs'), 'draft');
  const writer = await createSegmentWriter(draft, { ...SAMPLE_HEAD, items }, base);
  const attributes = createAttributeBuilder({
    labels: [JOB_COLUMNS.id, JOB_COLUMNS.documentVersion],
    numbers: [],
    points: [],
  });
  const keywords = createKeywordBuilder();
  for (const [position, job] of jobs.entries()) {
    const vector = encodeHalfs(Float32Array.from({ length: 4 }, (_, axis) => Number(axis === position % 4)));
    await writer.add(job, vector, packItem(itemAt(position) ?? new Float32Array(), items));
    attributes.add({ labels: { id: [job.id], documentVersion: [job.version] }, numbers: {}, points: {} });
    keywords.add(
      job.title.split(' ').map((word) => ({ stem: word.toLowerCase(), word: word.toLowerCase(), weight: 1 })),
    );
  }
  const description = await writer.finish(attributes.build(), keywords.build(), samplePhrases(jobs.length));
  await moveSegment(draft, segmentFolder(dataDir, 'jobs', description.version));
  await publishVersion(dataDir, 'jobs', description.version);
  return description;
}
