/** The index version that an upsert starts from: its documents and the vectors that need not be computed again. */

import type { TandemDocument, Vertical } from '../stores/documents.ts';
import { encodeHalfs } from '../stores/half-floats.ts';
import { loadSnapshot } from '../stores/load-snapshot.ts';
import { readDocuments, readSegmentVectors } from '../stores/segment-files.ts';
import { segmentFolder } from '../stores/segment-format.ts';
import { readPointer } from '../stores/segment-pointer.ts';
import type { Encoder, KnownVector } from './embed.ts';

export interface CurrentIndex {
  readonly ids: readonly string[];
  readonly documents: () => AsyncIterable<TandemDocument>;
  readonly knownVector: KnownVector;
}

/** Empty when nothing was published. Throws INDEX_INVALID when the current version is broken. */
export async function readCurrentIndex(dataDir: string, vertical: Vertical, encoder: Encoder): Promise<CurrentIndex> {
  const pointer = await readPointer(dataDir, vertical);
  if (pointer === null) return { ids: [], documents: nothing, knownVector: () => null };
  const version = pointer.current;
  const snapshot = await loadSnapshot(dataDir, vertical, version);
  const { rows, dimensions } = await readSegmentVectors(dataDir, vertical, version);
  const isSameEncoder = snapshot.encoderVersion === encoder.version && dimensions === encoder.dimensions;
  const positions = new Map(snapshot.documentVersions.map((documentVersion, position) => [documentVersion, position]));
  const knownVector: KnownVector = (document) => {
    const position = isSameEncoder ? positions.get(document.version) : undefined;
    return position === undefined
      ? null
      : encodeHalfs(rows.subarray(position * dimensions, (position + 1) * dimensions));
  };
  return { ids: snapshot.ids, documents: () => readDocuments(segmentFolder(dataDir, vertical, version)), knownVector };
}

async function* nothing(): AsyncGenerator<TandemDocument> {}
