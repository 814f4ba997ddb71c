/** `tandem compare`: the paired bootstrap difference of two systems, run files of both verticals taken together. */

import type { Command } from 'commander';
import { type Comparison, compareRuns, joinByQuery } from '../evaluation/compare-runs.ts';
import { readJudgments, readRun } from '../evaluation/files.ts';
import { DECIDING_METRIC, METRIC_NAMES } from '../evaluation/summary.ts';
import { seededRandom } from '../runtime/random.ts';
import { BOOTSTRAP_SEED } from './evaluation-options.ts';
import { shown, shownInterval, textTable } from './text-table.ts';

interface CompareOptions {
  readonly judgments: readonly string[];
  readonly runs: readonly string[];
  readonly with: readonly string[];
}

export function registerCompare(program: Command): void {
  program
    .command('compare')
    .description('compare two systems over the queries of all their run files together, with certainty')
    .requiredOption('--judgments <files...>', 'query, document, grade 0 to 4, parted by tabs')
    .requiredOption('--runs <files...>', 'run files (eval --run-out) of the one system, for example jobs and people')
    .requiredOption('--with <files...>', 'run files of the other')
    .action((options: CompareOptions) => compare(options));
}

async function compare(options: CompareOptions): Promise<void> {
  const judgments = joinByQuery(await Promise.all(options.judgments.map(readJudgments)), 'files of judgments');
  const first = joinByQuery(await Promise.all(options.runs.map(readRun)), 'run files');
  const second = joinByQuery(await Promise.all(options.with.map(readRun)), 'run files');
  const comparisons = METRIC_NAMES.map((metric) =>
    compareRuns(metric, { first, second }, judgments, seededRandom(BOOTSTRAP_SEED)),
  );
  const head = ['metric', 'queries', 'runs', 'with', 'difference', '95 % interval', 'not better'];
  console.log(textTable([head, ...comparisons.map(rowOf)]));
  console.log(JSON.stringify(comparisons.find(({ metric }) => metric === DECIDING_METRIC)));
}

function rowOf({ metric, queries, first, second, difference, interval, shareNotBetter }: Comparison): string[] {
  const numbers = [first, second, difference].map(shown);
  return [metric, String(queries), ...numbers, shownInterval(interval), shown(shareNotBetter)];
}

export function comparisonLine({ metric, queries, first, second, difference, interval }: Comparison): string {
  return `${metric} ${shown(first)} - ${shown(second)} = ${shown(difference)} (95 %: ${shownInterval(interval)}) over ${queries} queries`;
}
