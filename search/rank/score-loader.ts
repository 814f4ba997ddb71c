/** Joins the pairs that one request wants scored in one tick, shares pairs that another request is waiting for, and asks `slm`. */
import DataLoader from 'dataloader';
import type { ScoreOutcome } from '../../gpu-workers/pools.ts';
import type { Deadline } from '../../runtime/deadline.ts';
import { type Lane, lanesAsUrgentAs } from '../../runtime/lane.ts';
import type { DocumentKey } from '../../stores/documents.ts';
import { decodeHalfs, encodeHalfs } from '../../stores/half-floats.ts';
import { type SearchContext, workOptions } from '../context.ts';
import type { PairScore } from './pair-score.ts';
import { rankerTexts } from './ranker-texts.ts';
import type { PackedChoice, RankerChoice } from './rankers.ts';
import { keepScores } from './score-cache.ts';

/** How all documents of one search are read. */
export interface Reading {
  /** From `scoreScope`; pairs of one scope have one query and one ranker. */
  readonly scope: string;
  readonly query: string;
  readonly ranker: RankerChoice;
  readonly indexVersion: string;
}

export interface PlacedDocument {
  readonly document: DocumentKey;
  /** In the index version. */
  readonly position: number;
}

export interface Pair extends Reading, PlacedDocument {
  readonly deadline: Deadline;
}

export type ScoreLoader = DataLoader<Pair, PairScore, string>;

/** The request's own loader: made at its first search. */
export function scoreLoader(context: SearchContext): ScoreLoader {
  const known = context.memo.get('scoreLoader') as ScoreLoader | undefined;
  if (known !== undefined) return known;
  const loader: ScoreLoader = new DataLoader((pairs) => scorePairs(pairs, context), {
    cacheKeyFn: nameOf,
    maxBatchSize: 10_000,
  });
  context.memo.set('scoreLoader', loader);
  return loader;
}

const nameOf = ({ scope, document }: Pair): string => `${scope}\u0000${document.id}\u0000${document.version}`;

/** What one call of the pool takes: one query, one ranker, positions of one index version. */
const groupOf = ({ scope, indexVersion }: Pair): string => `${scope}\u0000${indexVersion}`;

async function scorePairs(pairs: readonly Pair[], context: SearchContext): Promise<readonly PairScore[]> {
  const fresh = pairs.filter((pair) => runningScore(pair, context) === undefined);
  for (const group of new Set(fresh.map(groupOf))) {
    startScoring(
      fresh.filter((pair) => groupOf(pair) === group),
      context,
    );
  }
  return Promise.all(pairs.map((pair) => runningScore(pair, context) ?? MISSED));
}

/** Nobody waits for a pair in a lane that is less urgent than their own: it may not come in time. */
function runningScore(pair: Pair, { lane, services }: SearchContext): Promise<PairScore> | undefined {
  const { runningScores } = services.memory;
  const found = lanesAsUrgentAs(lane).find((each) => runningScores.has(runningName(pair, each)));
  return found && runningScores.get(runningName(pair, found));
}

const runningName = (pair: Pair, lane: Lane): string => `${lane}\u0000${nameOf(pair)}`;

const MISSED: PairScore = { kind: 'missed', reason: 'worker' };

/** Registers every pair before anything is awaited, so that no other request starts it again. */
function startScoring(pairs: readonly Pair[], context: SearchContext): void {
  const { runningScores, depth } = context.services.memory;
  depth.plannedItems += pairs.length;
  const outcomes = scoreGroup(pairs, context);
  pairs.forEach((pair, index) => {
    const name = runningName(pair, context.lane);
    const score = outcomes.then((scores) => scores[index] ?? MISSED).finally(() => runningScores.delete(name));
    runningScores.set(name, score);
  });
}

async function scoreGroup(pairs: readonly Pair[], context: SearchContext): Promise<readonly PairScore[]> {
  const [first] = pairs;
  if (first === undefined) return [];
  const { ranker } = first;
  const scores =
    ranker.kind === 'packed'
      ? await scoreByItems(first, ranker, pairs, context)
      : await scoreByTexts(first, pairs, context);
  keepScores(first.scope, scored(pairs, scores), context);
  return scores;
}

/** The workers have the item vectors: nothing of a document is read here. */
async function scoreByItems(
  { query, indexVersion, deadline }: Pair,
  { slots }: PackedChoice,
  pairs: readonly Pair[],
  context: SearchContext,
): Promise<readonly PairScore[]> {
  const positions = pairs.map(({ position }) => position);
  const outcomes = context.services.pools.scoreItems(
    query,
    { indexVersion, positions, slots },
    workOptions(deadline, context),
  );
  // The pool counts them itself by now.
  context.services.memory.depth.plannedItems -= pairs.length;
  return (await outcomes).map(pairScore);
}

async function scoreByTexts(
  { query, deadline }: Pair,
  pairs: readonly Pair[],
  context: SearchContext,
): Promise<readonly PairScore[]> {
  const texts = await textsOf(query, pairs, context);
  const present = texts.flatMap((text, index) => (text === null ? [] : [{ text, index }]));
  const outcomes = await context.services.pools.score(
    query,
    present.map(({ text }) => text),
    workOptions(deadline, context),
  );
  const scores: PairScore[] = pairs.map(() => ({ kind: 'missed', reason: 'refused' }));
  present.forEach(({ index }, at) => {
    scores[index] = pairScore(outcomes[at]);
  });
  return scores;
}

/** From here on the pool counts the items itself. */
async function textsOf(
  query: string,
  pairs: readonly Pair[],
  context: SearchContext,
): Promise<readonly (string | null)[]> {
  try {
    return await rankerTexts(
      query,
      pairs.map((pair) => pair.document),
      context,
    );
  } finally {
    context.services.memory.depth.plannedItems -= pairs.length;
  }
}

/** Fresh scores are rounded as the store will keep them: the same search must not come in another order when it is repeated. */
function pairScore(outcome: ScoreOutcome | undefined): PairScore {
  if (outcome === undefined) return MISSED;
  if (outcome.kind === 'missed') return outcome;
  return { ...outcome, scores: decodeHalfs(encodeHalfs(outcome.scores)), isCached: false };
}

function scored(
  pairs: readonly Pair[],
  scores: readonly PairScore[],
): readonly { readonly document: DocumentKey; readonly scores: Float32Array }[] {
  return pairs.flatMap(({ document }, index) => {
    const score = scores[index];
    return score?.kind === 'scored' ? [{ document, scores: score.scores }] : [];
  });
}
