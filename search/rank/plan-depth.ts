/** Decides how many candidates a search may send to the ranker: the controller's depth, cut to what the queue and the deadline leave room for. */

import type { Ending } from '../../runtime/ending.ts';
import {
  type ControlState,
  controlDepth,
  type DepthLimits,
  depthCeiling,
  INITIAL_CONTROL,
} from './depth-controller.ts';

/** serving.md: with full text at least 20, at most 250; a slow machine plans less, never nothing. */
export const DEPTH_LIMITS: DepthLimits = { minimum: 20, maximum: 250 };

interface RankerDepth {
  readonly limits: DepthLimits;
  readonly assumedItemsPerSecond: number;
  /** False: ranking may take half the deadline; no depth would meet the target of a page. */
  readonly hasTarget: boolean;
}

/** What a ranker is planned with: the packed one is 75 times as fast, and reads at least half of what it may read. */
export const DEPTH_OF: Readonly<Record<'packed' | 'full-text', RankerDepth>> = {
  // Before the first measurement: slow enough for a busy laptop, whose first batches are its slowest.
  'full-text': { limits: DEPTH_LIMITS, assumedItemsPerSecond: 50, hasTarget: false },
  packed: { limits: { minimum: 130, maximum: DEPTH_LIMITS.maximum }, assumedItemsPerSecond: 1_000, hasTarget: true },
};

/** Remembered between searches; times are milliseconds of one monotonic clock. */
export interface DepthState {
  /** Share of the computed depth that is used, 0..1: falls when plans are missed, grows back slowly. */
  readonly trust: number;
  /** Depth of the search before, null at the start. */
  readonly lastDepth: number | null;
  readonly control: ControlState;
}

export interface DepthInputs {
  readonly nowMs: number;
  /** Time that the caller still waits. */
  readonly remainingMs: number;
  /** Items waiting, being computed, or planned and not yet queued. */
  readonly queuedItems: number;
  /** Measured while busy, or assumed before the first batch. */
  readonly itemsPerSecond: number;
  /** p95 that rankings may take; null means half of `remainingMs`. */
  readonly targetMs: number | null;
}

export interface DepthPlan {
  readonly freshItems: number;
  /** True when even the fewest items could not be reached in time: sending them would only make others late. */
  readonly isShed: boolean;
  readonly reason: string;
  /** The target that its time is measured against. */
  readonly targetMs: number;
  readonly startedMs: number;
  readonly state: DepthState;
}

export const INITIAL_DEPTH_STATE: DepthState = { trust: 1, lastDepth: null, control: INITIAL_CONTROL };

/** The plan is what fits half the deadline, so that a rate half as good still meets it. */
const DEADLINE_SHARE = 0.5;
/** A queue that takes more than this share of the deadline is hopeless: `score-fresh.ts` waits for .75 of it. */
const HOPELESS_SHARE = 0.7;
/** Slew limit upwards: a third more and ten. Downwards there is none, because a queue is there already. */
const RISE_FACTOR = 4 / 3;
const RISE_ITEMS = 10;
/** Hysteresis: changes smaller than this share are noise. */
const DEAD_BAND = 0.1;
const TRUST_LOSS = 0.6;
const TRUST_GAIN = 0.05;

/** The number of items that one search may have scored now, and the state that the next search starts from. */
export function planDepth(state: DepthState, inputs: DepthInputs, limits: DepthLimits = DEPTH_LIMITS): DepthPlan {
  const { nowMs, remainingMs, queuedItems, itemsPerSecond } = inputs;
  const rate = itemsPerSecond * state.trust;
  const targetMs = inputs.targetMs ?? remainingMs * DEADLINE_SHARE;
  const roomIn = (ms: number): number => (rate * ms) / 1_000 - queuedItems;
  const byDeadline = roomIn(remainingMs * DEADLINE_SHARE);
  // Who finds no queue is alone: its time is the machine's, which the controller sees, and no other search waits for it.
  const byQueue = queuedItems === 0 ? Number.POSITIVE_INFINITY : roomIn(targetMs);
  const byControl = depthCeiling(state.control, nowMs, limits);
  const room = Math.min(byDeadline, byQueue);
  const wanted = Math.min(room, byControl);
  const steady = withoutJumps(wanted, state.lastDepth, wanted === limits.maximum ? 0 : Math.min(byDeadline, byControl));
  const freshItems = Math.round(Math.min(limits.maximum, Math.max(limits.minimum, steady)));
  const why = reasonOf(freshItems, room, byControl, limits);
  const reason = `${why}: ${Math.round(rate)} items/s, ${queuedItems} queued, ${Math.round(remainingMs)} ms left`;
  // A short queue is always tried, so that a pool that recovers is noticed.
  const isShed =
    queuedItems >= limits.minimum &&
    queuedItems + limits.minimum > (itemsPerSecond * remainingMs * HOPELESS_SHARE) / 1_000;
  return { freshItems, isShed, reason, targetMs, startedMs: nowMs, state: { ...state, lastDepth: freshItems } };
}

/** What is learned from the end of a ranking: from any that used the ranker its time, from a missed plan less trust. */
export function endDepth(state: DepthState, ending: Ending, plan: DepthPlan, nowMs: number): DepthState {
  if (ending === 'ignored') return state;
  const trust = ending === 'success' ? Math.min(1, state.trust + TRUST_GAIN) : state.trust * TRUST_LOSS;
  const time = { atMs: nowMs, latencyMs: nowMs - plan.startedMs };
  return { ...state, trust: Math.max(0.1, trust), control: controlDepth(state.control, time, plan.targetMs) };
}

/** The last depth is kept when it is near enough and not above the ceiling. */
function withoutJumps(wanted: number, last: number | null, ceiling: number): number {
  if (last === null) return wanted;
  const isNoise = Math.abs(wanted - last) <= last * DEAD_BAND && last <= ceiling;
  return isNoise ? last : Math.min(wanted, last * RISE_FACTOR + RISE_ITEMS);
}

function reasonOf(depth: number, room: number, byControl: number, limits: DepthLimits): string {
  if (depth >= limits.maximum) return 'all that may be ranked';
  if (depth <= limits.minimum) return 'the least that is ranked';
  return room < byControl ? 'fits behind what waits' : 'keeps p95 at its target';
}
