/** `tandem depth-curve`: quality and cost of a page when the ranker reads 10, 25 … 250 candidates. */

import type { Command } from 'commander';
import { type DepthPoint, depthCurve } from '../evaluation/depth-curve.ts';
import { readJudgments, readQueries } from '../evaluation/files.ts';
import { DECIDING_METRIC } from '../evaluation/summary.ts';
import { seededRandom } from '../runtime/random.ts';
import { corpusOf, modelVersions, oneVertical, requireVertical, withCorpus } from './evaluation-corpus.ts';
import { BOOTSTRAP_SEED, depthOf, QUERY_DEADLINE_MS } from './evaluation-options.ts';
import { createProgress } from './progress.ts';
import { shown, shownInterval, textTable } from './text-table.ts';

interface DepthCurveCommand {
  readonly corpus: string;
  readonly queries: string;
  readonly judgments: string;
  readonly depths: string;
  readonly dataDir?: string;
}

export function registerDepthCurve(program: Command): void {
  program
    .command('depth-curve')
    .description('measure what ranking deeper is worth and what it costs; every depth scores afresh')
    .requiredOption('--corpus <list>', 'jobs=FILE[,people=FILE]')
    .requiredOption('--queries <file>', 'JSON Lines of {"qid", "text", "vertical"}')
    .requiredOption('--judgments <file>', 'query, document, grade 0 to 4, parted by tabs')
    .option('--depths <list>', 'how many candidates the ranker reads, parted by commas', '10,25,50,100,150,250')
    .option('--data-dir <folder>', 'where the index of the corpus is kept')
    .action((options: DepthCurveCommand) => drawCurve(options));
}

async function drawCurve(options: DepthCurveCommand): Promise<void> {
  const depths = options.depths.split(',').map((text) => depthOf('every number of --depths', text));
  const corpus = corpusOf(options.corpus);
  const queries = await readQueries(options.queries);
  const judgments = await readJudgments(options.judgments);
  const vertical = oneVertical(queries);
  requireVertical(corpus, vertical);
  await withCorpus(corpus, options.dataDir, async (services) => {
    const progress = createProgress('queries', queries.length * depths.length);
    const points = await depthCurve({
      depths,
      queries,
      judgments,
      settings: { services, vertical, deadlineMs: QUERY_DEADLINE_MS },
      random: () => seededRandom(BOOTSTRAP_SEED),
      onProgress: progress.update,
    }).finally(progress.end);
    console.log(textTable([HEAD, ...points.map(rowOf)]));
    console.log(JSON.stringify({ vertical, metric: DECIDING_METRIC, points, models: modelVersions(services) }));
  });
}

const HEAD = ['depth', DECIDING_METRIC, '95 % interval', 'items a query', 'p50 ms'] as const;

function rowOf({ depth, quality, interval, itemsScored, p50Ms }: DepthPoint): string[] {
  return [String(depth), shown(quality), shownInterval(interval), itemsScored.toFixed(1), String(p50Ms)];
}
