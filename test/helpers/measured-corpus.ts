/** Files of a tiny corpus with judged queries, for the commands that measure. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROLES } from './test-corpus.ts';

export interface MeasuredCorpus {
  /** Options that every measuring command takes. */
  readonly options: readonly string[];
  readonly queries: string;
  readonly judgments: string;
  readonly corpus: string;
  readonly dataDir: string;
}

const COPIES = 3;
/** In words: postings that differ in numbers alone are one. */
const WINGS = ['north', 'south', 'west'] as const;
const jobId = (role: number, copy: number): string => `${role}-${copy}`;

/** Each role is asked for by its title; its own jobs are right, those of the next role are poor. */
export function writeMeasuredCorpus(folder: string): MeasuredCorpus {
  const fileOf = (name: string, lines: readonly string[]): string => {
    const path = join(folder, name);
    writeFileSync(path, `${lines.join('\n')}\n`);
    return path;
  };
  const jobs = fileOf('jobs.jsonl', ROLES.flatMap(jobLines));
  const queries = fileOf('queries.jsonl', ROLES.map(queryLine));
  const judgments = fileOf('judgments.tsv', ROLES.flatMap(judgmentLines));
  const [corpus, dataDir] = [`jobs=${jobs}`, join(folder, 'data')];
  const options = ['--corpus', corpus, '--queries', queries, '--judgments', judgments, '--data-dir', dataDir];
  return { options, queries, judgments, corpus, dataDir };
}

const copies = Array.from({ length: COPIES }, (_, copy) => copy);

function jobLines({ title, duties, skills }: (typeof ROLES)[number], role: number): readonly string[] {
  return copies.map((copy) =>
    JSON.stringify({ id: jobId(role, copy), title, description: `${duties} In the ${WINGS[copy]} wing.`, skills }),
  );
}

function queryLine({ title }: (typeof ROLES)[number], role: number): string {
  return JSON.stringify({
    qid: `q${role}`,
    text: title.toLowerCase(),
    vertical: 'jobs',
    category: role < 3 ? 'title' : 'short',
  });
}

function judgmentLines(_: unknown, role: number): readonly string[] {
  return copies.flatMap((copy) => [
    `q${role}\t${jobId(role, copy)}\t4`,
    `q${role}\t${jobId((role + 1) % ROLES.length, copy)}\t0`,
  ]);
}
