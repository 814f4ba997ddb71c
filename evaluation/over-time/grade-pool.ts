/** From pooled results to the pairs that a judge grades, and back to queries with their grades. */

import type { TandemDocument } from '../../stores/documents.ts';
import type { GradablePair, Graded } from '../judge/grade-pairs.ts';
import type { PooledQuery } from './pool-results.ts';
import type { GradedQuery } from './stratum-rows.ts';

/** `documentText` is what the judge reads of a document for a query. */
export function pairsToGrade(
  pooled: readonly PooledQuery[],
  documentText: (document: TandemDocument, query: string) => string,
): readonly GradablePair[] {
  return pooled.flatMap(({ query, documents }) =>
    documents.map((document) => ({
      qid: query.qid,
      documentId: document.externalId,
      input: { query: query.text, document: documentText(document, query.text) },
    })),
  );
}

/** A pair that the judge could not grade is absent from `graded`, and then from the grades of its query. */
export function withGrades(
  pooled: readonly PooledQuery[],
  graded: readonly Graded<GradablePair>[],
): readonly GradedQuery[] {
  const byQuery = new Map<string, Map<string, number>>();
  for (const { qid, documentId, judge } of graded) {
    const ofQuery = byQuery.get(qid) ?? new Map<string, number>();
    byQuery.set(qid, ofQuery.set(documentId, judge));
  }
  return pooled.map((pool) => ({ ...pool, grades: byQuery.get(pool.query.qid) ?? new Map() }));
}
