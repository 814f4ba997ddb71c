/** Reads the graded pairs with their queries and documents from the shared folder, which never enters the repository. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type {
  EmploymentType,
  JobDocument,
  PersonDocument,
  Place,
  Seniority,
  TandemDocument,
  Vertical,
  WorkExperience,
  WorkplaceType,
} from '../stores/documents.ts';

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

type Row = Readonly<Record<string, unknown>>;

function readRows(file: string): readonly Row[] {
  const bytes = readFileSync(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
const listOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.flatMap((entry) => textOf(entry) ?? []) : [];
const rowsOf = (value: unknown): readonly Row[] => (Array.isArray(value) ? value : []);

function placeOf(value: unknown): Place | null {
  const name = textOf(value);
  return name === null ? null : { id: null, name, countryCode: null, latitude: null, longitude: null };
}

function companyOf(value: unknown): { readonly id: string; readonly name: string } | null {
  const name = textOf(value);
  return name === null ? null : { id: name.toLowerCase(), name };
}

const EMPLOYMENT_TYPES: ReadonlyMap<string, EmploymentType> = new Map([
  ['CONTRACT', 'CONTRACTOR'],
  ['INTERNSHIP', 'INTERN'],
  ['FULL_TIME', 'FULL_TIME'],
  ['PART_TIME', 'PART_TIME'],
  ['TEMPORARY', 'TEMPORARY'],
  ['VOLUNTEER', 'VOLUNTEER'],
]);
const WORKPLACES: ReadonlyMap<string, WorkplaceType> = new Map([
  ['REMOTE', 'REMOTE'],
  ['HYBRID', 'HYBRID'],
  ['ONSITE', 'ON_SITE'],
]);
const SENIORITIES: ReadonlySet<string> = new Set([
  'INTERNSHIP',
  'ENTRY',
  'ASSOCIATE',
  'MID_SENIOR',
  'DIRECTOR',
  'EXECUTIVE',
]);

function seniorityOf(value: unknown): Seniority | null {
  return typeof value === 'string' && SENIORITIES.has(value) ? (value as Seniority) : null;
}

function baseOf(row: Row): {
  readonly id: string;
  readonly source: string;
  readonly externalId: string;
  readonly version: string;
} {
  const externalId = textOf(row.id) ?? '';
  return { id: externalId, source: 'shared', externalId, version: '' };
}

function jobOf(row: Row): JobDocument {
  const place = placeOf(row.location);
  const type = EMPLOYMENT_TYPES.get(textOf(row.employmentType) ?? '');
  return {
    ...baseOf(row),
    kind: 'job',
    title: textOf(row.title) ?? '',
    description: textOf(row.description) ?? '',
    company: companyOf(row.company),
    locations: place === null ? [] : [place],
    workplaceType: WORKPLACES.get(textOf(row.remote) ?? '') ?? null,
    employmentTypes: type === undefined ? [] : [type],
    seniority: seniorityOf(row.seniority),
    industry: textOf(row.industry),
    jobFunction: textOf(row.function),
    salary: null,
    skills: [],
    postedAt: null,
    expiresAt: null,
    applyUrl: null,
    directApply: false,
    language: 'en',
  };
}

/** Dates come as people write them; the years are what the prompt shows. */
function workOf(row: Row): WorkExperience {
  const years = (textOf(row.dates) ?? '').match(/\b(?:19|20)\d{2}\b/g) ?? [];
  return {
    title: textOf(row.title) ?? '',
    company: companyOf(row.company),
    location: textOf(row.location),
    startDate: years[0] ?? null,
    endDate: years[1] ?? null,
    summary: textOf(row.description),
  };
}

function personOf(row: Row): PersonDocument {
  return {
    ...baseOf(row),
    kind: 'person',
    displayName: textOf(row.name) ?? '',
    headline: textOf(row.headline),
    summary: textOf(row.summary),
    location: placeOf(row.location),
    work: rowsOf(row.experience).map(workOf),
    education: rowsOf(row.education).map((entry) => ({
      institution: textOf(entry.school),
      area: textOf(entry.field),
      studyType: textOf(entry.degree),
      startDate: null,
      endDate: textOf(entry.year),
    })),
    skills: listOf(row.skills),
    languages: listOf(row.languages),
    certifications: listOf(row.certifications),
    jobFunction: textOf(row.function),
    seniority: seniorityOf(row.seniority),
    yearsExperience: typeof row.yearsExperience === 'number' ? row.yearsExperience : null,
    openToWork: null,
    updatedAt: null,
  };
}

/** Documents of a vertical by the id they have in the shared files. */
export function readDocuments(sharedFolder: string, vertical: Vertical): ReadonlyMap<string, TandemDocument> {
  const rows = readRows(join(sharedFolder, 'data', `${vertical}.jsonl.gz`));
  const documentOf: (row: Row) => TandemDocument = vertical === 'jobs' ? jobOf : personOf;
  return new Map(rows.map((row) => documentOf(row)).map((document) => [document.id, document]));
}

const QUERY_FILES = { train: ['train', 'train_more'], dev: ['dev'] } as const;

export function readJudgedPairs(
  sharedFolder: string,
  vertical: Vertical,
  split: 'train' | 'dev',
  documents: ReadonlyMap<string, TandemDocument>,
): readonly JudgedPair[] {
  const evaluation = join(sharedFolder, 'evaluation');
  const rows = QUERY_FILES[split].flatMap((name) => readRows(join(evaluation, 'queries', `${vertical}_${name}.jsonl`)));
  const queries = new Map(rows.map((row) => [textOf(row.qid) ?? '', textOf(row.text) ?? '']));
  const lines = readFileSync(join(evaluation, 'judgments', `${vertical}_${split}.tsv`), 'utf8').split('\n');
  return lines
    .filter((line) => line !== '')
    .map((line) => {
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
