/** Sends the pairs that the cache lacks to the ranker, when there is one and it can answer in time. */
import { shareOf } from '../../runtime/deadline.ts';
import type { Execution } from '../execution.ts';
import { whenOver } from '../in-time.ts';
import type { PairScore } from './pair-score.ts';
import { type DepthPlan, endDepth } from './plan-depth.ts';
import { type PlacedDocument, type Reading, scoreLoader } from './score-loader.ts';

/** The rest of the time belongs to the page: record, snippets, reasons. */
const RANK_SHARE = 0.75;
/** A little later than the pool's own deadline, which hands over what is scored by then. */
const PATIENCE_SHARE = 0.85;

/** One outcome a document, in order; what became of the plan is remembered for the next one. */
export async function scoreFresh(
  reading: Reading,
  documents: readonly PlacedDocument[],
  plan: DepthPlan,
  execution: Execution,
): Promise<readonly PairScore[]> {
  if (documents.length === 0) return [];
  const { memory, pools } = execution.services;
  // Only a search that needs the ranker is a demand on it.
  memory.depth.state = plan.state;
  if (!pools.load('slm').isAvailable) return documents.map(() => ({ kind: 'missed', reason: 'worker' }));
  if (plan.isShed && execution.fixedDepth === undefined)
    return documents.map(() => ({ kind: 'missed', reason: 'shed' }));
  const deadline = shareOf(execution.deadline, RANK_SHARE);
  const loader = scoreLoader(execution);
  // Pairs that another request started follow that one's deadline; this search does not wait longer than for its own.
  const patience = shareOf(execution.deadline, PATIENCE_SHARE);
  const late = whenOver<PairScore>(patience, { kind: 'missed', reason: 'deadline' });
  const pairs = documents.map((placed) => ({ ...reading, ...placed, deadline }));
  const scores = await Promise.all(pairs.map((pair) => Promise.race([loader.load(pair), late])));
  learn(scores, plan, execution);
  return scores;
}

/** Fewer items than this share of the plan, because the cache had the others, say nothing about the time that a plan takes. */
const TELLING_SHARE = 0.5;

/** A lost worker or an execution given up before its time says nothing about how much fits the deadline; a missed deadline does. */
function learn(outcomes: readonly PairScore[], plan: DepthPlan, { services, fixedDepth, deadline }: Execution): void {
  const { depth } = services.memory;
  const isCutShort = deadline.signal.aborted && deadline.remainingMs() > 0;
  const missed = outcomes.flatMap((outcome) => (outcome.kind === 'missed' ? [outcome.reason] : []));
  const isTelling = fixedDepth === undefined && outcomes.length >= plan.freshItems * TELLING_SHARE;
  const isIgnored = !isTelling || isCutShort || missed.includes('worker') || missed.includes('caller');
  const ending = isIgnored ? 'ignored' : missed.includes('deadline') ? 'dropped' : 'success';
  depth.state = endDepth(depth.state, ending, plan, services.clock.nowMs());
}
