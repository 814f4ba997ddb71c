/** Has the first candidates read by the ranker, as deep as there is time for, and sorts them by what it says. */
import type { BatchTimes } from '../../gpu-workers/pools.ts';
import { shareOf } from '../../runtime/deadline.ts';
import type { DocumentKey } from '../../stores/documents.ts';
import type { IndexSnapshot } from '../../stores/index-snapshots.ts';
import type { Execution } from '../execution.ts';
import type { Candidate } from '../retrieve/candidate.ts';
import { compareText } from '../retrieve/sort.ts';
import type { DegradationReason } from '../types.ts';
import { chooseDepth } from './choose-depth.ts';
import { DEPTH_LIMITS, type DepthPlan, endDepth, planDepth } from './depth-controller.ts';
import type { PairScore } from './pair-score.ts';
import { lookUpScores, scoreScope } from './score-cache.ts';
import { scoreLoader } from './score-loader.ts';

export interface RankedCandidate extends Candidate {
  /** p_yes 0..1; null when the ranker did not read it. */
  readonly relevance: number | null;
  /** What the ranked part is sorted by; null like `relevance`. */
  readonly rankScore: number | null;
  readonly isCached: boolean;
}

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

/** The rest of the time belongs to the page: record, snippets, reasons. */
const RANK_SHARE = 0.75;

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
  const scope = scoreScope(query, execution);
  const window = candidates.slice(0, execution.fixedDepth ?? DEPTH_LIMITS.maximum);
  const documents = window.map(({ position }) => documentKey(position, snapshot));
  const cache = await lookUpScores(scope, documents, execution);
  const plan = planNow(execution);
  const depth =
    execution.fixedDepth ??
    chooseDepth(
      cache.scores.map((scores) => scores !== null),
      plan.freshItems,
      DEPTH_LIMITS.minimum,
    );
  const scores = cache.scores.slice(0, depth).map(fromCache);
  const fresh = [...scores.keys()].filter((index) => scores[index] === null);
  countLookUps(scores.length - fresh.length, fresh.length, execution);
  // A search that needs no ranker is no demand on it.
  if (fresh.length > 0) execution.services.memory.depth.state = plan.state;
  const outcomes = await scoreFresh(
    query,
    scope,
    fresh.map((index) => documents[index]),
    execution,
  );
  fresh.forEach((index, at) => {
    scores[index] = outcomes[at] ?? null;
  });
  learn(outcomes, execution);
  const reasons = [...outcomes.flatMap(reasonOf), ...(cache.isAvailable ? [] : (['CACHE_UNAVAILABLE'] as const))];
  return {
    candidates: ordered(candidates, scores, snapshot),
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
function planNow({ services, deadline }: Execution): DepthPlan {
  const { queuedItems, itemsPerSecond } = services.pools.load('slm');
  const { depth } = services.memory;
  return planDepth(depth.state, {
    nowMs: services.clock.nowMs(),
    remainingMs: deadline.remainingMs(),
    queuedItems: queuedItems + depth.plannedItems,
    itemsPerSecond,
  });
}

async function scoreFresh(
  query: string,
  scope: string,
  documents: readonly (DocumentKey | undefined)[],
  execution: Execution,
): Promise<readonly PairScore[]> {
  if (documents.length === 0) return [];
  if (!execution.services.pools.load('slm').isAvailable)
    return documents.map(() => ({ kind: 'missed', reason: 'worker' }));
  const deadline = shareOf(execution.deadline, RANK_SHARE);
  const pairs = documents.flatMap((document) => (document === undefined ? [] : [{ scope, query, document, deadline }]));
  const outcomes = await scoreLoader(execution).loadMany(pairs);
  return outcomes.map((outcome) => {
    if (outcome instanceof Error) throw outcome;
    return outcome;
  });
}

function countLookUps(hits: number, misses: number, { services }: Execution): void {
  services.metrics.scoreCacheRequests.inc({ result: 'hit' }, hits);
  services.metrics.scoreCacheRequests.inc({ result: 'miss' }, misses);
}

/** A lost worker says nothing about how much fits the deadline; a missed deadline does. */
function learn(outcomes: readonly PairScore[], { services }: Execution): void {
  const { depth } = services.memory;
  const missed = outcomes.flatMap((outcome) => (outcome.kind === 'missed' ? [outcome.reason] : []));
  const isIgnored = outcomes.length === 0 || missed.includes('worker');
  depth.state = endDepth(depth.state, isIgnored ? 'ignored' : missed.includes('deadline') ? 'dropped' : 'success');
}

function reasonOf(outcome: PairScore): readonly DegradationReason[] {
  if (outcome.kind === 'scored') return [];
  return [outcome.reason === 'deadline' ? 'DEADLINE' : 'RANKER_UNAVAILABLE'];
}

/**
 * The ranker sees 96 tokens of a pair; retrieval knows what was understood and the whole text. Measured on dev (nDCG@10 of
 * the judged lists, jobs and people): share 0 gives .829 and .874, 0.5 gives .844 and .886, 2 gives .835 and .871.
 */
const RETRIEVAL_SHARE = 0.5;

/** `scores` belong to the first candidates; equal ones keep document ids in order, so that a page never flickers. */
function ordered(
  candidates: readonly Candidate[],
  scores: readonly (PairScore | null)[],
  snapshot: IndexSnapshot,
): readonly RankedCandidate[] {
  const read: (RankedCandidate & { readonly rankScore: number })[] = [];
  const others: Candidate[] = [];
  for (const [index, candidate] of candidates.entries()) {
    const score = scores[index];
    if (score?.kind === 'scored') {
      const relevance = score.scores[0] ?? 0;
      const rankScore = relevance + RETRIEVAL_SHARE * candidate.score;
      read.push({ ...candidate, relevance, rankScore, isCached: score.isCached });
    } else {
      others.push(candidate);
    }
  }
  const idOf = ({ position }: Candidate): string => snapshot.ids[position] ?? '';
  read.sort((a, b) => b.rankScore - a.rankScore || compareText(idOf(a), idOf(b)));
  return [...read, ...unread(others)];
}

function unread(candidates: readonly Candidate[]): readonly RankedCandidate[] {
  return candidates.map((candidate) => ({ ...candidate, relevance: null, rankScore: null, isCached: false }));
}

function distinctBatches(outcomes: readonly PairScore[]): readonly BatchTimes[] {
  const batches = outcomes.flatMap((outcome) =>
    outcome.kind === 'scored' && outcome.batch !== null ? [outcome.batch] : [],
  );
  const named = batches.map((batch): [string, BatchTimes] => [JSON.stringify(batch), batch]);
  return [...new Map(named).values()];
}
