/** Takes documents out of the index: published like an upsert, without a model, since vectors of what stays are known. */

import { type Clock, systemClock } from '../runtime/clock.ts';
import { TandemError } from '../runtime/errors.ts';
import type { TandemDocument, Vertical } from '../stores/documents.ts';
import { readKeys } from '../stores/load-snapshot.ts';
import { readDescription } from '../stores/segment-files.ts';
import { type SegmentDescription, segmentFolder } from '../stores/segment-format.ts';
import { readPointer } from '../stores/segment-pointer.ts';
import { readVersionParts } from '../stores/version-parts.ts';
import { type ChangeLimits, changeIndex } from './change-index.ts';
import { readCurrentIndex } from './current-index.ts';
import type { EmbedTexts, Encoders } from './embed.ts';
import { type PublishOptions, publishSegment, withDraft } from './publish-segment.ts';

export interface DeleteOptions extends Omit<PublishOptions, 'encoders' | 'onBatch' | 'indexedAt'> {
  /** Of documents, as the API shows them. */
  readonly ids: readonly string[];
  readonly limits?: ChangeLimits;
  /** For phrases that the index left out and that count once it is smaller; used where they are of its models. */
  readonly encoders?: Encoders;
}

export interface DeleteSummary {
  /** How many of them the index had. */
  readonly removed: number;
  /** Those that it did not have. */
  readonly unknownIds: readonly string[];
  /** Documents in the index now. */
  readonly size: number;
  readonly version: string;
  readonly seconds: number;
}

/**
 * Publishes nothing when no id is known, so the same call again changes nothing. Throws INDEX_MISSING when nothing was
 * published, INDEX_BUSY while another process writes, INDEX_INVALID when the current version is broken.
 */
export async function deleteDocuments(options: DeleteOptions): Promise<DeleteSummary> {
  const clock = options.clock ?? systemClock;
  const startMs = clock.nowMs();
  return withDraft(options, async () => {
    const deleted = await deleteAsOnlyWriter(options, clock);
    return { ...deleted, seconds: (clock.nowMs() - startMs) / 1_000 };
  });
}

async function deleteAsOnlyWriter(options: DeleteOptions, clock: Clock): Promise<Omit<DeleteSummary, 'seconds'>> {
  const { dataDir, vertical } = options;
  const pointer = await readPointer(dataDir, vertical);
  if (pointer === null)
    throw new TandemError('INDEX_MISSING', `expected an index of ${vertical} in ${dataDir}, found none`);
  const encoders = await encodersOfIndex(segmentFolder(dataDir, vertical, pointer.current), options.encoders);
  const held = await idsThatCount(dataDir, vertical, pointer.current);
  const asked = new Set(options.ids);
  const unknownIds = [...asked].filter((id) => !held.has(id));
  const removedIds = [...asked].filter((id) => held.has(id));
  const outcome = { removed: removedIds.length, unknownIds };
  if (removedIds.length === 0) return { ...outcome, size: held.size, version: pointer.current };
  const publish = { ...options, encoders, clock };
  const { version, size } =
    (await changeIndex({ upserts: [], removedIds }, publish)) ?? (await writeWithout(asked, publish));
  return { ...outcome, size, version };
}

async function idsThatCount(dataDir: string, vertical: Vertical, version: string): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  for (const { segment, removed } of await readVersionParts(dataDir, version)) {
    const gone = new Set(removed);
    const keys = await readKeys(dataDir, vertical, segment);
    keys.forEach(({ id }, position) => {
      if (!gone.has(position)) ids.add(id);
    });
  }
  return ids;
}

async function writeWithout(gone: ReadonlySet<string>, options: PublishOptions): Promise<SegmentDescription> {
  const { dataDir, vertical, encoders } = options;
  const { documents, known } = await readCurrentIndex(dataDir, vertical, encoders);
  return publishSegment(without(documents(), gone), known, options);
}

/** The models of the index itself: what stays keeps the vectors that it has. */
async function encodersOfIndex(folder: string, served?: Encoders): Promise<Encoders> {
  const { encoderVersion, dimensions, items } = await readDescription(folder);
  const isServed = served?.encoder.version === encoderVersion;
  return {
    encoder: { version: encoderVersion, dimensions, embed: isServed ? served.encoder.embed : nothingToEmbed },
    items: items === undefined ? null : { ...items, encode: nothingToEmbed },
  };
}

const nothingToEmbed: EmbedTexts = async (texts) => {
  throw new TandemError('INTERNAL', `expected vectors of all documents in the index, got none of ${texts.length}`);
};

async function* without(
  documents: AsyncIterable<TandemDocument>,
  gone: ReadonlySet<string>,
): AsyncGenerator<TandemDocument> {
  for await (const document of documents) if (!gone.has(document.id)) yield document;
}
