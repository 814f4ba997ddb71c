/** Writes the segment of one index version from embedded documents and puts their text into the document store. */

import { createAttributeBuilder } from '../stores/attribute-builder.ts';
import { JOB_COLUMNS } from '../stores/attribute-names.ts';
import { type DocumentStore, isForEverybody, type Vertical } from '../stores/documents.ts';
import type { Facts } from '../stores/facts.ts';
import { createKeywordBuilder } from '../stores/keyword-builder.ts';
import type { SegmentDescription } from '../stores/segment-format.ts';
import { type ChangedBase, createSegmentWriter, type SegmentHead } from '../stores/segment-writer.ts';
import { documentKeywords } from './document-keywords.ts';
import type { EmbeddedBatch, Encoders } from './embed.ts';
import { JOB_LAYOUT, jobAttributes } from './job-attributes.ts';
import { PEOPLE_LAYOUT, personAttributes } from './person-attributes.ts';
import type { OnEmbedded, PhraseBuilder } from './phrase-builder.ts';
import { ownLocations } from './place-attributes.ts';

export interface WriteIndexOptions {
  /** Where the segment is made; it is moved when complete. */
  readonly folder: string;
  readonly head: SegmentHead;
  /** The segment that these documents change; absent when they stand alone. */
  readonly base?: ChangedBase;
  readonly facts: Facts;
  /** Null when only the segment is wanted. */
  readonly documents: DocumentStore | null;
  /** Absent for an index whose snippets go by words alone. */
  readonly phrases?: PhraseBuilder;
  readonly onBatch: (batch: EmbeddedBatch) => void;
  readonly onPhrases?: OnEmbedded;
  readonly signal: AbortSignal | null;
}

/** `indexedAt` RFC 3339. */
export function headOf(vertical: Vertical, { encoder, items }: Encoders, indexedAt: string): SegmentHead {
  const layout = items && { version: items.version, slots: items.slots, dimensions: items.dimensions };
  const { dimensions, version: encoderVersion } = encoder;
  return { vertical, dimensions, encoderVersion, indexedAt, ...(layout === null ? {} : { items: layout }) };
}

/** Documents get their positions in the order in which they come. A failure leaves no folder behind. */
export async function writeIndex(
  batches: AsyncIterable<EmbeddedBatch>,
  options: WriteIndexOptions,
): Promise<SegmentDescription> {
  const { head, facts } = options;
  const writer = await createSegmentWriter(options.folder, head, options.base);
  const attributes = createAttributeBuilder(head.vertical === 'jobs' ? JOB_LAYOUT : PEOPLE_LAYOUT);
  const keywords = createKeywordBuilder();
  const locations = new Set<string>();
  try {
    for await (const batch of batches) {
      options.signal?.throwIfAborted();
      for (const { document, vector, item } of batch.documents) {
        await writer.add(document, vector, item);
        attributes.add(document.kind === 'job' ? jobAttributes(document, facts) : personAttributes(document, facts));
        keywords.add(documentKeywords(document), isForEverybody(document));
        options.phrases?.add(document);
        for (const location of ownLocations(document)) locations.add(location);
      }
      await options.documents?.putMany(batch.documents.map(({ document }) => document));
      options.onBatch(batch);
    }
    const columns = attributes.build((column, value) => column !== JOB_COLUMNS.location || locations.has(value));
    const phrases = await options.phrases?.build(options.signal, options.onPhrases);
    return await writer.finish(columns, keywords.build(), phrases);
  } catch (error) {
    await writer.discard();
    throw error;
  }
}
