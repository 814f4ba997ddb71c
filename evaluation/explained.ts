/** Pairs of dev with what a result list says of them: passages and reasons, for rules and judges to read. */

import type { SearchServices } from '../search/context.ts';
import { documentAt } from '../search/documents.ts';
import { openedMatch } from '../search/matches.ts';
import { plainRequest } from '../search/plain-request.ts';
import { explanationOf } from '../search/present/explanation.ts';
import { snippetsOf } from '../search/present/snippets.ts';
import { runSearch } from '../search/search.ts';
import type { MatchExplanation, Snippet } from '../search/types.ts';
import type { TandemDocument, Vertical } from '../stores/documents.ts';
import type { EvaluationQuery } from './files.ts';
import { measurementContext } from './measurement-context.ts';
import type { Grades } from './metrics.ts';

export interface ExplainedPair {
  readonly qid: string;
  readonly query: string;
  readonly document: TandemDocument;
  /** Whole, as a judge reads it. */
  readonly documentText: string;
  readonly grade: number;
  readonly snippets: readonly Snippet[];
  readonly explanation: MatchExplanation;
}

export interface ExplainSettings {
  readonly services: SearchServices;
  readonly vertical: Vertical;
  readonly deadlineMs: number;
  /** A document as a judge reads it. */
  readonly judgeText: (document: TandemDocument, query: string) => string;
}

/** Of a page that is read in full. */
const ROWS = 100;
const SNIPPETS = 2;

/** The judged documents among the first hundred of the query's page. */
export async function explainedPairs(
  { qid, text }: EvaluationQuery,
  grades: Grades,
  { services, vertical, deadlineMs, judgeText }: ExplainSettings,
): Promise<readonly ExplainedPair[]> {
  const context = measurementContext(services, deadlineMs, 'interactive');
  const { edges } = await runSearch(plainRequest(vertical, text, ROWS), context);
  const pairs = await Promise.all(
    edges.map(async ({ matchId }): Promise<readonly ExplainedPair[]> => {
      const match = await openedMatch(matchId, context);
      const document = match && (await documentAt(match.document.id, match.document.version, context));
      const grade = document === null ? undefined : grades.get(document.externalId);
      if (document === null || grade === undefined) return [];
      const snippets = (await snippetsOf(matchId, SNIPPETS, context)) ?? [];
      const explanation = await explanationOf(matchId, context);
      if (explanation === null) return [];
      const documentText = judgeText(document, text);
      return [{ qid, query: text, document, documentText, grade, snippets, explanation }];
    }),
  );
  return pairs.flat();
}
