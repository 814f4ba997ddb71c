/** Has the first candidates read by the ranker, as deep as there is time for, and sorts them by what it says. */
import type { BatchTimes } from '../../gpu-workers/pools.ts';
import type { DocumentKey } from '../../stores/documents.ts';
import type { IndexSnapshot } from '../../stores/index-snapshots.ts';
import type { Execution } from '../execution.ts';
import type { Candidate } from '../retrieve/candidate.ts';
import type { DegradationReason } from '../types.ts';
import { createBlend } from './blend.ts';
import { chooseDepth } from './choose-depth.ts';
import { ordered, type RankedCandidate, unread } from './order-candidates.ts';
import type { PairScore } from './pair-score.ts';
import { DEPTH_OF, type DepthPlan, planDepth } from './plan-depth.ts';
import { type RankerChoice, rankerOf } from './rankers.ts';
import { lookUpScores, scoreScope } from './score-cache.ts';
import { scoreFresh } from './score-fresh.ts';

export interface Ranking {
  /** All candidates: those with a score best first, then the others in the order of retrieval. */
  readonly candidates: readonly RankedCandidate[];
  readonly planned: number;
  readonly ranked: number;
  readonly reasons: readonly DegradationReason[];
  readonly depthReason: string;
  readonly cacheHits: number;
  readonly batches: readonly BatchTimes[];
}

/** Nothing is read: browsing, another sort, or a search for a name. */
export function unranked(candidates: readonly Candidate[], depthReason: string): Ranking {
  return { candidates: unread(candidates), planned: 0, ranked: 0, reasons: [], depthReason, cacheHits: 0, batches: [] };
}

/** `query` is what the ranker reads; candidates come best first. */
export async function rank(
  query: string,
  candidates: readonly Candidate[],
  snapshot: IndexSnapshot,
  execution: Execution,
): Promise<Ranking> {
  const { manifest, rankers } = execution.services;
  const ranker = rankerOf(snapshot, rankers);
  const { limits } = DEPTH_OF[ranker.kind];
  const scope = scoreScope(query, ranker, execution);
  const window = candidates.slice(0, execution.fixedDepth ?? limits.maximum);
  const documents = window.map(({ position }) => documentKey(position, snapshot));
  const cache = await lookUpScores(scope, documents, execution);
  const plan = planNow(ranker, execution);
  const depth =
    execution.fixedDepth ??
    chooseDepth(
      cache.scores.map((scores) => scores !== null),
      plan.freshItems,
      limits.minimum,
    );
  const scores = cache.scores.slice(0, depth).map(fromCache);
  const fresh = [...scores.keys()].filter((index) => scores[index] === null);
  countLookUps(scores.length - fresh.length, fresh.length, execution);
  const wanted = fresh.flatMap((index) => {
    const [document, position] = [documents[index], window[index]?.position];
    return document === undefined || position === undefined ? [] : [{ document, position }];
  });
  const outcomes = await scoreFresh({ query, scope, ranker, indexVersion: snapshot.version }, wanted, plan, execution);
  fresh.forEach((index, at) => {
    scores[index] = outcomes[at] ?? null;
  });
  const reasons = [...outcomes.flatMap(reasonOf), ...(cache.isAvailable ? [] : (['CACHE_UNAVAILABLE'] as const))];
  return {
    candidates: ordered(candidates, scores, snapshot, createBlend(manifest, ranker)),
    planned: scores.length,
    ranked: scores.filter((score) => score?.kind === 'scored').length,
    reasons: [...new Set(reasons)],
    depthReason: fresh.length === 0 ? 'all of it was cached' : plan.reason,
    cacheHits: scores.length - fresh.length,
    batches: distinctBatches(outcomes),
  };
}

function documentKey(position: number, snapshot: IndexSnapshot): DocumentKey {
  return { id: snapshot.ids[position] ?? '', version: snapshot.documentVersions[position] ?? '' };
}

function fromCache(scores: Float32Array | null): PairScore | null {
  return scores === null ? null : { kind: 'scored', scores, isCached: true, batch: null };
}

/** The plan is used in the same tick in which the load is read, so that no other search plans with the same room. */
function planNow({ kind }: RankerChoice, { services, deadline }: Execution): DepthPlan {
  const { queuedItems, itemsPerSecond } = services.pools.load('slm', kind);
  const { depth } = services.memory;
  const { limits, assumedItemsPerSecond, hasTarget } = DEPTH_OF[kind];
  const inputs = {
    nowMs: services.clock.nowMs(),
    remainingMs: deadline.remainingMs(),
    queuedItems: queuedItems + depth.plannedItems,
    itemsPerSecond: itemsPerSecond ?? assumedItemsPerSecond,
    targetMs: hasTarget ? depth.targetMs : null,
  };
  return planDepth(depth.state, inputs, limits);
}

function countLookUps(hits: number, misses: number, { services }: Execution): void {
  services.metrics.scoreCacheRequests.inc({ result: 'hit' }, hits);
  services.metrics.scoreCacheRequests.inc({ result: 'miss' }, misses);
}

const REASONS = {
  deadline: 'DEADLINE',
  shed: 'LOAD_SHED',
  worker: 'RANKER_UNAVAILABLE',
  refused: 'RANKER_UNAVAILABLE',
} as const;

function reasonOf(outcome: PairScore): readonly DegradationReason[] {
  // A caller that went away reads no coverage.
  if (outcome.kind === 'scored' || outcome.reason === 'caller') return [];
  return [REASONS[outcome.reason]];
}

function distinctBatches(outcomes: readonly PairScore[]): readonly BatchTimes[] {
  const batches = outcomes.flatMap((outcome) =>
    outcome.kind === 'scored' && outcome.batch !== null ? [outcome.batch] : [],
  );
  const named = batches.map((batch): [string, BatchTimes] => [JSON.stringify(batch), batch]);
  return [...new Map(named).values()];
}
