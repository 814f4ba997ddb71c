/** The counterfactual view of a change: logged candidate lists, put in order by the ranker that serves now. */

import { documentId } from '../ingest/normalise-parts.ts';
import { badInput } from '../runtime/errors.ts';
import type { SearchContext } from '../search/context.ts';
import { startExecution } from '../search/execution.ts';
import { plainRequest } from '../search/plain-request.ts';
import { rankMatches } from '../search/rank/rank-matches.ts';
import type { Candidate } from '../search/retrieve/candidate.ts';
import { understand } from '../search/understand/understand.ts';
import type { Vertical } from '../stores/documents.ts';
import type { IndexSnapshot } from '../stores/index-snapshots.ts';
import type { EvaluationQuery, RunRow } from './files.ts';
import type { StageAnswer } from './measure.ts';
import { answerBy, keyAt, refuseDegraded, type Scored, type StageSettings } from './stages.ts';

/** Every document of a measurement comes from this source; with the id of the input file it makes the document id. */
export const EVALUATION_SOURCE = 'evaluation';

/**
 * The logged documents of one query in today's order. The logged scores are the retrieval part of the rank score, so the
 * list has to be one of stage `fused`. Throws BAD_USER_INPUT for a document that the corpus does not have.
 */
export async function rerank(
  query: EvaluationQuery,
  logged: readonly RunRow[],
  settings: StageSettings,
): Promise<StageAnswer> {
  return answerBy((context) => reranked(query, logged, settings.vertical, context), settings);
}

async function reranked(
  { qid, text }: EvaluationQuery,
  logged: readonly RunRow[],
  vertical: Vertical,
  context: SearchContext,
): Promise<readonly Scored[]> {
  const snapshot = context.services.indexes.current(vertical);
  const request = plainRequest(vertical, text, 1);
  const understood = await understand(request, snapshot, context);
  const candidates = logged.map((row) => candidateOf(row, qid, snapshot));
  const ranking = await rankMatches(understood, request, { candidates }, snapshot, startExecution(context));
  refuseDegraded(text, ranking.reasons);
  return ranking.candidates.map(({ position, rankScore }, index) => ({
    ...keyAt(snapshot, position),
    score: rankScore ?? -index,
  }));
}

function candidateOf({ documentId: externalId, score }: RunRow, qid: string, snapshot: IndexSnapshot): Candidate {
  const position = snapshot.positionOf(documentId(snapshot.vertical, EVALUATION_SOURCE, externalId));
  if (position !== undefined) return { position, score };
  throw badInput(
    `expected candidates of this corpus, got document ${externalId} of query ${qid}, which the ${snapshot.vertical} do not have; name the corpus that the list was logged with`,
  );
}
