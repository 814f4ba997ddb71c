/** `tandem eval`: builds an index of only the given corpus, runs every query through the code that serves, prints one line of numbers. */

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import { type EvaluationQuery, readJudgments, readQueries, writeRun } from '../evaluation/files.ts';
import { measure } from '../evaluation/measure.ts';
import { answerOf, STAGES, type Stage } from '../evaluation/stages.ts';
import { summarise } from '../evaluation/summary.ts';
import { modelFile, readManifest } from '../models/manifest.ts';
import { type Config, loadConfig } from '../runtime/config.ts';
import { badInput } from '../runtime/errors.ts';
import type { SearchServices } from '../search/context.ts';
import { DEPTH_LIMITS } from '../search/rank/depth-controller.ts';
import type { Vertical } from '../stores/documents.ts';
import { hasIndex, ingestInto } from './ingest.ts';
import { type OpenServices, openServices } from './open-services.ts';
import { createProgress } from './progress.ts';
import { waitForWorkers } from './wait-for-workers.ts';

interface EvalOptions {
  readonly corpus: string;
  readonly queries: string;
  readonly judgments: string;
  readonly stage: string;
  readonly depth: string;
  readonly runOut?: string;
  readonly dataDir?: string;
}

type Corpus = Readonly<Partial<Record<Vertical, string>>>;

/** As many results as can be paged. */
const MAX_DEPTH = 5_000;
const WORKER_PATIENCE_MS = 60_000;
const QUERY_DEADLINE_MS = 60_000;

export function registerEval(program: Command): void {
  program
    .command('eval')
    .description('measure the search on judged queries')
    .requiredOption('--corpus <list>', 'jobs=FILE[,people=FILE]')
    .requiredOption('--queries <file>', 'JSON Lines of {"qid", "text", "vertical"}')
    .requiredOption('--judgments <file>', 'query, document, grade 0 to 4, parted by tabs')
    .requiredOption('--stage <stage>', STAGES.join(' | '))
    .option('--depth <number>', 'candidates that the ranker reads', String(DEPTH_LIMITS.maximum))
    .option('--run-out <file>', 'write the ranked lists here')
    .option('--data-dir <folder>', 'where the index of the corpus is kept')
    .action((options: EvalOptions) => evaluate(options));
}

async function evaluate(options: EvalOptions): Promise<void> {
  const stage = stageOf(options.stage);
  const corpus = corpusOf(options.corpus);
  const queries = await readQueries(options.queries);
  const judgments = await readJudgments(options.judgments);
  const vertical = verticalOf(queries);
  const depth = depthOf(options.depth);
  if (!corpus[vertical]) throw badInput(`the queries are about ${vertical}, but --corpus names no ${vertical}=FILE`);
  const { services, close } = await openCorpus(corpus, options);
  try {
    await waitForWorkers(services.pools, WORKER_PATIENCE_MS);
    const settings = { services, vertical, depth, deadlineMs: QUERY_DEADLINE_MS };
    const progress = createProgress('queries', queries.length);
    const measured = await measure(
      queries,
      (query) => answerOf(stage, query, settings),
      services.clock,
      (done) => progress.update(done),
    );
    progress.end();
    if (options.runOut) await writeRun(options.runOut, measured.run);
    const { run, ...speed } = measured;
    console.log(
      JSON.stringify({ vertical, stage, ...summarise(run, judgments), ...speed, models: modelVersions(services) }),
    );
  } finally {
    await close();
  }
}

/** The same files and encoder find their index again; a changed byte makes a new one. Changed code of ingest does not: delete the folder then. */
async function openCorpus(corpus: Corpus, options: EvalOptions): Promise<OpenServices> {
  const base = loadConfig(process.env, options.dataDir === undefined ? {} : { TANDEM_DATA_DIR: options.dataDir });
  const config: Config = { ...base, TANDEM_DATA_DIR: join(base.TANDEM_DATA_DIR, 'eval', await corpusHash(corpus)) };
  for (const [vertical, file] of Object.entries(corpus) as [Vertical, string][]) {
    if (!(await hasIndex(config.TANDEM_DATA_DIR, vertical))) {
      await ingestInto(config, { vertical, file, source: 'evaluation', replace: true });
    }
  }
  return openServices(config, false);
}

async function corpusHash(corpus: Corpus): Promise<string> {
  const hash = createHash('sha256').update(modelFile(readManifest(), 'encoder').version);
  for (const [vertical, file] of Object.entries(corpus).sort()) {
    hash.update(vertical);
    await pipeline(createReadStream(file), hash, { end: false });
  }
  return hash.digest('hex').slice(0, 16);
}

function stageOf(text: string): Stage {
  const stage = STAGES.find((name) => name === text);
  if (stage === undefined) throw badInput(`--stage must be one of ${STAGES.join(', ')}, got ${text}`);
  return stage;
}

function depthOf(text: string): number {
  const depth = Number(text);
  if (Number.isInteger(depth) && depth >= 1 && depth <= MAX_DEPTH) return depth;
  throw badInput(`--depth must be a whole number from 1 to ${MAX_DEPTH}, got ${text}`);
}

/** Queries that name none are about jobs. */
function verticalOf(queries: readonly EvaluationQuery[]): Vertical {
  const [vertical = 'jobs', ...others] = new Set(queries.map((query) => query.vertical ?? 'jobs'));
  if (others.length > 0)
    throw badInput('the queries must be about one vertical, got jobs and people; measure them one after the other');
  return vertical;
}

function corpusOf(text: string): Corpus {
  const entries = text.split(',').map((part) => part.split('='));
  if (!entries.every(([vertical, file]) => (vertical === 'jobs' || vertical === 'people') && file)) {
    throw badInput(`--corpus must be jobs=FILE[,people=FILE], got ${text}`);
  }
  return Object.fromEntries(entries) as Corpus;
}

function modelVersions({ manifest }: SearchServices): Record<string, string> {
  return Object.fromEntries(['encoder', 'ranker'].map((name) => [name, modelFile(manifest, name).version]));
}
