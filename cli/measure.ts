/** `tandem measure`: samples queries of every kind, has a judge grade what the search shows, adds a line to the history, draws its page. */

import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { joinByQuery } from '../evaluation/compare-runs.ts';
import { readQueries } from '../evaluation/files.ts';
import { openGradeLog } from '../evaluation/judge/grade-log.ts';
import type { Judge } from '../evaluation/judge/judge.ts';
import { pairsToGrade, withGrades } from '../evaluation/over-time/grade-pool.ts';
import { appendHistory, type Measurement, readHistory } from '../evaluation/over-time/history.ts';
import { historyPage } from '../evaluation/over-time/page.ts';
import { poolResults } from '../evaluation/over-time/pool-results.ts';
import {
  type LoggedQuery,
  loggedQuery,
  type Origin,
  type SampledQuery,
  sampleByStratum,
} from '../evaluation/over-time/sample.ts';
import { stratumRows } from '../evaluation/over-time/stratum-rows.ts';
import { judgeText } from '../models/judge-text.ts';
import { badInput } from '../runtime/errors.ts';
import { seededRandom } from '../runtime/random.ts';
import type { SearchServices } from '../search/context.ts';
import { DEPTH_LIMITS } from '../search/rank/plan-depth.ts';
import { commitOf } from './commit-of.ts';
import { configOf, corpusOf, modelVersions, requireVertical, withCorpus } from './evaluation-corpus.ts';
import { BOOTSTRAP_SEED, QUERY_DEADLINE_MS } from './evaluation-options.ts';
import { describeFailures, gradeShown } from './grade-shown.ts';
import { measurementTable } from './measurement-table.ts';
import { addJudgeOptions, type JudgeChoice, openJudge } from './open-judge.ts';
import { makeFolder } from './open-services.ts';
import { createProgress } from './progress.ts';
import { wholeNumber } from './whole-number.ts';

export interface MeasureRequest {
  readonly corpus: string;
  readonly queries: readonly string[];
  readonly aspirational?: readonly string[];
  readonly perStratum: string;
  readonly seed: string;
  /** Folder of history, page and grades; `measurements` in the data directory when absent. */
  readonly out?: string;
  readonly dataDir?: string;
}

const MAX_SEED = 2 ** 31 - 1;
const MAX_PER_STRATUM = 100_000;
/** Written into the folder of measurements. */
const FILES = { history: 'history.jsonl', page: 'history.html', grades: 'grades.jsonl' } as const;

export function registerMeasure(program: Command): void {
  const command = program
    .command('measure')
    .description('measure the quality of the search over time: a stratified sample of queries, graded by a judge')
    .requiredOption('--corpus <list>', 'jobs=FILE[,people=FILE]')
    .requiredOption('--queries <files...>', 'logged queries: JSON Lines of {"qid", "text", "vertical", "stratum"}')
    .option('--aspirational <files...>', 'queries that nobody typed yet and that should work, told apart')
    .option('--per-stratum <number>', 'queries drawn of each stratum', '20')
    .option('--seed <number>', 'of the draw: the same seed draws the same queries', String(BOOTSTRAP_SEED))
    .option('--out <folder>', `where ${Object.values(FILES).join(', ')} are kept (default: in the data directory)`)
    .option('--data-dir <folder>', 'where the index of the corpus is kept');
  addJudgeOptions(command).action(async (options: MeasureRequest & JudgeChoice) =>
    measureOverTime(await openJudge(options, configOf(options.dataDir)), options, console.log),
  );
}

/** Prints a table, where the page is, and as the last line the measurement as one JSON object. */
export async function measureOverTime(
  judge: Judge,
  request: MeasureRequest,
  print: (text: string) => void,
): Promise<void> {
  const seed = wholeNumber('--seed', request.seed, 0, MAX_SEED);
  const perStratum = wholeNumber('--per-stratum', request.perStratum, 1, MAX_PER_STRATUM);
  const sampled = await sample(request, perStratum, seed);
  const corpus = corpusOf(request.corpus);
  for (const { vertical } of sampled) requireVertical(corpus, vertical);
  const folder = madeFolder(request);
  const history = await readHistory(join(folder, FILES.history));
  const measurement = await withCorpus(corpus, request.dataDir, async (services): Promise<Measurement> => {
    const at = services.clock.date().toISOString();
    const measured = await measureSample(sampled, judge, join(folder, FILES.grades), services);
    const head = { at, commit: commitOf(), models: modelVersions(services), judge: judge.version, seed, perStratum };
    return { ...head, queries: sampled.length, ...measured };
  });
  await appendHistory(join(folder, FILES.history), measurement);
  await writeFile(join(folder, FILES.page), historyPage([...history, measurement]));
  print(measurementTable(measurement));
  print(`page: ${join(folder, FILES.page)}`);
  print(JSON.stringify(measurement));
}

type Measured = Pick<Measurement, 'graded' | 'failed' | 'rows'>;

/** Grades are kept: what another measurement showed before is not graded again. */
async function measureSample(
  sampled: readonly SampledQuery[],
  judge: Judge,
  gradesFile: string,
  services: SearchServices,
): Promise<Measured> {
  const progress = createProgress('queries', sampled.length);
  const settings = { services, depth: DEPTH_LIMITS.maximum, deadlineMs: QUERY_DEADLINE_MS };
  const pooled = await poolResults(sampled, settings, progress.update).finally(progress.end);
  const pairs = pairsToGrade(pooled, (document, query) => judgeText(document, query, judge.reads));
  const { graded, failures } = await gradeShown(pairs, judge, await openGradeLog(gradesFile));
  describeFailures(failures);
  const rows = stratumRows(withGrades(pooled, graded), () => seededRandom(BOOTSTRAP_SEED));
  return { graded: graded.length, failed: failures.length, rows: [...rows] };
}

/** Throws BAD_USER_INPUT when the folder cannot be made. */
function madeFolder({ out, dataDir }: MeasureRequest): string {
  const folder = resolve(out ?? join(configOf(dataDir).TANDEM_DATA_DIR, 'measurements'));
  try {
    makeFolder(folder);
    return folder;
  } catch (error) {
    throw badInput(
      `expected a folder for measurements that can be made, got ${folder} (${String(error)}); name another with --out`,
    );
  }
}

async function sample(
  { queries, aspirational = [] }: MeasureRequest,
  perStratum: number,
  seed: number,
): Promise<readonly SampledQuery[]> {
  const read = async (files: readonly string[], origin: Origin): Promise<readonly LoggedQuery[]> =>
    (await Promise.all(files.map(readQueries))).flat().map((query) => loggedQuery(query, origin));
  const logged = [...(await read(queries, 'existing')), ...(await read(aspirational, 'aspirational'))];
  const byQuery = joinByQuery(
    logged.map((one) => new Map([[one.query.qid, one]])),
    'lines of queries',
  );
  if (byQuery.size === 0) throw badInput('expected queries to measure, got empty files');
  return sampleByStratum([...byQuery.values()], perStratum, () => seededRandom(seed));
}
