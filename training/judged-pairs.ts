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

export function readLines(file: string): readonly string[] {
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

/** Our own queries and grades lie beside this file, in `queries` and `judgments`. */
export const MINED_FOLDER: string = new URL('.', import.meta.url).pathname;

/** Files that the queries of a split are in; mined grades are of train queries and of queries of our own. */
export function queryFiles(
  sharedFolder: string,
  vertical: Vertical,
  split: Split,
  minedFolder: string = MINED_FOLDER,
): readonly string[] {
  const shared = (name: string): string => join(sharedFolder, 'evaluation', 'queries', `${vertical}_${name}.jsonl`);
  if (split === 'dev') return [shared('dev')];
  const train = [shared('train'), shared('train_more')];
  return split === 'train' ? train : [...train, join(minedFolder, 'queries', `${vertical}_mined.jsonl`)];
}

/** Lines of query id, document id and grade, parted by tabs. */
export function judgmentFile(
  sharedFolder: string,
  vertical: Vertical,
  split: Split,
  minedFolder: string = MINED_FOLDER,
): string {
  const folder = split === 'mined' ? minedFolder : join(sharedFolder, 'evaluation');
  return join(folder, 'judgments', `${vertical}_${split}.tsv`);
}

/** Texts of queries by their id. */
export function readQueries(files: readonly string[]): ReadonlyMap<string, string> {
  return new Map(readAskedTitles(files).map(({ qid, text }) => [qid, text]));
}

/** Queries with the first role that their readers understood; null where they ask for none. */
export function readAskedTitles(
  files: readonly string[],
): readonly { readonly qid: string; readonly text: string; readonly title: string | null }[] {
  return files
    .flatMap(readLines)
    .map((line) => JSON.parse(line))
    .map(({ qid, text, facets }) => ({
      qid: String(qid),
      text: String(text),
      title: [facets?.title ?? []].flat()[0] ?? null,
    }));
}

export function readJudgedPairs(
  sharedFolder: string,
  vertical: Vertical,
  split: Split,
  documents: ReadonlyMap<string, TandemDocument>,
  minedFolder: string = MINED_FOLDER,
): readonly JudgedPair[] {
  const queries = readQueries(queryFiles(sharedFolder, vertical, split, minedFolder));
  const file = judgmentFile(sharedFolder, vertical, split, minedFolder);
  return readLines(file).map((line) => {
    const [qid = '', documentId = '', grade = ''] = line.split('\t');
    const text = queries.get(qid);
    const document = documents.get(documentId);
    if (text === undefined || document === undefined) {
      throw new Error(`judgment "${line}" of ${file} names a query or document that its files lack`);
    }
    return { query: { qid, vertical, text }, document, grade: Number(grade) };
  });
}
