/** An index of a few documents in memory, made by the code that ingests. */
import { documentKeywords } from '../../ingest/document-keywords.ts';
import { JOB_LAYOUT, jobAttributes } from '../../ingest/job-attributes.ts';
import { PEOPLE_LAYOUT, personAttributes } from '../../ingest/person-attributes.ts';
import { createAttributeBuilder } from '../../stores/attribute-builder.ts';
import { isForEverybody, type TandemDocument, type Vertical } from '../../stores/documents.ts';
import type { Facts } from '../../stores/facts.ts';
import type { IndexSnapshot, IndexStore } from '../../stores/index-snapshots.ts';
import { createKeywordBuilder } from '../../stores/keyword-builder.ts';

/** Positions are the order of the documents. */
export function memorySnapshot(
  vertical: Vertical,
  documents: readonly TandemDocument[],
  facts: Facts,
  version = `${vertical}-1`,
  itemVersion: string | null = null,
): IndexSnapshot {
  const attributes = createAttributeBuilder(vertical === 'jobs' ? JOB_LAYOUT : PEOPLE_LAYOUT);
  const keywords = createKeywordBuilder();
  for (const document of documents) {
    attributes.add(document.kind === 'job' ? jobAttributes(document, facts) : personAttributes(document, facts));
    keywords.add(documentKeywords(document), isForEverybody(document));
  }
  const positions = new Map(documents.map(({ id }, position) => [id, position]));
  return {
    vertical,
    version,
    segments: [version],
    indexedAt: '2026-01-01T00:00:00.000Z',
    encoderVersion: 'test-encoder',
    itemVersion,
    size: documents.length,
    documentCount: documents.length,
    ids: documents.map(({ id }) => id),
    documentVersions: documents.map((document) => document.version),
    positionOf: (id) => positions.get(id),
    attributes: attributes.build(),
    keywords: keywords.build(),
  };
}

export interface MemoryIndexStore extends IndexStore {
  /** Makes it the newest version; the one before it is still held. */
  readonly publish: (snapshot: IndexSnapshot) => void;
}

export function memoryIndexStore(snapshots: readonly IndexSnapshot[]): MemoryIndexStore {
  const held: IndexSnapshot[] = [...snapshots];
  const newest = (vertical: Vertical): IndexSnapshot => {
    const found = held.findLast((snapshot) => snapshot.vertical === vertical);
    if (found === undefined) throw new Error(`the test has no index of ${vertical}`);
    return found;
  };
  return {
    current: newest,
    version: (vertical, version) => held.find((one) => one.vertical === vertical && one.version === version) ?? null,
    refresh: async () => undefined,
    close: async () => undefined,
    publish: (snapshot) => {
      held.push(snapshot);
    },
  };
}
