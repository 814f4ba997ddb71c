/** `tandem ingest`: brings a file of jobs or people into the index that running servers pick up. */

import { type Command, Option } from 'commander';
import type { Pools, WorkOptions } from '../gpu-workers/pools.ts';
import type { EmbedTexts, Encoders, ItemEncoder } from '../ingest/embed.ts';
import { type IngestSummary, ingest } from '../ingest/ingest.ts';
import type { IngestPhase, OnProgress } from '../ingest/progress.ts';
import type { LineFailure } from '../ingest/stage-lines.ts';
import { hasModel, type Manifest, modelFile, readManifest } from '../models/manifest.ts';
import { foldText } from '../models/text.ts';
import { type Config, loadConfig } from '../runtime/config.ts';
import { deadlineIn } from '../runtime/deadline.ts';
import { TandemError } from '../runtime/errors.ts';
import type { Lane } from '../runtime/lane.ts';
import type { Vertical } from '../stores/documents.ts';
import { createLmdbDocuments } from '../stores/documents-lmdb.ts';
import { createLmdbEmbeddings } from '../stores/embeddings-lmdb.ts';
import { loadFacts } from '../stores/facts-files.ts';
import { openLmdb } from '../stores/open-lmdb.ts';
import { readPointer } from '../stores/segment-pointer.ts';
import { itemVersionOf, withEncoderPool } from './encoder-pool.ts';
import { createProgress, type ProgressDisplay } from './progress.ts';
import { writerSignal } from './stop-signals.ts';
import { verticalArgument } from './vertical-argument.ts';

export interface IngestRequest {
  readonly vertical: Vertical;
  readonly file: string;
  /** Null takes the source that each line names, else the name of the file. */
  readonly source: string | null;
  readonly replace: boolean;
  readonly signal?: AbortSignal;
}

/** Long enough for one batch on a busy machine; a worker that hangs is found earlier by its heartbeat. */
const EMBED_TIMEOUT_MS = 300_000;
const LABELS: Readonly<Record<IngestPhase, string>> = { read: 'read', embed: 'index', phrases: 'phrases' };

export function registerIngest(program: Command): void {
  program
    .command('ingest')
    .description('bring documents into the index; running servers pick it up within seconds')
    .argument('<vertical>', 'jobs or people')
    .argument('<file>', 'JSON Lines, plain or gzip')
    .option(
      '--source <name>',
      'source of all documents (default: the field "source" of each line, else the name of the file)',
    )
    .option('--replace', 'leave out what the index held before', false)
    .addOption(new Option('--data-dir <folder>', 'where documents and index are kept (default: TANDEM_DATA_DIR)'))
    .action(async (name: string, file: string, options: { source?: string; replace: boolean; dataDir?: string }) => {
      const vertical = verticalArgument(name);
      const config = loadConfig(process.env, options.dataDir === undefined ? {} : { TANDEM_DATA_DIR: options.dataDir });
      const request = {
        vertical,
        file,
        source: options.source ?? null,
        replace: options.replace,
        signal: writerSignal(),
      } as const;
      describe(await ingestInto(config, request));
    });
}

export async function hasIndex(dataDir: string, vertical: Vertical): Promise<boolean> {
  return (await readPointer(dataDir, vertical)) !== null;
}

/** Starts the encoder's worker for the time of the ingest and shows progress on standard error. */
export async function ingestInto(config: Config, request: IngestRequest): Promise<IngestSummary> {
  const dataDir = config.TANDEM_DATA_DIR;
  const environment = openLmdb(dataDir);
  const display = showPhases();
  try {
    return await withEncoder(config, (encoders) =>
      ingest({
        ...request,
        dataDir,
        ...encoders,
        facts: loadFacts(foldText),
        documents: createLmdbDocuments(environment),
        embeddings: createLmdbEmbeddings(environment, request.vertical),
        onProgress: display.onProgress,
      }),
    );
  } finally {
    display.end();
    await environment.close();
  }
}

