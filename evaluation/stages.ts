/** What each stage of a search answers alone: keywords, embeddings, both fused, and the ranked page. */

import { deadlineIn } from '../runtime/deadline.ts';
import { randomId } from '../runtime/ids.ts';
import type { SearchContext, SearchServices } from '../search/context.ts';
import { startExecution } from '../search/execution.ts';
import { plainRequest } from '../search/plain-request.ts';
import { searchRecordOf } from '../search/records.ts';
import { keywordEvidence } from '../search/retrieve/keyword.ts';
import { retrieve } from '../search/retrieve/retrieve.ts';
import { openMeaning } from '../search/retrieve/semantic.ts';
import { runSearch } from '../search/search.ts';
import { understand } from '../search/understand/understand.ts';
import type { DocumentKey, Vertical } from '../stores/documents.ts';
import type { IndexSnapshot } from '../stores/index-snapshots.ts';
import type { EvaluationQuery } from './files.ts';
import type { StageAnswer } from './measure.ts';

export const STAGES = ['keyword', 'retrieval', 'fused', 'ranked'] as const;
export type Stage = (typeof STAGES)[number];

export interface StageSettings {
  readonly services: SearchServices;
  readonly vertical: Vertical;
  /** Candidates that the ranker reads. */
  readonly depth: number;
  /** Long, because a measurement asks for quality and not for speed. */
  readonly deadlineMs: number;
}

const ROWS = 100;

/** A document with the score by which its stage orders it. */
interface Scored extends DocumentKey {
  readonly score: number;
}

/** Answers one query with the code that serves; the ids are those of the input file. */
export async function answerOf(stage: Stage, query: EvaluationQuery, settings: StageSettings): Promise<StageAnswer> {
  const context = contextOf(settings);
  const scoredBefore = await itemsScored(settings.services);
  const found =
    stage === 'ranked' ? await rankedPage(query, settings, context) : await retrieved(stage, query, settings, context);
  const documents = await settings.services.documents.getMany(found);
  const rows = documents.flatMap((document, index) =>
    document === null ? [] : [{ documentId: document.externalId, score: found[index]?.score ?? 0 }],
  );
  return { rows, itemsScored: (await itemsScored(settings.services)) - scoredBefore };
}

function contextOf({ services, depth, deadlineMs }: StageSettings): SearchContext {
  return {
    services,
    deadline: deadlineIn(deadlineMs),
    requestId: randomId(),
    caller: { id: 'measurement', tenant: 'default', scopes: [] },
    memo: new Map(),
    fixedDepth: depth,
  };
}

async function rankedPage(
  { text }: EvaluationQuery,
  { vertical }: StageSettings,
  context: SearchContext,
): Promise<readonly Scored[]> {
  const page = await runSearch(plainRequest(vertical, text, ROWS), context);
  if (page.coverage.degraded) {
    throw new Error(
      `expected a complete page for "${text}", got one that is degraded by ${page.coverage.reasons.join(', ')}`,
    );
  }
  const record = await searchRecordOf(page.searchId, context);
  return (record?.results ?? []).slice(0, ROWS).map((result, index) => ({
    id: result.documentId,
    version: result.documentVersion,
    score: result.rankScore ?? -index,
  }));
}

async function retrieved(
  stage: Stage,
  { text }: EvaluationQuery,
  { vertical }: StageSettings,
  context: SearchContext,
): Promise<readonly Scored[]> {
  const snapshot = context.services.indexes.current(vertical);
  const execution = startExecution(context);
  const request = plainRequest(vertical, text, ROWS);
  const understood = understand(request, snapshot, context);
  if (stage === 'fused') {
    const { candidates } = await retrieve(understood, request, snapshot, execution);
    return candidates.slice(0, ROWS).map(({ position, score }) => ({ ...keyAt(snapshot, position), score }));
  }
  if (stage === 'keyword') return best(keywordEvidence(understood, snapshot).scores, snapshot);
  const meaning = await openMeaning(understood, snapshot, context.deadline, execution);
  return best((await meaning(null)).cosines ?? new Float32Array(), snapshot);
}

function keyAt(snapshot: IndexSnapshot, position: number): DocumentKey {
  return { id: snapshot.ids[position] ?? '', version: snapshot.documentVersions[position] ?? '' };
}

/** Ties keep the order of positions. */
function best(scores: Float32Array, snapshot: IndexSnapshot): readonly Scored[] {
  return [...scores.keys()]
    .filter((position) => (scores[position] ?? 0) > 0)
    .sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0))
    .slice(0, ROWS)
    .map((position) => ({ ...keyAt(snapshot, position), score: scores[position] ?? 0 }));
}

async function itemsScored({ metrics }: SearchServices): Promise<number> {
  const { values } = await metrics.modelItems.get();
  return values.find((value) => value.labels.task === 'score')?.value ?? 0;
}
