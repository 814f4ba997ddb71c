/** The files of a measurement: queries (JSON Lines), judgments (tab separated), runs (tab separated). */

import { writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { type InputLine, readLines } from '../ingest/read-lines.ts';
import { badInput } from '../runtime/errors.ts';
import type { Grades } from './metrics.ts';

const querySchema = z.object({
  qid: z.string().min(1),
  text: z.string().min(1),
  vertical: z.enum(['jobs', 'people']).optional(),
  /** What kind of query it is; a measurement samples and reports by it. */
  stratum: z.string().min(1).optional(),
  /** Read as the stratum of a query that names none. */
  category: z.string().min(1).optional(),
});
export type EvaluationQuery = z.infer<typeof querySchema>;

/** One place of a run: the document id is the one of the input file, not the global one. */
export interface RunRow {
  readonly documentId: string;
  readonly score: number;
}

/** Ranked lists by query id, best first. */
export type Run = ReadonlyMap<string, readonly RunRow[]>;

export function readQueries(path: string): Promise<readonly EvaluationQuery[]> {
  return readRecords(path, querySchema, '{"qid", "text"}');
}

/** One record a line, plain or gzip; `expected` says in a complaint what a line holds. */
export async function readRecords<T>(path: string, schema: z.ZodType<T>, expected: string): Promise<readonly T[]> {
  return (await lines(path)).map(({ text, number }) => {
    const parsed = schema.safeParse(parseJson(text, path, number));
    if (parsed.success) return parsed.data;
    throw badInput(`${path}:${number}: expected ${expected}, got ${text.slice(0, 80)}`);
  });
}

/** Grades by query id. */
export async function readJudgments(path: string): Promise<ReadonlyMap<string, Grades>> {
  const grades = new Map<string, Map<string, number>>();
  for (const { text, number } of await lines(path)) {
    const [qid, documentId, grade] = text.split('\t');
    if (!qid || !documentId || !/^[0-4]$/.test(grade ?? '')) {
      throw badInput(
        `${path}:${number}: expected query, document and grade 0 to 4 parted by tabs, got ${text.slice(0, 80)}`,
      );
    }
    const ofQuery = grades.get(qid) ?? new Map<string, number>();
    grades.set(qid, ofQuery.set(documentId, Number(grade)));
  }
  return grades;
}

/** The ranked lists of a run file, in the order of their ranks. */
export async function readRun(path: string): Promise<Run> {
  const lists = new Map<string, (RunRow & { readonly rank: number })[]>();
  for (const { text, number } of await lines(path)) {
    const [qid, documentId, rank, score] = text.split('\t');
    if (!qid || !documentId || !/^[1-9]\d*$/.test(rank ?? '') || !score || Number.isNaN(Number(score))) {
      const expected = 'expected query, document, rank from 1 and score parted by tabs';
      throw badInput(`${path}:${number}: ${expected}, got ${text.slice(0, 80)}`);
    }
    const list = lists.get(qid) ?? [];
    list.push({ documentId, score: Number(score), rank: Number(rank) });
    lists.set(qid, list);
  }
  return new Map(
    [...lists].map(([qid, list]) => [
      qid,
      list.sort((a, b) => a.rank - b.rank).map(({ documentId, score }) => ({ documentId, score })),
    ]),
  );
}

/** qid, document id, rank from 1, score. */
export async function writeRun(path: string, run: Run): Promise<void> {
  const rows = [...run].flatMap(([qid, list]) =>
    list.map((row, index) => `${qid}\t${row.documentId}\t${index + 1}\t${row.score}`),
  );
  await writeFile(path, `${rows.join('\n')}\n`);
}

async function lines(path: string): Promise<readonly InputLine[]> {
  const found: InputLine[] = [];
  for await (const { text, number } of readLines(path)) found.push({ text: text.trim(), number });
  return found;
}

function parseJson(text: string, path: string, number: number): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw badInput(`${path}:${number}: expected one JSON object a line, got ${text.slice(0, 80)} (${String(error)})`);
  }
}
