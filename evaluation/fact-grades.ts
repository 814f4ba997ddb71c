/** What a judge said of each fact that reasons state of a document: kept under the fact's id, counted by verdict. */

import { stableId } from '../runtime/ids.ts';
import type { MatchReason } from '../search/types.ts';
import type { ExplainedPair } from './explained.ts';
import type { Grades } from './metrics.ts';

export type Verdict = 'met' | 'broken' | 'unknown';

export function verdictOf({ satisfied, isOpen }: MatchReason): Verdict {
  if (satisfied) return 'met';
  return isOpen ? 'unknown' : 'broken';
}

/** Changes with the sentence or its verdict, so that a grade never passes to another fact; tells nothing of the text. */
export function factId(reason: MatchReason): string {
  return stableId(reason.text, verdictOf(reason)).slice(0, 8);
}

/** Of the file of grades: query and document as one name, which `readJudgments` takes for a query. */
export const pairName = (qid: string, documentId: string): string => `${qid}/${documentId}`;

interface FactCount {
  readonly agreeing: number;
  readonly graded: number;
  /** Facts that nobody has read. */
  readonly ungraded: number;
}

const NONE: FactCount = { agreeing: 0, graded: 0, ungraded: 0 };

/** `grades`: pair name to fact id to 1 (agrees with the document) or 0. */
export function countFacts(
  pairs: readonly Pick<ExplainedPair, 'qid' | 'document' | 'explanation'>[],
  grades: ReadonlyMap<string, Grades>,
): Readonly<Record<Verdict, FactCount>> {
  const counts: Record<Verdict, FactCount> = { met: NONE, broken: NONE, unknown: NONE };
  for (const { qid, document, explanation } of pairs) {
    const known = grades.get(pairName(qid, document.externalId));
    for (const reason of explanation.reasons) {
      const [verdict, grade] = [verdictOf(reason), known?.get(factId(reason))];
      counts[verdict] = added(counts[verdict], grade);
    }
  }
  return counts;
}

function added({ agreeing, graded, ungraded }: FactCount, grade: number | undefined): FactCount {
  if (grade === undefined) return { agreeing, graded, ungraded: ungraded + 1 };
  return { agreeing: agreeing + Math.min(1, grade), graded: graded + 1, ungraded };
}
