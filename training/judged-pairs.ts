/**
 * Reads graded pairs with their queries and documents. Documents, and the queries and grades of `train` and `dev`, come from
 * the shared folder, which never enters the repository; `mined` ones (what our models dug up, graded by the policy) lie beside
 * this file.
 */

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

export type Split = 'train' | 'mined' | 'dev';

const MINED_FOLDER = new URL('.', import.meta.url).pathname;

/** Files of a split; mined grades are of train queries and of queries of our own. */
function filesOf(sharedFolder: string, vertical: Vertical, split: Split): { queries: string[]; judgments: string } {
  const queriesOf = (name: string): string => join(sharedFolder, 'evaluation', 'queries', `${vertical}_${name}.jsonl`);
  const own = join(MINED_FOLDER, 'queries', `${vertical}_mined.jsonl`);
  const train = [queriesOf('train'), queriesOf('train_more')];
  const judgments = join(sharedFolder, 'evaluation', 'judgments', `${vertical}_${split}.tsv`);
  if (split === 'dev') return { queries: [queriesOf('dev')], judgments };
  if (split === 'train') return { queries: train, judgments };
  return { queries: [...train, own], judgments: join(MINED_FOLDER, 'judgments', `${vertical}_mined.tsv`) };
}

function readQueries(files: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    files
      .flatMap(readLines)
      .map((line) => JSON.parse(line))
      .map(({ qid, text }) => [String(qid), String(text)]),
  );
}

export function readJudgedPairs(
  sharedFolder: string,
  vertical: Vertical,
  split: Split,
  documents: ReadonlyMap<string, TandemDocument>,
): readonly JudgedPair[] {
  const files = filesOf(sharedFolder, vertical, split);
  const queries = readQueries(files.queries);
  return readLines(files.judgments).map((line) => {
    const [qid = '', documentId = '', grade = ''] = line.split('\t');
    const text = queries.get(qid);
    const document = documents.get(documentId);
    if (text === undefined || document === undefined) {
      throw new Error(`judgment "${line}" of ${files.judgments} names a query or document that its files lack`);
    }
    return { query: { qid, vertical, text }, document, grade: Number(grade) };
  });
}
