/** A set of short texts to be matched by meaning (titles to occupations): queries, documents, and which belong together. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { badInput } from '../runtime/errors.ts';
import { readJudgments, readRecords } from './files.ts';
import type { Grades } from './metrics.ts';
import type { Judgments } from './summary.ts';

const lineSchema = z.object({ id: z.string().min(1), text: z.string() });
export type TitleLine = z.infer<typeof lineSchema>;

export interface TitleSet {
  readonly queries: readonly TitleLine[];
  readonly documents: readonly TitleLine[];
  readonly judgments: Judgments;
}

const FILES = { queries: 'queries.jsonl', documents: 'docs.jsonl.gz', judgments: 'qrels.tsv' } as const;

/** These sets know right and wrong only; right takes the highest grade, so that every metric counts it as relevant. */
const RIGHT = 4;

/** Throws BAD_USER_INPUT that names what the folder lacks. */
export async function readTitleSet(folder: string): Promise<TitleSet> {
  const missing = Object.values(FILES).filter((file) => !existsSync(join(folder, file)));
  if (missing.length > 0) {
    const got = existsSync(folder) ? `${folder} lacks ${missing.join(', ')}` : `${folder}: there is none`;
    throw badInput(`--set must name a folder with ${Object.values(FILES).join(', ')}; ${got}`);
  }
  const textsOf = (file: string): Promise<readonly TitleLine[]> =>
    readRecords(join(folder, file), lineSchema, '{"id", "text"}');
  return {
    queries: await textsOf(FILES.queries),
    documents: await textsOf(FILES.documents),
    judgments: asRightOrWrong(await readJudgments(join(folder, FILES.judgments))),
  };
}

function asRightOrWrong(judgments: Judgments): Judgments {
  const gradesOf = (grades: Grades): Grades => new Map([...grades].map(([id, grade]) => [id, grade > 0 ? RIGHT : 0]));
  return new Map([...judgments].map(([qid, grades]) => [qid, gradesOf(grades)]));
}
