/** `tandem judge`: has a judge grade pairs that were graded before, and prints how far it agrees. */

import type { Command } from 'commander';
import { joinByQuery } from '../evaluation/compare-runs.ts';
import { readJudgments, readQueries } from '../evaluation/files.ts';
import { agreementReport } from '../evaluation/judge/agreement-report.ts';
import { forgetfulGradeLog, openGradeLog } from '../evaluation/judge/grade-log.ts';
import type { Judge } from '../evaluation/judge/judge.ts';
import { type PairsToGrade, readPairs } from '../evaluation/judge/pairs-to-grade.ts';
import { judgeText } from '../models/judge-text.ts';
import { foldText } from '../models/text.ts';
import { loadConfig } from '../runtime/config.ts';
import { badInput } from '../runtime/errors.ts';
import { seededRandom, shuffled } from '../runtime/random.ts';
import { loadFacts } from '../stores/facts-files.ts';
import { corpusOf } from './evaluation-corpus.ts';
import { BOOTSTRAP_SEED } from './evaluation-options.ts';
import { describeFailures, gradeShown } from './grade-shown.ts';
import { reportNumbers, reportText } from './judge-report.ts';
import { addJudgeOptions, type JudgeChoice, openJudge } from './open-judge.ts';
import { wholeNumber } from './whole-number.ts';

export interface JudgeRequest {
  readonly corpus: string;
  readonly queries: readonly string[];
  readonly judgments: readonly string[];
  readonly out?: string;
  readonly limit?: string;
  readonly seed: string;
}

const MAX_SEED = 2 ** 31 - 1;

export function registerJudge(program: Command): void {
  const command = program
    .command('judge')
    .description('let a judge grade pairs that were graded before, and measure how far it agrees')
    .requiredOption('--corpus <list>', 'jobs=FILE,people=FILE')
    .requiredOption('--queries <files...>', 'JSON Lines of {"qid", "text", "vertical", "category"}')
    .requiredOption('--judgments <files...>', 'query, document, grade 0 to 4, parted by tabs')
    .option('--out <file>', 'keep the grades here; the same command goes on where it was stopped')
    .option('--limit <number>', 'grade so many pairs, drawn at random')
    .option('--seed <number>', 'of that draw and of the intervals', String(BOOTSTRAP_SEED));
  addJudgeOptions(command).action(async (options: JudgeRequest & JudgeChoice) =>
    measureJudge(await openJudge(options, loadConfig(process.env)), options, console.log),
  );
}

/** Prints tables, and as the last line one JSON object; failures go to standard error. */
export async function measureJudge(judge: Judge, request: JudgeRequest, print: (text: string) => void): Promise<void> {
  const seed = wholeNumber('--seed', request.seed, 0, MAX_SEED);
  const limit = request.limit === undefined ? null : wholeNumber('--limit', request.limit, 1, MAX_SEED);
  const { pairs: all, missing } = await pairsOf(request, judge);
  const pairs = limit === null ? all : shuffled(all, seededRandom(seed)).slice(0, limit);
  const log = request.out === undefined ? forgetfulGradeLog : await openGradeLog(request.out);
  const run = await gradeShown(pairs, judge, log);
  describeFailures(run.failures);
  const report = agreementReport(run.graded, () => seededRandom(seed));
  print(reportText(report));
  const counts = { pairs: pairs.length, missing, failed: run.failures.length, reused: run.reused };
  print(JSON.stringify({ judge: judge.version, ...counts, ...reportNumbers(report), seed }));
}

async function pairsOf({ corpus, queries, judgments }: JudgeRequest, { reads }: Judge): Promise<PairsToGrade> {
  const byQuery = await Promise.all(
    queries.map(async (file) => new Map((await readQueries(file)).map((query) => [query.qid, query]))),
  );
  const found = await readPairs({
    corpus: corpusOf(corpus),
    queries: [...joinByQuery(byQuery, 'files of queries').values()],
    judgments: joinByQuery(await Promise.all(judgments.map(readJudgments)), 'files of judgments'),
    facts: loadFacts(foldText),
    documentText: (document, query) => judgeText(document, query, reads),
  });
  if (found.pairs.length > 0) return found;
  throw badInput(
    `expected judged pairs of the queries in the corpus, got none, and ${found.missing} whose document it lacks`,
  );
}
