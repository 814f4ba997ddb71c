/** From runs and judgments to the one line of numbers that a measurement prints. */

import type { RunRow } from './files.ts';
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

export interface QualitySummary {
  readonly queries: number;
  readonly 'ndcg@10': number;
  readonly 'ndcg@10_judged': number;
  readonly 'ndcg_exp@10': number;
  readonly 'recall@100': number;
  readonly mrr: number;
  readonly 'poor@10': number;
  readonly 'judged@10': number;
}

/** Means over the queries that have judgments; queries without any are left out. */
export function summarise(
  run: ReadonlyMap<string, readonly RunRow[]>,
  judgments: ReadonlyMap<string, Grades>,
): QualitySummary {
  const judged = [...run].flatMap(([qid, rows]) => {
    const grades = judgments.get(qid);
    return grades ? [{ ranked: rows.map((row) => row.documentId), grades }] : [];
  });
  const over = (metric: (ranked: readonly string[], grades: Grades) => number | null): number =>
    rounded(mean(judged.map(({ ranked, grades }) => metric(ranked, grades))));
  return {
    queries: judged.length,
    'ndcg@10': over((ranked, grades) => ndcg(ranked, grades, TOP)),
    'ndcg@10_judged': over((ranked, grades) => judgedNdcg(ranked, grades, TOP)),
    'ndcg_exp@10': over((ranked, grades) => exponentialNdcg(ranked, grades, TOP)),
    'recall@100': over((ranked, grades) => recall(ranked, grades, RECALL_DEPTH)),
    mrr: over((ranked, grades) => reciprocalRank(ranked, grades)),
    'poor@10': over((ranked, grades) => poorShare(ranked, grades, TOP)),
    'judged@10': over((ranked, grades) => judgedShare(ranked, grades, TOP)),
  };
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
