/** Runs every query of a file, one after the other, and keeps list, time and items scored. */

import type { Clock } from '../runtime/clock.ts';
import type { EvaluationQuery, Run, RunRow } from './files.ts';
import { quantile } from './metrics.ts';

/** What one stage answers to one query: at most 100 documents, best first. */
export interface StageAnswer {
  readonly rows: readonly RunRow[];
  /** Items that a model scored for it, cache hits not counted. */
  readonly itemsScored: number;
}

export interface Measurement {
  readonly run: Run;
  readonly p50Ms: number;
  readonly p95Ms: number;
  /** Over the whole time of all queries; 0 for stages that score nothing. */
  readonly itemsPerSecond: number;
  readonly itemsScored: number;
}

export async function measure(
  queries: readonly EvaluationQuery[],
  answer: (query: EvaluationQuery) => Promise<StageAnswer>,
  clock: Clock,
  onProgress: (done: number) => void,
): Promise<Measurement> {
  const run = new Map<string, readonly RunRow[]>();
  const times: number[] = [];
  let items = 0;
  for (const query of queries) {
    const startedMs = clock.nowMs();
    const { rows, itemsScored } = await answer(query);
    times.push(clock.nowMs() - startedMs);
    items += itemsScored;
    run.set(query.qid, rows);
    onProgress(run.size);
  }
  const seconds = times.reduce((sum, ms) => sum + ms, 0) / 1000;
  return {
    run,
    p50Ms: Math.round(quantile(times, 0.5)),
    p95Ms: Math.round(quantile(times, 0.95)),
    itemsPerSecond: seconds === 0 ? 0 : Math.round(items / seconds),
    itemsScored: items,
  };
}
