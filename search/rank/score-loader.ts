/** Joins the pairs that one request wants scored in one tick, shares pairs that another request is waiting for, and asks `slm`. */
import DataLoader from 'dataloader';
import type { ScoreOutcome } from '../../gpu-workers/pools.ts';
import type { Deadline } from '../../runtime/deadline.ts';
import type { DocumentKey } from '../../stores/documents.ts';
import { decodeHalfs, encodeHalfs } from '../../stores/half-floats.ts';
import type { SearchContext } from '../context.ts';
import type { PairScore } from './pair-score.ts';
import { rankerTexts } from './ranker-texts.ts';
import { keepScores } from './score-cache.ts';

export interface Pair {
  /** From `scoreScope`; pairs of one scope have one query. */
  readonly scope: string;
  readonly query: string;
  readonly document: DocumentKey;
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

async function scorePairs(pairs: readonly Pair[], context: SearchContext): Promise<readonly PairScore[]> {
  const { runningScores } = context.services.memory;
  const fresh = pairs.filter((pair) => !runningScores.has(nameOf(pair)));
  for (const scope of new Set(fresh.map((pair) => pair.scope))) {
    startScoring(
      fresh.filter((pair) => pair.scope === scope),
      context,
    );
  }
  return Promise.all(pairs.map((pair) => runningScores.get(nameOf(pair)) ?? MISSED));
}

const MISSED: PairScore = { kind: 'missed', reason: 'worker' };

/** Registers every pair before anything is awaited, so that no other request starts it again. */
function startScoring(pairs: readonly Pair[], context: SearchContext): void {
  const { runningScores, depth } = context.services.memory;
  depth.plannedItems += pairs.length;
  const outcomes = scoreScopePairs(pairs, context);
  pairs.forEach((pair, index) => {
    const score = outcomes.then((scores) => scores[index] ?? MISSED).finally(() => runningScores.delete(nameOf(pair)));
    runningScores.set(nameOf(pair), score);
  });
}

async function scoreScopePairs(pairs: readonly Pair[], context: SearchContext): Promise<readonly PairScore[]> {
  const [first] = pairs;
  if (first === undefined) return [];
  const texts = await textsOf(first.query, pairs, context);
  const present = texts.flatMap((text, index) => (text === null ? [] : [{ text, index }]));
  const options = { deadline: first.deadline, lane: 'interactive', requestId: context.requestId } as const;
  const outcomes = await context.services.pools.score(
    first.query,
    present.map(({ text }) => text),
    options,
  );
  const scores: PairScore[] = pairs.map(() => ({ kind: 'missed', reason: 'refused' }));
  present.forEach(({ index }, at) => {
    scores[index] = pairScore(outcomes[at]);
  });
  keepScores(first.scope, scored(pairs, scores), context);
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
