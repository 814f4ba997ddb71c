/** The way of documents into what searches read: under the lock of their vertical, as one segment, published in one step. */

import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Clock, systemClock } from '../runtime/clock.ts';
import type { DocumentStore, TandemDocument, Vertical } from '../stores/documents.ts';
import type { EmbeddingStore } from '../stores/embeddings.ts';
import type { Facts } from '../stores/facts.ts';
import { type SegmentDescription, segmentFolder, verticalFolder } from '../stores/segment-format.ts';
import { lockVertical } from '../stores/segment-lock.ts';
import { publishVersion } from '../stores/segment-pointer.ts';
import { type ChangedBase, moveSegment } from '../stores/segment-writer.ts';
import { type EmbeddedBatch, type Encoders, embedDocuments, type KnownVectors } from './embed.ts';
import { createPhraseBuilder, type OnEmbedded } from './phrase-builder.ts';
import { removeStale } from './remove-stale.ts';
import { headOf, writeIndex } from './write-index.ts';

export interface PublishOptions {
  readonly vertical: Vertical;
  readonly dataDir: string;
  readonly encoders: Encoders;
  readonly facts: Facts;
  readonly documents: DocumentStore;
  readonly embeddings: EmbeddingStore;
  readonly clock?: Clock;
  /** Stated in the index; the time of the clock unless told. */
  readonly indexedAt?: string;
  readonly onBatch?: (batch: EmbeddedBatch) => void;
  readonly onPhrases?: OnEmbedded;
  readonly signal?: AbortSignal;
}

/** Runs the work as the only writer, with an empty folder that goes with it. Throws INDEX_BUSY, or the signal's reason when aborted. */
export async function withDraft<T>(
  { dataDir, vertical, signal }: Pick<PublishOptions, 'dataDir' | 'vertical' | 'signal'>,
  work: (draft: string) => Promise<T>,
): Promise<T> {
  const release = await lockVertical(dataDir, vertical);
  const draft = draftFolder(dataDir, vertical);
  try {
    await rm(draft, { recursive: true, force: true });
    await mkdir(draft, { recursive: true });
    return await work(draft);
  } catch (error) {
    // Ctrl-C also ends the workers: what they say then is not the reason.
    signal?.throwIfAborted();
    throw error;
  } finally {
    await rm(draft, { recursive: true, force: true });
    await release();
  }
}

/**
 * The documents as a segment that stands alone, or as the changes to `base`; until it is published, and when this throws,
 * searches go on with the version before. The caller holds the lock.
 */
export async function publishSegment(
  documents: AsyncIterable<TandemDocument>,
  known: KnownVectors,
  options: PublishOptions,
  base?: ChangedBase,
): Promise<SegmentDescription> {
  const { dataDir, vertical, encoders, embeddings, clock = systemClock, onBatch = () => undefined, signal } = options;
  const folder = join(draftFolder(dataDir, vertical), 'segment');
  const segment = await writeIndex(embedDocuments(documents, encoders, known, embeddings), {
    folder,
    head: headOf(vertical, encoders, options.indexedAt ?? clock.date().toISOString()),
    ...(base === undefined ? {} : { base }),
    facts: options.facts,
    documents: options.documents,
    phrases: createPhraseBuilder(encoders.encoder, known.phrase ?? (() => null), embeddings),
    onBatch,
    ...(options.onPhrases === undefined ? {} : { onPhrases: options.onPhrases }),
    signal: signal ?? null,
  });
  signal?.throwIfAborted();
  await moveSegment(folder, segmentFolder(dataDir, vertical, segment.version));
  await publishVersion(dataDir, vertical, segment.version);
  await removeStale(dataDir, vertical, options.documents, clock.date().getTime());
  await embeddings.clear();
  return segment;
}

const draftFolder = (dataDir: string, vertical: Vertical): string => join(verticalFolder(dataDir, vertical), 'draft');
