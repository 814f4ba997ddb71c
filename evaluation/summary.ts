/** From runs and judgments to the one line of numbers that a measurement prints. */

import type { RandomNumber } from '../runtime/random.ts';
import { bootstrapInterval } from './bootstrap.ts';
import type { Run } from './files.ts';
import {
  exponentialNdcg,
  type Grades,
  judgedNdcg,
  judgedShare,
  mean,
  ndcg,
  poorShare,
  recall,
  reciprocalRank,
} from './metrics.ts';

const TOP = 10;
const RECALL_DEPTH = 100;

type Metric = (ranked: readonly string[], grades: Grades) => number | null;

/** In the order in which they are printed. */
const METRICS = {
  'ndcg@10': (ranked, grades) => ndcg(ranked, grades, TOP),
  'ndcg@10_judged': (ranked, grades) => judgedNdcg(ranked, grades, TOP),
  'ndcg_exp@10': (ranked, grades) => exponentialNdcg(ranked, grades, TOP),
  'recall@100': (ranked, grades) => recall(ranked, grades, RECALL_DEPTH),
  mrr: reciprocalRank,
  'poor@10': (ranked, grades) => poorShare(ranked, grades, TOP),
  'judged@10': (ranked, grades) => judgedShare(ranked, grades, TOP),
} as const satisfies Record<string, Metric>;

export type MetricName = keyof typeof METRICS;
export const METRIC_NAMES = Object.keys(METRICS) as readonly MetricName[];
/** Decisions are made on this one: it is fair to lists whose documents were not judged. */
export const DECIDING_METRIC: MetricName = 'ndcg@10_judged';

export type QualitySummary = Readonly<Record<MetricName, number>> & { readonly queries: number };

export type Judgments = ReadonlyMap<string, Grades>;

/** The metric of every query that has judgments, by query id; null where it is not defined. */
export function valuesOf(metric: MetricName, run: Run, judgments: Judgments): ReadonlyMap<string, number | null> {
  return new Map(
    [...run].flatMap(([qid, rows]): [string, number | null][] => {
      const grades = judgments.get(qid);
      const ranked = rows.map((row) => row.documentId);
      return grades === undefined ? [] : [[qid, METRICS[metric](ranked, grades)]];
    }),
  );
}

/** Means over the queries that have judgments; queries without any are left out. */
export function summarise(run: Run, judgments: Judgments): QualitySummary {
  const means = METRIC_NAMES.map((name): [MetricName, number] => [
    name,
    rounded(mean([...valuesOf(name, run, judgments).values()])),
  ]);
  const queries = [...run.keys()].filter((qid) => judgments.has(qid)).length;
  return { queries, ...(Object.fromEntries(means) as Record<MetricName, number>) };
}

/** 95 % bootstrap interval of the mean that `summarise` gives for the metric; null without judged queries. */
export function intervalOf(
  metric: MetricName,
  run: Run,
  judgments: Judgments,
  random: RandomNumber,
): readonly [low: number, high: number] | null {
  const interval = bootstrapInterval([...valuesOf(metric, run, judgments).values()], mean, { random });
  return interval && [rounded(interval.low), rounded(interval.high)];
}

/** Four digits: more is noise at every number of queries that was ever judged. */
export function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
