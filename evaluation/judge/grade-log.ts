/** The file of graded pairs: one JSON object a line, appended as grades come, so that a run that was stopped goes on. */

import { appendFile, readFile, truncate } from 'node:fs/promises';
import { z } from 'zod';
import { badInput } from '../../runtime/errors.ts';

const rowSchema = z.object({
  qid: z.string(),
  document: z.string(),
  /** Version of the judge. */
  judge: z.string(),
  /** `pairKey` of judge and texts: a changed text or judge is graded again. */
  pair: z.string(),
  probabilities: z.array(z.number()).length(5),
  reason: z.string().nullable(),
});
export type GradeRow = Readonly<z.infer<typeof rowSchema>>;

export interface GradeLog {
  /** What stood there when it was opened, by `pair`. */
  readonly known: ReadonlyMap<string, GradeRow>;
  readonly add: (rows: readonly GradeRow[]) => Promise<void>;
}

export const forgetfulGradeLog: GradeLog = { known: new Map(), add: async () => undefined };

/** A last line that a crash cut short is removed. Throws BAD_USER_INPUT when the file holds anything else, which is kept. */
export async function openGradeLog(path: string): Promise<GradeLog> {
  const content = await contentOf(path);
  const whole = content.slice(0, content.lastIndexOf('\n') + 1);
  const rows = whole.split('\n').flatMap((line, index) => (line === '' ? [] : [readRow(line, `${path}:${index + 1}`)]));
  if (whole.length < content.length) await truncate(path, Buffer.byteLength(whole));
  return {
    known: new Map(rows.map((row) => [row.pair, row])),
    add: (added) => appendFile(path, added.map((row) => `${JSON.stringify(row)}\n`).join('')),
  };
}

async function contentOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw badInput(`${path}: expected a file of graded pairs or none yet, got ${String(error)}`);
  }
}

function readRow(line: string, place: string): GradeRow {
  try {
    return rowSchema.parse(JSON.parse(line));
  } catch {
    throw badInput(
      `${place}: expected a graded pair as "tandem judge --out" writes it, got ${line.slice(0, 80)}; name another file`,
    );
  }
}
