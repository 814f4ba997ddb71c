/** The files of a measurement: queries (JSON Lines), judgments (tab separated), runs (tab separated). */

import { readFile, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { badInput } from '../runtime/errors.ts';
import type { Grades } from './metrics.ts';

const querySchema = z.object({
  qid: z.string().min(1),
  text: z.string().min(1),
  vertical: z.enum(['jobs', 'people']).optional(),
});
export type EvaluationQuery = z.infer<typeof querySchema>;

/** One place of a run: the document id is the one of the input file, not the global one. */
export interface RunRow {
  readonly documentId: string;
  readonly score: number;
}

export async function readQueries(path: string): Promise<readonly EvaluationQuery[]> {
  return (await lines(path)).map(({ text, line }) => {
    const parsed = querySchema.safeParse(parseJson(text, path, line));
    if (parsed.success) return parsed.data;
    throw badInput(`${path}:${line}: expected {"qid", "text"}, got ${text.slice(0, 80)}`);
  });
}

/** Grades by query id. */
export async function readJudgments(path: string): Promise<ReadonlyMap<string, Grades>> {
  const grades = new Map<string, Map<string, number>>();
  for (const { text, line } of await lines(path)) {
    const [qid, documentId, grade] = text.split('\t');
    if (!qid || !documentId || !/^[0-4]$/.test(grade ?? '')) {
      throw badInput(
        `${path}:${line}: expected query, document and grade 0 to 4 parted by tabs, got ${text.slice(0, 80)}`,
      );
    }
    const ofQuery = grades.get(qid) ?? new Map<string, number>();
    grades.set(qid, ofQuery.set(documentId, Number(grade)));
  }
  return grades;
}

/** qid, document id, rank from 1, score. */
export async function writeRun(path: string, run: ReadonlyMap<string, readonly RunRow[]>): Promise<void> {
  const rows = [...run].flatMap(([qid, list]) =>
    list.map((row, index) => `${qid}\t${row.documentId}\t${index + 1}\t${row.score}`),
  );
  await writeFile(path, `${rows.join('\n')}\n`);
}

async function lines(path: string): Promise<readonly { readonly text: string; readonly line: number }[]> {
  const content = await readFile(path, 'utf8');
  return content
    .split('\n')
    .map((text, index) => ({ text: text.trim(), line: index + 1 }))
    .filter(({ text }) => text !== '');
}

function parseJson(text: string, path: string, line: number): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw badInput(`${path}:${line}: expected one JSON object a line, got ${text.slice(0, 80)} (${String(error)})`);
  }
}