/** Runs the work with the encoders in worker processes that end with it. */
export async function withEncoder<T>(config: Config, work: (encoders: Encoders) => Promise<T>): Promise<T> {
  return withEncoderPool(config, (pools) => work(encodersOf(config, pools)));
}

/** The encoders of the manifest, run by a pool; a few documents that somebody waits for need not wait for idle windows. */
export function encodersOf(config: Config, pools: Pools, lane: Lane = 'batch'): Encoders {
  const manifest = readManifest();
  const { version, dimensions } = modelFile(manifest, 'encoder');
  if (dimensions === undefined)
    throw new TandemError('MODEL_INVALID', 'expected the dimensions of "encoder" in models/manifest.json, got none');
  // Vectors of the stand-in must never pass for those of the model.
  const encoderVersion = config.TANDEM_BACKEND === 'fake' ? `fake-${version}` : version;
  const embed: EmbedTexts = (texts) => pools.embed(texts, 'document', embedWork(lane));
  return { encoder: { version: encoderVersion, dimensions, embed }, items: itemEncoder(manifest, config, pools, lane) };
}

/** Null when the manifest has no packed ranker. */
function itemEncoder(manifest: Manifest, config: Config, pools: Pools, lane: Lane): ItemEncoder | null {
  if (!hasModel(manifest, 'item-encoder')) return null;
  const { version, slots, dimensions } = modelFile(manifest, 'item-encoder');
  if (slots === undefined || dimensions === undefined)
    throw new TandemError('MODEL_INVALID', 'expected slots and dimensions of "item-encoder" in models/manifest.json');
  const encode: EmbedTexts = (texts) => pools.encodeItems(texts, embedWork(lane));
  return { version: itemVersionOf(config, version), slots, dimensions, encode };
}

function embedWork(lane: Lane): WorkOptions {
  return { deadline: deadlineIn(EMBED_TIMEOUT_MS), lane };
}

/** One display a phase: the number of documents is known only after reading. `subject` ends each label. */
export function showPhases(subject = ''): { readonly onProgress: OnProgress; readonly end: () => void } {
  let shown: { readonly phase: IngestPhase; readonly display: ProgressDisplay } | null = null;
  return {
    onProgress: (progress) => {
      if (shown?.phase !== progress.phase) {
        shown?.display.end();
        shown = {
          phase: progress.phase,
          display: createProgress(`${LABELS[progress.phase]}${subject}`, progress.total),
        };
      }
      shown.display.update(progress.done, progress);
    },
    end: () => shown?.display.end(),
  };
}

interface ToldFailures extends Pick<IngestSummary, 'failed'> {
  readonly failures: readonly Pick<LineFailure, 'line' | 'reason'>[];
}

/** One message a line that could not be indexed, as far as they are kept, and how many more there are. */
export function failureLines({ failures, failed }: ToldFailures): readonly string[] {
  const messages = failures.map(({ line, reason }) => `line ${line}: ${reason}`);
  const more = failed - failures.length;
  return more > 0 ? [...messages, `… and ${more} more lines that could not be indexed`] : messages;
}

function describe(summary: IngestSummary): void {
  for (const message of failureLines(summary)) console.error(message);
  if (summary.unusedFields.length > 0) console.error(`fields that are not used: ${summary.unusedFields.join(', ')}`);
  const { vertical, read, indexed, reused, failed, version, seconds, size } = summary;
  const parts = [
    `read ${read}`,
    `indexed ${indexed}`,
    `vectors reused ${reused}`,
    `failed ${failed}`,
    `${seconds.toFixed(1)} s`,
  ];
  console.log(`${vertical}: ${parts.join(' · ')}`);
  console.log(publishedLine(version, size));
}

export function publishedLine(version: string, size: number): string {
  return `index version ${version} with ${size} ${size === 1 ? 'document' : 'documents'}`;
}
