/** `tandem check-why`: holds the reasons of judged pairs against their documents, and exports passages and reasons for a judge. */

import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { checkReasons } from '../evaluation/check-reasons.ts';
import { type ExplainedPair, explainedPairs } from '../evaluation/explained.ts';
import { countFacts, factId, verdictOf } from '../evaluation/fact-grades.ts';
import { readJudgments, readQueries } from '../evaluation/files.ts';
import { judgeText } from '../models/judge-text.ts';
import { seededRandom, shuffled } from '../runtime/random.ts';
import { isRelevant } from '../search/rank/grade.ts';
import type { TandemDocument } from '../stores/documents.ts';
import { corpusOf, oneVertical, requireVertical, withCorpus } from './evaluation-corpus.ts';
import { BOOTSTRAP_SEED, QUERY_DEADLINE_MS } from './evaluation-options.ts';
import { createProgress } from './progress.ts';
import { wholeNumber } from './whole-number.ts';

interface CheckWhyOptions {
  readonly corpus: string;
  readonly queries: string;
  readonly judgments: string;
  readonly pairs: string;
  readonly out?: string;
  readonly grades?: string;
  readonly relevant: boolean;
  readonly dataDir?: string;
}

const MOST_PAIRS = 100_000;
export function registerCheckWhy(program: Command): void {
  program
    .command('check-why')
    .description('hold the reasons of judged pairs against their documents, and export what a judge reads of them')
    .requiredOption('--corpus <list>', 'jobs=FILE[,people=FILE]')
    .requiredOption('--queries <file>', 'JSON Lines of {"qid", "text", "vertical"}')
    .requiredOption('--judgments <file>', 'query, document, grade 0 to 4, parted by tabs')
    .option('--pairs <number>', 'so many, drawn at random', '300')
    .option('--relevant', 'only pairs of grade 3 and 4', false)
    .option('--out <file>', 'JSON Lines for evaluation/judge/why-policy.md')
    .option('--grades <file>', 'what a judge said: query/document, fact, 1 or 0, parted by tabs')
    .option('--data-dir <folder>', 'where the index of the corpus is kept')
    .action((options: CheckWhyOptions) => checkWhy(options));
}

async function checkWhy(options: CheckWhyOptions): Promise<void> {
  const count = wholeNumber('--pairs', options.pairs, 1, MOST_PAIRS);
  const corpus = corpusOf(options.corpus);
  const queries = await readQueries(options.queries);
  const judgments = await readJudgments(options.judgments);
  const vertical = oneVertical(queries);
  requireVertical(corpus, vertical);
  const all: ExplainedPair[] = [];
  await withCorpus(corpus, options.dataDir, async (services) => {
    const whole = (document: TandemDocument, query: string): string => judgeText(document, query, 'all');
    const progress = createProgress('queries', queries.length);
    for (const [index, query] of queries.entries()) {
      const settings = { services, vertical, deadlineMs: QUERY_DEADLINE_MS, judgeText: whole };
      all.push(...(await explainedPairs(query, judgments.get(query.qid) ?? new Map(), settings)));
      progress.update(index + 1);
    }
    progress.end();
  });
  const fitting = options.relevant ? all.filter(({ grade }) => isRelevant(grade)) : all;
  const pairs = shuffled(fitting, seededRandom(BOOTSTRAP_SEED)).slice(0, count);
  if (options.out !== undefined)
    await writeFile(options.out, pairs.map((pair) => `${JSON.stringify(exported(pair))}\n`).join(''));
  report(pairs);
  if (options.grades !== undefined) console.log(JSON.stringify(countFacts(pairs, await readJudgments(options.grades))));
}

function exported({ document, documentText, understood, ...pair }: ExplainedPair): object {
  const { summary, reasons } = pair.explanation;
  const facts = reasons.map((reason) => ({ ...reason, fact: factId(reason), verdict: verdictOf(reason) }));
  const asked = understood.map(({ field, value, sourceText, isNegated }) => ({ field, value, sourceText, isNegated }));
  const explanation = { summary, reasons: facts };
  return { ...pair, explanation, documentId: document.externalId, understood: asked, document: documentText };
}

/** Prints what does not agree, and then one JSON object. */
function report(pairs: readonly ExplainedPair[]): void {
  const checks = pairs.map((pair) => ({ pair, check: checkReasons(pair.explanation.reasons, pair.document) }));
  for (const { pair, check } of checks)
    for (const { reason, expected } of check.faults)
      console.log(`${pair.qid} ${pair.document.externalId}: “${reason.text}” expected ${expected}`);
  const sum = (of: (check: (typeof checks)[number]['check']) => number): number =>
    checks.reduce((total, { check }) => total + of(check), 0);
  const [checked, faults] = [sum((check) => check.checked), sum((check) => check.faults.length)];
  const unchecked = sum((check) => check.unchecked);
  const withSnippet = pairs.filter(({ snippets }) => snippets.length > 0).length;
  const share = checked === 0 ? null : (checked - faults) / checked;
  console.log(JSON.stringify({ pairs: pairs.length, withSnippet, checked, unchecked, agreeing: share }));
}
