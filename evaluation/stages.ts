/** What each stage of a search answers alone: keywords, embeddings, both fused, and the ranked page. */

import type { SearchContext, SearchServices } from '../search/context.ts';
import { startExecution } from '../search/execution.ts';
import { plainRequest } from '../search/plain-request.ts';
import { searchRecordOf } from '../search/records.ts';
import { keywordEvidence } from '../search/retrieve/keyword.ts';
import { retrieve } from '../search/retrieve/retrieve.ts';
import { openMeaning } from '../search/retrieve/semantic.ts';
import { runSearch } from '../search/search.ts';
import type { DegradationReason } from '../search/types.ts';
import { understand } from '../search/understand/understand.ts';
import type { DocumentKey, TandemDocument, Vertical } from '../stores/documents.ts';
import type { IndexSnapshot } from '../stores/index-snapshots.ts';
import type { EvaluationQuery } from './files.ts';
import type { StageAnswer } from './measure.ts';
import { measurementContext } from './measurement-context.ts';

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

/** A run file holds so many documents a query. */
const ROWS = 100;

/** A document with the score by which its stage orders it. */
export interface Scored extends DocumentKey {
  readonly score: number;
}

/** A document that a stage found, best first, with its text. */
export interface Found {
  readonly document: TandemDocument;
  readonly score: number;
}

/** Answers one query with the code that serves; the ids are those of the input file. */
export async function answerOf(stage: Stage, query: EvaluationQuery, settings: StageSettings): Promise<StageAnswer> {
  return answerBy((context) => keysOf(stage, query, settings, context), settings);
}

/** Runs `find` as one request of its own: at most 100 rows, and what the ranker scored for them. */
export async function answerBy(
  find: (context: SearchContext) => Promise<readonly Scored[]>,
  settings: StageSettings,
): Promise<StageAnswer> {
  const scoredBefore = await itemsScored(settings.services);
  const found = await withTexts((await find(contextOf(settings))).slice(0, ROWS), settings.services);
  const rows = found.map(({ document, score }) => ({ documentId: document.externalId, score }));
  return { rows, itemsScored: (await itemsScored(settings.services)) - scoredBefore };
}

/** The first `count` documents of a stage, at most 100. */
export async function foundBy(
  stage: Stage,
  query: EvaluationQuery,
  settings: StageSettings,
  count: number,
): Promise<readonly Found[]> {
  const keys = await keysOf(stage, query, settings, contextOf(settings));
  return withTexts(keys.slice(0, Math.min(count, ROWS)), settings.services);
}

async function withTexts(keys: readonly Scored[], { documents }: SearchServices): Promise<readonly Found[]> {
  const texts = await documents.getMany(keys);
  return texts.flatMap((document, index) => (document === null ? [] : [{ document, score: keys[index]?.score ?? 0 }]));
}

function contextOf({ services, depth, deadlineMs }: StageSettings): SearchContext {
  return { ...measurementContext(services, deadlineMs, 'batch'), fixedDepth: depth };
}

function keysOf(
  stage: Stage,
  query: EvaluationQuery,
  settings: StageSettings,
  context: SearchContext,
): Promise<readonly Scored[]> {
  return stage === 'ranked' ? rankedPage(query, settings, context) : retrieved(stage, query, settings, context);
}

async function rankedPage(
  { text }: EvaluationQuery,
  { vertical }: StageSettings,
  context: SearchContext,
): Promise<readonly Scored[]> {
  const page = await runSearch(plainRequest(vertical, text, ROWS), context);
  refuseDegraded(text, page.coverage.reasons);
  const record = await searchRecordOf(page.searchId, context);
  return (record?.results ?? []).slice(0, ROWS).map((result, index) => ({
    id: result.documentId,
    version: result.documentVersion,
    score: result.rankScore ?? -index,
  }));
}

/** A number of an incomplete page would say something about this machine, not about the search. */
export function refuseDegraded(text: string, reasons: readonly DegradationReason[]): void {
  if (reasons.length === 0) return;
  throw new Error(`expected a complete page for "${text}", got one that is degraded by ${reasons.join(', ')}`);
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
  const understood = await understand(request, snapshot, context);
  if (stage === 'fused') {
    const { candidates } = await retrieve(understood, request, snapshot, execution);
    return candidates.slice(0, ROWS).map(({ position, score }) => ({ ...keyAt(snapshot, position), score }));
  }
  if (stage === 'keyword') return best(keywordEvidence(understood, snapshot, null).scores, snapshot);
  // A name or an id is looked up by its words alone where it is served; here the encoder answers for all texts.
  const meaning = await openMeaning({ ...understood, isExact: false }, snapshot, context.deadline, execution);
  return best((await meaning(null)).cosines ?? new Float32Array(), snapshot);
}

export function keyAt(snapshot: IndexSnapshot, position: number): DocumentKey {
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
