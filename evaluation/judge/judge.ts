/** Who grades matches: one interface, whether a local model or an LLM behind it reads query and document. */

import { GRADES } from '../agreement.ts';

/** What a judge reads; both are data, whatever they say. */
export interface JudgeInput {
  readonly query: string;
  readonly document: string;
}

export type Verdict =
  | {
      readonly kind: 'graded';
      /** [5], of the grades 0 to 4; they sum to 1. */
      readonly probabilities: readonly number[];
      /** In the judge's words; null when it gives none. */
      readonly reason: string | null;
    }
  | {
      readonly kind: 'failed';
      /** What was expected and what came. */
      readonly reason: string;
    };

export interface Judge {
  /** Changes whenever the same pair could get another grade: model, policy, prompt. */
  readonly version: string;
  /** The whole text of a document, or what a small model takes of it for one query. */
  readonly reads: 'all' | 'excerpt';
  /** As many inputs as it works on well in one call. */
  readonly batchSize: number;
  /** One verdict an input, in order; never rejects for a single bad answer. */
  readonly grade: (inputs: readonly JudgeInput[]) => Promise<readonly Verdict[]>;
}

/** What rounding in a model may add to or take from a sum of 1. */
const SUM_TOLERANCE = 0.01;

/** The grade with the least expected distance: the median, and of two equals the lower, as the policy asks. */
export function gradeOf(probabilities: readonly number[]): number {
  let below = 0;
  for (const grade of GRADES) {
    below += probabilities[grade] ?? 0;
    if (below >= 0.5) return grade;
  }
  return GRADES.length - 1;
}

/** A verdict from what a model gave for one pair; failed when that is no distribution over the grades. */
export function verdictOf(probabilities: readonly number[]): Verdict {
  const sum = probabilities.reduce((total, value) => total + value, 0);
  const isDistribution =
    probabilities.length === GRADES.length &&
    probabilities.every((value) => value >= 0) &&
    Math.abs(sum - 1) <= SUM_TOLERANCE;
  if (isDistribution) return { kind: 'graded', probabilities, reason: null };
  const came = probabilities.map((value) => value.toPrecision(3)).join(', ');
  return { kind: 'failed', reason: `expected ${GRADES.length} probabilities that sum to 1, got [${came}]` };
}
