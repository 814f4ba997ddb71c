/** The depth curve: what a page is worth and what it costs when the ranker reads more or fewer candidates. */

import type { Clock } from '../runtime/clock.ts';
import type { RandomNumber } from '../runtime/random.ts';
import type { SearchServices } from '../search/context.ts';
import { createSearchMemory } from '../search/memory.ts';
import { createMemoryScores } from '../stores/scores-memory.ts';
import type { EvaluationQuery } from './files.ts';
import { measure } from './measure.ts';
import { answerOf, type StageSettings } from './stages.ts';
import { DECIDING_METRIC, intervalOf, type Judgments, rounded, summarise } from './summary.ts';

export interface DepthPoint {
  readonly depth: number;
  readonly quality: number;
  readonly interval: readonly [low: number, high: number] | null;
  /** Mean number of pairs that the ranker scored for one query. */
  readonly itemsScored: number;
  readonly p50Ms: number;
}

export interface DepthCurveOptions {
  readonly depths: readonly number[];
  readonly queries: readonly EvaluationQuery[];
  readonly judgments: Judgments;
  readonly settings: Omit<StageSettings, 'depth'>;
  /** The same numbers for every depth, so that intervals differ by the depth alone. */
  readonly random: () => RandomNumber;
  readonly onProgress: (done: number) => void;
}

/** One point a depth, in the order asked. Quality is `ndcg@10_judged`. */
export async function depthCurve(options: DepthCurveOptions): Promise<readonly DepthPoint[]> {
  const points: DepthPoint[] = [];
  for (const depth of options.depths) points.push(await pointAt(depth, points.length, options));
  return points;
}

async function pointAt(depth: number, before: number, options: DepthCurveOptions): Promise<DepthPoint> {
  const { queries, judgments } = options;
  const services = withoutScores(options.settings.services);
  const settings = { ...options.settings, services, depth };
  const { run, p50Ms, itemsScored } = await measure(
    queries,
    (query) => answerOf('ranked', query, settings),
    services.clock,
    (done) => options.onProgress(before * queries.length + done),
  );
  return {
    depth,
    quality: summarise(run, judgments)[DECIDING_METRIC],
    interval: intervalOf(DECIDING_METRIC, run, judgments, options.random()),
    itemsScored: rounded(itemsScored / queries.length),
    p50Ms,
  };
}

const SCORE_BYTES = 64_000_000;
const SCORE_TTL_MS = 86_400_000;

/** What another depth or an earlier measurement has scored would make this depth look cheap. */
function withoutScores(services: SearchServices): SearchServices {
  return { ...services, scores: emptyScores(services.clock), memory: createSearchMemory() };
}

function emptyScores(clock: Clock): SearchServices['scores'] {
  return createMemoryScores({ clock, ttlMs: SCORE_TTL_MS, jitter: () => 0, maxBytes: SCORE_BYTES });
}
