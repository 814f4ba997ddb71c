/** Ingests a file of jobs or people: read, normalise, embed, write the next index version, publish it. */

import { basename, join } from 'node:path';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { badInput } from '../runtime/errors.ts';
import type { DocumentStore, TandemDocument, Vertical } from '../stores/documents.ts';
import type { EmbeddingStore } from '../stores/embeddings.ts';
import type { Facts } from '../stores/facts.ts';
import { isIndexBroken } from '../stores/segment-files.ts';
import { CHANGE_LIMITS, changeIndex } from './change-index.ts';
import { type CurrentIndex, NOTHING_INDEXED, readCurrentIndex } from './current-index.ts';
import type { EmbeddedBatch, Encoder, Encoders, ItemEncoder } from './embed.ts';
import { meterPhase, type OnProgress, type PhaseMeter } from './progress.ts';
import { publishSegment, withDraft } from './publish-segment.ts';
import { type LineFailure, readStaged, type StagedLines, stageLines } from './stage-lines.ts';

export interface IngestOptions {
  readonly vertical: Vertical;
  readonly file: string;
  readonly dataDir: string;
  /** Source of every document; null takes each line's own, then the name of the file. */
  readonly source: string | null;
  /** Of lines that name none; absent takes the name of the file. */
  readonly defaultSource?: string;
  /** Whose documents they are; absent for those of nobody, which everybody sees. */
  readonly tenant?: string;
  /** Longer lines are failures. */
  readonly maxLineBytes?: number;
  /** Leaves out what the index held before. */
  readonly replace: boolean;
  readonly encoder: Encoder;
  /** Absent or null where the packed ranker is not served. */
  readonly items?: ItemEncoder | null;
  readonly facts: Facts;
  readonly documents: DocumentStore;
  readonly embeddings: EmbeddingStore;
  /** Stated in the index; null takes the time of the clock. */
  readonly indexedAt?: string;
  readonly onProgress?: OnProgress;
  /** Told when all lines have been read, also when none of them can be indexed. */
  readonly onStaged?: (staged: StagedLines) => void;
  readonly clock?: Clock;
  readonly signal?: AbortSignal;
}

export interface IngestSummary {
  readonly vertical: Vertical;
  /** Lines that were not empty. */
  readonly read: number;
  /** Documents of this file in the new version. */
  readonly indexed: number;
  /** Vectors that were not computed again, of this file and of the documents kept. */
  readonly reused: number;
  readonly failed: number;
  /** The first thousand. */
  readonly failures: readonly LineFailure[];
  readonly unusedFields: readonly string[];
  /** Documents in the index now. */
  readonly size: number;
  readonly version: string;
  readonly seconds: number;
}

/**
 * Publishes at the end; until then, and when it throws, searches go on with the version before.
 * Throws BAD_USER_INPUT when no line could be indexed, INDEX_BUSY when another ingest runs, the signal's reason when aborted.
 */
export async function ingest(options: IngestOptions): Promise<IngestSummary> {
  const clock = options.clock ?? systemClock;
  const startMs = clock.nowMs();
  return withDraft(options, async (draft) => {
    const staged = await stage(draft, options, clock);
    options.onStaged?.(staged);
    if (staged.lineOf.size === 0) throw nothingToIndex(options.file, staged);
    const { version, size, reused } = await writeVersion(staged, options, clock);
    return {
      vertical: options.vertical,
      read: staged.read,
      indexed: staged.lineOf.size,
      reused,
      failed: staged.failed,
      failures: staged.failures,
      unusedFields: staged.unusedFields,
      size,
      version,
      seconds: (clock.nowMs() - startMs) / 1_000,
    };
  });
}

async function stage(draft: string, options: IngestOptions, clock: Clock): Promise<StagedLines> {
  const meter = meterPhase('read', null, clock, options.onProgress ?? (() => undefined));
  return stageLines(join(draft, 'incoming.jsonl'), {
    vertical: options.vertical,
    input: options.file,
    source: options.source,
    defaultSource: options.defaultSource ?? nameOf(options.file),
    ...(options.tenant === undefined ? {} : { tenant: options.tenant }),
    ...(options.maxLineBytes === undefined ? {} : { maxLineBytes: options.maxLineBytes }),
    facts: options.facts,
    onLine: () => meter.advance(1, 1),
    signal: options.signal ?? null,
  });
}

const nameOf = (file: string): string =>
  basename(file)
    .replace(/\.gz$/, '')
    .replace(/\.[^.]+$/, '');

function nothingToIndex(file: string, staged: StagedLines): Error {
  const [first] = staged.failures;
  const why = first === undefined ? 'the file has no lines' : `line ${first.line}: ${first.reason}`;
  return badInput(
    `${file}: expected at least one line that can be indexed, got ${staged.read} lines and none; ${why}`,
    {
      failures: staged.failures,
    },
  );
}

interface WrittenVersion {
  readonly version: string;
  readonly size: number;
  readonly reused: number;
}

async function writeVersion(staged: StagedLines, options: IngestOptions, clock: Clock): Promise<WrittenVersion> {
  const { dataDir, vertical, encoder, items = null } = options;
  const encoders = { encoder, items };
  const changed = options.replace ? null : await writeChanges(staged, encoders, options, clock);
  if (changed !== null) return changed;
  const current = await readCurrentIndex(dataDir, vertical, encoders).catch((error: unknown) => {
    // Nothing of it is to stay, so it only saves work; a broken one saves none.
    if (options.replace && isIndexBroken(error)) return NOTHING_INDEXED;
    throw error;
  });
  const total = staged.lineOf.size + (options.replace ? 0 : current.ids.filter((id) => !staged.lineOf.has(id)).length);
  const meter = meterPhase('embed', total, clock, options.onProgress ?? (() => undefined));
  let reused = 0;
  const onBatch = ({ documents, computed }: EmbeddedBatch): void => {
    reused += documents.length - computed;
    meter.advance(documents.length, computed);
  };
  let phrases: PhaseMeter | null = null;
  const onPhrases = (texts: number, all: number): void => {
    phrases ??= meterPhase('phrases', all, clock, options.onProgress ?? (() => undefined));
    phrases.advance(texts, texts);
  };
  const documents = documentsOf(current, staged, options.replace);
  const publishing = { ...options, encoders, clock, onBatch, onPhrases };
  const { version, size } = await publishSegment(documents, current.known, publishing);
  return { version, size, reused };
}

/** Null when the lines are too many for that. */
async function writeChanges(
  staged: StagedLines,
  encoders: Encoders,
  options: IngestOptions,
  clock: Clock,
): Promise<WrittenVersion | null> {
  if (staged.lineOf.size > CHANGE_LIMITS.maxChanges) return null;
  const upserts: TandemDocument[] = [];
  for await (const document of readStaged(staged)) upserts.push(document);
  const changed = await changeIndex({ upserts, removedIds: [] }, { ...options, encoders, clock });
  if (changed === null) return null;
  return { version: changed.version, size: changed.size, reused: Math.max(0, upserts.length - changed.computed) };
}

/** What stays of the current version keeps its order and comes first. */
async function* documentsOf(
  current: CurrentIndex,
  staged: StagedLines,
  replace: boolean,
): AsyncGenerator<TandemDocument> {
  if (!replace) {
    for await (const document of current.documents()) if (!staged.lineOf.has(document.id)) yield document;
  }
  yield* readStaged(staged);
}
