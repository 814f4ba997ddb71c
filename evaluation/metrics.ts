/** Ranking metrics as pure functions of a ranked list of document ids and the grades that judges gave. */

import { isRelevant } from '../search/rank/grade.ts';

/** Grades 0..4 by document id; what is absent is unjudged. */
export type Grades = ReadonlyMap<string, number>;

/** Grades up to this one make a poor match. */
const POOR_GRADE = 1;

const isJudgedRelevant = (grade: number | undefined): boolean => isRelevant(grade ?? 0);
const linearGain = (grade: number): number => grade;
const exponentialGain = (grade: number): number => 2 ** grade - 1;

/** nDCG at `depth` with linear gain (Järvelin and Kekäläinen); unjudged counts as 0; 0 when nothing has a gain. */
export function ndcg(ranked: readonly string[], grades: Grades, depth: number): number {
  return normalisedGain(ranked, grades, depth, linearGain);
}

/** nDCG with gain 2^grade - 1 (Burges); never compare it with the linear one. */
export function exponentialNdcg(ranked: readonly string[], grades: Grades, depth: number): number {
  return normalisedGain(ranked, grades, depth, exponentialGain);
}

/** nDCG after unjudged documents were left out of the list: fair to systems that were not pooled. */
export function judgedNdcg(ranked: readonly string[], grades: Grades, depth: number): number {
  return ndcg(
    ranked.filter((id) => grades.has(id)),
    grades,
    depth,
  );
}

/** Share of relevant documents among the first `depth`, of those that are there; null for an empty list. */
export function precision(ranked: readonly string[], grades: Grades, depth: number): number | null {
  const first = ranked.slice(0, depth);
  return first.length === 0 ? null : first.filter((id) => isJudgedRelevant(grades.get(id))).length / first.length;
}

/** Share of all relevant documents among the first `depth`; null when no document is relevant. */
export function recall(ranked: readonly string[], grades: Grades, depth: number): number | null {
  const relevant = [...grades].filter(([, grade]) => isRelevant(grade)).map(([id]) => id);
  if (relevant.length === 0) return null;
  const found = new Set(ranked.slice(0, depth));
  return relevant.filter((id) => found.has(id)).length / relevant.length;
}

/** 1 / rank of the first relevant document, 0 when there is none. */
export function reciprocalRank(ranked: readonly string[], grades: Grades): number {
  const index = ranked.findIndex((id) => isJudgedRelevant(grades.get(id)));
  return index < 0 ? 0 : 1 / (index + 1);
}

/** Of the judged documents among the first `depth`, the share of grade 1 or less; null when none is judged. */
export function poorShare(ranked: readonly string[], grades: Grades, depth: number): number | null {
  const judged = ranked.slice(0, depth).flatMap((id) => grades.get(id) ?? []);
  return judged.length === 0 ? null : judged.filter((grade) => grade <= POOR_GRADE).length / judged.length;
}

/** Share of the first `depth` places that hold a judged document. */
export function judgedShare(ranked: readonly string[], grades: Grades, depth: number): number {
  return ranked.slice(0, depth).filter((id) => grades.has(id)).length / depth;
}

/** Mean of the values that exist; 0 for none. */
export function mean(values: readonly (number | null)[]): number {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? 0 : known.reduce((sum, value) => sum + value, 0) / known.length;
}

/** The value that the share `q` of the sorted values does not exceed (nearest rank); 0 for none. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0;
}

function normalisedGain(
  ranked: readonly string[],
  grades: Grades,
  depth: number,
  gain: (grade: number) => number,
): number {
  const ideal = discountedGain(
    [...grades.values()].sort((a, b) => b - a),
    depth,
    gain,
  );
  return ideal === 0
    ? 0
    : discountedGain(
        ranked.map((id) => grades.get(id) ?? 0),
        depth,
        gain,
      ) / ideal;
}

function discountedGain(grades: readonly number[], depth: number, gain: (grade: number) => number): number {
  return grades.slice(0, depth).reduce((sum, grade, index) => sum + gain(grade) / Math.log2(index + 2), 0);
}
