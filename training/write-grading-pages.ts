/**
 * Writes the pages that careful readers grade by `grading.md`: the first documents of ranked lists that have no grade yet.
 * Run: npx tsx training/write-grading-pages.ts --vertical jobs --queries FILE --take RUN_FILE:8:4 [--take …] --out FOLDER
 *   --take FILE:FIRST:MOST  of the first FIRST documents of a list by `tandem eval --run-out`, at most MOST without a grade
 *   --deep N  as many more out of places 21 to 70 of the first list   --most N  documents a query   --readers N   --seed N
 */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { type Run, readJudgments, readRecords, readRun } from '../evaluation/files.ts';
import { foldText } from '../models/text.ts';
import { badInput } from '../runtime/errors.ts';
import type { Vertical } from '../stores/documents.ts';
import { loadFacts } from '../stores/facts-files.ts';
import { chooseDocuments, inRandomOrder, type Take } from './grading/choose-documents.ts';
import { blockOf, pagesOf } from './grading/grading-page.ts';
import { judgmentFile, MINED_FOLDER, readDocuments } from './judged-pairs.ts';
import { createRandom } from './random.ts';

const { values } = parseArgs({
  options: {
    vertical: { type: 'string' },
    queries: { type: 'string', multiple: true, default: [] },
    take: { type: 'string', multiple: true, default: [] },
    deep: { type: 'string', default: '0' },
    most: { type: 'string', default: '100' },
    readers: { type: 'string', default: '6' },
    out: { type: 'string' },
    shared: { type: 'string', default: '../shared' },
    mined: { type: 'string', default: MINED_FOLDER },
    seed: { type: 'string', default: '11' },
  },
});

const querySchema = z.object({
  qid: z.string().min(1),
  text: z.string().min(1),
  must: z.array(z.string()).default([]),
});

await writePages(requiredOf(values.vertical), values.out ?? missing('--out FOLDER'));

async function writePages(vertical: Vertical, out: string): Promise<void> {
  const random = createRandom(Number(values.seed));
  const documents = readDocuments(values.shared, vertical, loadFacts(foldText));
  const grades = await readGrades(vertical);
  const runs = await Promise.all(values.take.map(readTake));
  const queries = await readQueries();
  const limits = { deep: Number(values.deep), most: Number(values.most) };
  const blocks = queries.flatMap((query) => {
    const takes = runs.map(({ run, ...take }): Take => ({ ...take, list: listOf(run, query.qid) }));
    const isGraded = (id: string): boolean => grades.some((known) => known.get(query.qid)?.has(id));
    const chosen = chooseDocuments(takes, limits, isGraded, random);
    const found = chosen.flatMap((id) => documents.get(id) ?? []);
    return found.length === 0 ? [] : [blockOf({ ...query, vertical }, found)];
  });
  const pages = pagesOf(inRandomOrder(blocks, random), Number(values.readers));
  mkdirSync(out, { recursive: true });
  for (const [reader, texts] of pages.entries()) {
    for (const [page, text] of texts.entries())
      writeFileSync(join(out, `${vertical}-${twoDigits(reader)}-${twoDigits(page)}.txt`), text);
  }
  const pairs = blocks.reduce((sum, { count }) => sum + count, 0);
  console.log(`${vertical}: ${blocks.length} queries, ${pairs} pairs, ${pages.flat().length} pages in ${out}`);
}

function twoDigits(index: number): string {
  return String(index + 1).padStart(2, '0');
}

function listOf(run: Run, qid: string): readonly string[] {
  return (run.get(qid) ?? []).map(({ documentId }) => documentId);
}

/** What others graded and what our readers did. */
function readGrades(vertical: Vertical): ReturnType<typeof allJudgments> {
  return allJudgments(
    (['train', 'mined'] as const).map((split) => judgmentFile(values.shared, vertical, split, values.mined)),
  );
}

function allJudgments(files: readonly string[]): Promise<readonly Awaited<ReturnType<typeof readJudgments>>[]> {
  return Promise.all(files.map(readJudgments));
}

async function readQueries(): Promise<readonly z.infer<typeof querySchema>[]> {
  const expected = '{"qid", "text", "must"?}';
  return (await Promise.all(values.queries.map((file) => readRecords(file, querySchema, expected)))).flat();
}

async function readTake(text: string): Promise<Omit<Take, 'list'> & { readonly run: Run }> {
  const [, file, first, most] = /^(.+):(\d+):(\d+)$/.exec(text) ?? [];
  if (file === undefined) throw badInput(`--take must be FILE:FIRST:MOST, as jobs.run:8:4, got ${text}`);
  return { run: await readRun(file), first: Number(first), most: Number(most) };
}

function requiredOf(vertical: string | undefined): Vertical {
  if (vertical === 'jobs' || vertical === 'people') return vertical;
  throw badInput(`--vertical must be jobs or people, got ${vertical ?? 'nothing'}`);
}

function missing(option: string): never {
  throw badInput(`expected ${option}, got none`);
}
