/** Reads the graded pairs with their queries and documents from the shared folder, which never enters the repository. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { normaliseJob } from '../ingest/normalise-job.ts';
import { normalisePerson } from '../ingest/normalise-person.ts';
import { type Checked, validateJob, validatePerson } from '../ingest/validate.ts';
import type { TandemDocument, Vertical } from '../stores/documents.ts';
import type { Facts } from '../stores/facts.ts';

export interface JudgedQuery {
  readonly qid: string;
  readonly vertical: Vertical;
  readonly text: string;
}

export interface JudgedPair {
  readonly query: JudgedQuery;
  readonly document: TandemDocument;
  /** 0..4 by the product policy. */
  readonly grade: number;
}

function readLines(file: string): readonly string[] {
  const bytes = readFileSync(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return text.split('\n').filter((line) => line !== '');
}

function validValues<T>(checked: Checked<T>): readonly T[] {
  return checked.kind === 'valid' ? [checked.value] : [];
}

/** Documents of a vertical as ingest makes them, by the id they have in the shared files. */
export function readDocuments(
  sharedFolder: string,
  vertical: Vertical,
  facts: Facts,
): ReadonlyMap<string, TandemDocument> {
  const lines = readLines(join(sharedFolder, 'data', `${vertical}.jsonl.gz`));
  const documents: readonly TandemDocument[] =
    vertical === 'jobs'
      ? lines.flatMap((line) => validValues(validateJob(line))).map((raw) => normaliseJob(raw, 'shared', facts))
      : lines.flatMap((line) => validValues(validatePerson(line))).map((raw) => normalisePerson(raw, 'shared', facts));
  return new Map(documents.map((document) => [document.externalId, document]));
}

const QUERY_FILES = { train: ['train', 'train_more'], dev: ['dev'] } as const;

function readQueries(evaluation: string, vertical: Vertical, split: 'train' | 'dev'): ReadonlyMap<string, string> {
  const lines = QUERY_FILES[split].flatMap((name) =>
    readLines(join(evaluation, 'queries', `${vertical}_${name}.jsonl`)),
  );
  return new Map(lines.map((line) => JSON.parse(line)).map(({ qid, text }) => [String(qid), String(text)]));
}

export function readJudgedPairs(
  sharedFolder: string,
  vertical: Vertical,
  split: 'train' | 'dev',
  documents: ReadonlyMap<string, TandemDocument>,
): readonly JudgedPair[] {
  const evaluation = join(sharedFolder, 'evaluation');
  const queries = readQueries(evaluation, vertical, split);
  return readLines(join(evaluation, 'judgments', `${vertical}_${split}.tsv`)).map((line) => {
    const [qid = '', documentId = '', grade = ''] = line.split('\t');
    const text = queries.get(qid);
    const document = documents.get(documentId);
    if (text === undefined || document === undefined) {
      throw new Error(
        `judgment "${line}" of ${vertical}_${split}.tsv names a query or document that the shared files lack`,
      );
    }
    return { query: { qid, vertical, text }, document, grade: Number(grade) };
  });
}
