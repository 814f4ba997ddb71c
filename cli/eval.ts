/** `tandem eval`: runs every query through the code that serves, over an index of only the given corpus, and prints one line of numbers. */

import { type Command, Option } from 'commander';
import { type Comparison, compareRuns } from '../evaluation/compare-runs.ts';
import { type EvaluationQuery, type Run, readJudgments, readQueries, readRun, writeRun } from '../evaluation/files.ts';
import { measure, type StageAnswer } from '../evaluation/measure.ts';
import { rerank } from '../evaluation/rerank.ts';
import { answerOf, STAGES, type Stage, type StageSettings } from '../evaluation/stages.ts';
import { DECIDING_METRIC, intervalOf, type Judgments, summarise } from '../evaluation/summary.ts';
import { badInput } from '../runtime/errors.ts';
import { seededRandom } from '../runtime/random.ts';
import type { SearchServices } from '../search/context.ts';
import { DEPTH_LIMITS } from '../search/rank/plan-depth.ts';
import { comparisonLine } from './compare.ts';
import { evaluateUnderstanding } from './eval-understanding.ts';
import { corpusOf, modelVersions, oneVertical, requireVertical, withCorpus } from './evaluation-corpus.ts';
import { BOOTSTRAP_SEED, depthOf, QUERY_DEADLINE_MS } from './evaluation-options.ts';
import { createProgress } from './progress.ts';
import { evaluateTitles } from './title-benchmark.ts';

interface EvalOptions {
  readonly corpus?: string;
  readonly queries?: string;
  readonly judgments?: string;
  readonly stage?: string;
  readonly depth: string;
  readonly candidates?: string;
  readonly compare?: string;
  readonly runOut?: string;
  readonly set?: string;
  readonly dataDir?: string;
}

const NEEDED = ['corpus', 'queries', 'judgments', 'stage'] as const;

/** Compares how texts are read with the gold of the query files; needs no judgments. */
const UNDERSTANDING = 'understanding';

const VIEWS = `
Three views of a change:
  offline k-nearest-neighbour  --stage retrieval            embeddings alone, over the whole corpus
  counterfactual               --stage ranked --candidates  logged candidate lists, put in order by the present ranker
  difference with certainty    --compare RUN_FILE           paired bootstrap over the queries that both have;
                               tandem compare               the same over run files of both verticals together`;

export function registerEval(program: Command): void {
  program
    .command('eval')
    .description('measure the search on judged queries, or the encoder on a set of titles')
    .option('--corpus <list>', 'jobs=FILE[,people=FILE]')
    .option('--queries <file>', 'JSON Lines of {"qid", "text", "vertical"}')
    .option('--judgments <file>', 'query, document, grade 0 to 4, parted by tabs')
    .addOption(new Option('--stage <stage>', [...STAGES, UNDERSTANDING].join(' | ')))
    .option('--depth <number>', 'candidates that the ranker reads', String(DEPTH_LIMITS.maximum))
    .option(
      '--candidates <file>',
      'lists of --stage fused --run-out, which the ranker puts in order instead of its own',
    )
    .option('--compare <file>', 'a run file; prints the paired bootstrap difference to it')
    .option('--run-out <file>', 'write the ranked lists here')
    .option(
      '--readings <files>',
      'with --stage understanding: answers of held-out texts instead of the model that serves',
    )
    .option('--set <folder>', 'instead of all the above: queries.jsonl, docs.jsonl.gz, qrels.tsv of titles')
    .option('--data-dir <folder>', 'where the index of the corpus is kept')
    .addHelpText('after', VIEWS)
    .action((options: EvalOptions) => {
      if (options.set !== undefined) return evaluateTitles(options.set, options.dataDir);
      return options.stage === UNDERSTANDING ? evaluateUnderstanding(options) : evaluate(options);
    });
}

async function evaluate(options: EvalOptions): Promise<void> {
  const given = requiredOf(options);
  const stage = stageOf(given.stage, options.candidates);
  const depth = depthOf('--depth', options.depth);
  const corpus = corpusOf(given.corpus);
  const queries = await readQueries(given.queries);
  const judgments = await readJudgments(given.judgments);
  const logged = options.candidates === undefined ? null : await readRun(options.candidates);
  const before = options.compare === undefined ? null : await readRun(options.compare);
  const vertical = oneVertical(queries);
  requireVertical(corpus, vertical);
  await withCorpus(corpus, options.dataDir, async (services) => {
    const settings = { services, vertical, depth, deadlineMs: QUERY_DEADLINE_MS };
    const { run, itemsScored: _, ...speed } = await measured(queries, answerer(stage, logged, settings), services);
    if (options.runOut) await writeRun(options.runOut, run);
    const comparison = before && compared(run, before, judgments);
    if (comparison) console.log(`against ${options.compare}: ${comparisonLine(comparison)}`);
    const quality = { ...summarise(run, judgments), ...certainty(run, judgments) };
    const view = logged ? { view: 'counterfactual' } : {};
    const difference = comparison ? { compare: { with: options.compare, ...comparison } } : {};
    console.log(
      JSON.stringify({
        vertical,
        stage,
        ...view,
        ...quality,
        ...speed,
        ...difference,
        models: modelVersions(services),
      }),
    );
  });
}

function measured(
  queries: readonly EvaluationQuery[],
  answer: (query: EvaluationQuery) => Promise<StageAnswer>,
  { clock }: SearchServices,
): ReturnType<typeof measure> {
  const progress = createProgress('queries', queries.length);
  return measure(queries, answer, clock, (done) => progress.update(done)).finally(() => progress.end());
}

/** A query without a logged list is answered by an empty one: it was logged as found nothing. */
function answerer(
  stage: Stage,
  logged: Run | null,
  settings: StageSettings,
): (query: EvaluationQuery) => Promise<StageAnswer> {
  if (logged === null) return (query) => answerOf(stage, query, settings);
  return (query) => rerank(query, logged.get(query.qid) ?? [], settings);
}

function certainty(run: Run, judgments: Judgments): Record<string, unknown> {
  const interval = intervalOf(DECIDING_METRIC, run, judgments, seededRandom(BOOTSTRAP_SEED));
  return { [`${DECIDING_METRIC}_interval`]: interval };
}

function compared(run: Run, before: Run, judgments: Judgments): Comparison {
  return compareRuns(DECIDING_METRIC, { first: run, second: before }, judgments, seededRandom(BOOTSTRAP_SEED));
}

type Given = Readonly<Record<(typeof NEEDED)[number], string>>;

function requiredOf(options: EvalOptions): Given {
  const missing = NEEDED.filter((name) => options[name] === undefined);
  if (missing.length === 0) return options as Given;
  throw badInput(`expected ${missing.map((name) => `--${name}`).join(', ')}, or --set FOLDER alone; got neither`);
}

function stageOf(text: string, candidates: string | undefined): Stage {
  const stage = STAGES.find((name) => name === text);
  if (stage === undefined) throw badInput(`--stage must be one of ${STAGES.join(', ')}, got ${text}`);
  if (candidates !== undefined && stage !== 'ranked')
    throw badInput(`--candidates are put in order by --stage ranked, got --stage ${stage}`);
  return stage;
}
