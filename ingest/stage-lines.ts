/** First pass of an ingest: reads, checks and normalises every line into a file, so that memory stays flat. */

import type { TandemDocument, Vertical } from '../stores/documents.ts';
import type { Facts } from '../stores/facts.ts';
import { openOutputFile } from '../stores/output-file.ts';
import { normaliseJob } from './normalise-job.ts';
import { normalisePerson } from './normalise-person.ts';
import { readLines } from './read-lines.ts';
import {
  type BadLine,
  type Checked,
  type LineErrorCode,
  type RawJob,
  type RawPerson,
  validateJob,
  validatePerson,
} from './validate.ts';

export interface LineFailure {
  readonly line: number;
  readonly reason: string;
  readonly code: LineErrorCode;
  /** Null when the line could not be read so far. */
  readonly externalId: string | null;
}

export interface StagedLines {
  /** Documents as JSON Lines; of two with one id the later counts. */
  readonly file: string;
  /** Line of the staged file (from 0) that counts, by document id. */
  readonly lineOf: ReadonlyMap<string, number>;
  /** Lines that were not empty. */
  readonly read: number;
  readonly failed: number;
  /** The first ones in full; `failed` counts all. */
  readonly failures: readonly LineFailure[];
  /** Fields that lines had and nobody reads. */
  readonly unusedFields: readonly string[];
}

export interface StageOptions {
  readonly vertical: Vertical;
  readonly input: string;
  /** Source for all lines; null takes the line's own, then `defaultSource`. */
  readonly source: string | null;
  readonly defaultSource: string;
  /** Whose documents they are; absent for those of nobody, which everybody sees. */
  readonly tenant?: string;
  /** Longer ones are failures. */
  readonly maxLineBytes?: number;
  readonly facts: Facts;
  readonly onLine: () => void;
  readonly signal: AbortSignal | null;
}

const MAX_KEPT_FAILURES = 1_000;

type Outcome =
  | { readonly kind: 'document'; readonly document: TandemDocument; readonly unusedFields: readonly string[] }
  | BadLine;

/** Writes to `file`. Throws BAD_USER_INPUT when the input cannot be read, the signal's reason, and what stops the file. */
export async function stageLines(file: string, options: StageOptions): Promise<StagedLines> {
  const output = openOutputFile(file, null);
  const lineOf = new Map<string, number>();
  const failures: LineFailure[] = [];
  const unusedFields = new Set<string>();
  let read = 0;
  let staged = 0;
  let failed = 0;
  try {
    for await (const line of readLines(options.input)) {
      options.signal?.throwIfAborted();
      read += 1;
      options.onLine();
      const outcome = readDocument(line.text, options);
      if (outcome.kind === 'bad') {
        failed += 1;
        const { reason, code, externalId } = outcome;
        if (failures.length < MAX_KEPT_FAILURES) failures.push({ line: line.number, reason, code, externalId });
        continue;
      }
      for (const field of outcome.unusedFields) unusedFields.add(field);
      lineOf.set(outcome.document.id, staged);
      staged += 1;
      await output.write(Buffer.from(`${JSON.stringify(outcome.document)}\n`));
    }
    await output.finish();
  } catch (error) {
    await output.discard();
    throw error;
  }
  return { file, lineOf, read, failed, failures, unusedFields: [...unusedFields] };
}

function readDocument(text: string, options: StageOptions): Outcome {
  const { maxLineBytes = Number.POSITIVE_INFINITY } = options;
  if (Buffer.byteLength(text) > maxLineBytes)
    return { ...BAD, code: 'TOO_LONG', reason: `a line may have ${maxLineBytes} bytes, this one has more` };
  return options.vertical === 'jobs'
    ? documentOf(validateJob(text), normaliseJob, options)
    : documentOf(validatePerson(text), normalisePerson, options);
}

const BAD = { kind: 'bad', externalId: null } as const;

type Normalise<T> = (raw: T, source: string, facts: Facts, tenant?: string) => TandemDocument;
type Owned = Pick<RawJob & RawPerson, 'id' | 'source' | 'public'>;

function documentOf<T extends Owned>(
  checked: Checked<T>,
  normalise: Normalise<T>,
  { source, defaultSource, facts, tenant }: StageOptions,
): Outcome {
  if (checked.kind === 'bad') return checked;
  const { value, unusedFields } = checked;
  if (value.public === false && tenant === undefined) {
    const reason = 'public: false keeps a document to its tenant, and these lines are ingested without one';
    return { ...BAD, code: 'INVALID', reason, externalId: String(value.id) };
  }
  const document = normalise(value, source ?? value.source ?? defaultSource, facts, tenant);
  return { kind: 'document', document, unusedFields };
}

/** The staged documents that count, in order. */
export async function* readStaged(staged: StagedLines): AsyncGenerator<TandemDocument> {
  let line = 0;
  for await (const { text } of readLines(staged.file)) {
    const document = JSON.parse(text) as TandemDocument;
    if (staged.lineOf.get(document.id) === line) yield document;
    line += 1;
  }
}
