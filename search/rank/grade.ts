/** Which grade of the product policy a score of the ranker stands for, and whether that makes a document relevant. */
import { expectedGrade, type Manifest } from '../../models/manifest.ts';

/** contracts.md: relevant is 3 or 4. */
export const RELEVANT_GRADE = 3;
/** Below it an expected grade is no better than related: halfway between that grade, 2, and relevant. */
export const CLOSE_GRADE = 2.5;

/** `score`: calibrated p_yes, 0..1. A whole grade, 0..4. */
export function gradeOf(manifest: Manifest, score: number): number {
  return Math.round(expectedGrade(manifest, score));
}

export const isRelevant = (grade: number): boolean => grade >= RELEVANT_GRADE;
