/** A segment of made-up vectors whose documents say nothing but their ids: as large as one likes, written in seconds. */

import { join } from 'node:path';
import { createAttributeBuilder } from '../stores/attribute-builder.ts';
import { JOB_COLUMNS } from '../stores/attribute-names.ts';
import type { JobDocument } from '../stores/documents.ts';
import { encodeHalfs } from '../stores/half-floats.ts';
import { createKeywordBuilder } from '../stores/keyword-builder.ts';
import { segmentFolder, verticalFolder } from '../stores/segment-format.ts';
import { createSegmentWriter, moveSegment } from '../stores/segment-writer.ts';
import { DIMENSIONS, queriesOf } from './synthetic-vectors.ts';

const ROWS_A_CHUNK = 10_000;

/** The version of its jobs. */
export async function writeBareSegment(dataDir: string, size: number): Promise<string> {
  const draft = join(verticalFolder(dataDir, 'jobs'), 'draft');
  const head = { vertical: 'jobs', dimensions: DIMENSIONS, encoderVersion: 'synthetic', indexedAt: null } as const;
  const writer = await createSegmentWriter(draft, head);
  const labels = [JOB_COLUMNS.id, JOB_COLUMNS.documentVersion];
  const attributes = createAttributeBuilder({ labels, numbers: [], points: [] });
  const keywords = createKeywordBuilder();
  for (let first = 0; first < size; first += ROWS_A_CHUNK) {
    const halfs = encodeHalfs(queriesOf(Math.min(ROWS_A_CHUNK, size - first), first + 1));
    for (let row = 0; row * DIMENSIONS < halfs.length; row++) {
      const id = `d${first + row}`;
      await writer.add({ id } as JobDocument, halfs.subarray(row * DIMENSIONS, (row + 1) * DIMENSIONS));
      attributes.add({
        labels: { [JOB_COLUMNS.id]: [id], [JOB_COLUMNS.documentVersion]: [id] },
        numbers: {},
        points: {},
      });
      keywords.add([]);
    }
  }
  const { version } = await writer.finish(attributes.build(), keywords.build());
  await moveSegment(draft, segmentFolder(dataDir, 'jobs', version));
  return version;
}
