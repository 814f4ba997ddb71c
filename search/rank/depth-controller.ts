/** Decides how many candidates a search may send to the ranker: arithmetic on queue, rate, deadline and demand. */

export interface DepthLimits {
  readonly minimum: number;
  readonly maximum: number;
}

/** serving.md: with full text at least 20, at most 250; a slow machine plans less, never nothing. */
export const DEPTH_LIMITS: DepthLimits = { minimum: 20, maximum: 250 };

/** What a ranker is planned with: the packed one is 75 times as fast, and reads at least half of what it may read. */
export const DEPTH_OF: Readonly<
  Record<'packed' | 'full-text', { readonly limits: DepthLimits; readonly assumedItemsPerSecond: number }>
> = {
  // Before the first measurement: slow enough for a busy laptop, whose first batches are its slowest.
  'full-text': { limits: DEPTH_LIMITS, assumedItemsPerSecond: 50 },
  packed: { limits: { minimum: 130, maximum: DEPTH_LIMITS.maximum }, assumedItemsPerSecond: 1_000 },
};

/** How a planned ranking ended: reached, needed no ranker, or was cut by the deadline or a lost worker. */
export type DepthEnding = 'success' | 'ignored' | 'dropped';

/** Remembered between searches; times are milliseconds of one monotonic clock. */
export interface DepthState {
  /** Share of the computed depth that is used, 0..1: falls when plans are missed, grows back slowly. */
  readonly trust: number;
  /** Depth of the search before, null at the start. */
  readonly lastDepth: number | null;
  readonly lastArrivalMs: number | null;
  /** Smoothed time between two searches that need the ranker; null before the second. */
  readonly gapMs: number | null;
}

export interface DepthInputs {
  readonly nowMs: number;
  /** Time that the caller still waits. */
  readonly remainingMs: number;
  /** Items waiting, being computed, or planned and not yet queued. */
  readonly queuedItems: number;
  /** Measured while busy, or assumed before the first batch. */
  readonly itemsPerSecond: number;
}

export interface DepthPlan {
  readonly freshItems: number;
  /** True when even the fewest items could not be reached in time: sending them would only make others late. */
  readonly isShed: boolean;
  readonly reason: string;
  readonly state: DepthState;
}

export const INITIAL_DEPTH_STATE: DepthState = { trust: 1, lastDepth: null, lastArrivalMs: null, gapMs: null };

/** The plan is what fits half the deadline, so that a rate half as good still meets it. */
const DEADLINE_SHARE = 0.5;
/** A queue that takes more than this share of the deadline is hopeless: `score-fresh.ts` waits for .75 of it. */
const HOPELESS_SHARE = 0.7;
/** Arrivals are never regular: of M/M/1 queues rho / (1 - rho) searches wait on average, so one is allowed to once there is a queue. */
const UTILISATION_QUEUED = 0.5;
/** Who finds no queue may use more: one client that asks one search after the other would else talk itself down to the least. */
const UTILISATION_IDLE = 0.85;
/** Weight of the newest gap: a shorter one is believed sooner, because a queue that was let grow stays. */
const GAP_SMOOTHING = { shorter: 0.6, longer: 0.2 } as const;
/** A pause longer than this says that the burst is over; it counts as this long. */
const LONGEST_GAP_MS = 4_000;
/** Slew limit upwards: a third more and ten. Downwards there is none, because a queue is there already. */
const RISE_FACTOR = 4 / 3;
const RISE_ITEMS = 10;
/** Hysteresis: changes smaller than this share are noise. */
const DEAD_BAND = 0.1;
const TRUST_LOSS = 0.6;
const TRUST_GAIN = 0.05;

/** The number of items that one search may have scored now, and the state that the next search starts from. */
export function planDepth(state: DepthState, inputs: DepthInputs, limits: DepthLimits = DEPTH_LIMITS): DepthPlan {
  const gapMs = smoothedGap(state, inputs.nowMs);
  const measuredRate = inputs.itemsPerSecond;
  const rate = measuredRate * state.trust;
  const byDeadline = (rate * inputs.remainingMs * DEADLINE_SHARE) / 1_000 - inputs.queuedItems;
  const utilisation = inputs.queuedItems === 0 ? UTILISATION_IDLE : UTILISATION_QUEUED;
  const byDemand = gapMs === null ? Number.POSITIVE_INFINITY : (rate * utilisation * gapMs) / 1_000;
  const wanted = Math.min(byDeadline, byDemand, limits.maximum);
  const steady = withoutJumps(wanted, state.lastDepth, wanted === limits.maximum ? 0 : byDeadline);
  const freshItems = Math.round(Math.min(limits.maximum, Math.max(limits.minimum, steady)));
  const reason = `${reasonOf(freshItems, byDeadline, byDemand, limits)}: ${Math.round(rate)} items/s, ${inputs.queuedItems} queued, ${Math.round(inputs.remainingMs)} ms left`;
  // A short queue is always tried, so that a pool that recovers is noticed.
  const isShed =
    inputs.queuedItems >= limits.minimum &&
    inputs.queuedItems + limits.minimum > (measuredRate * inputs.remainingMs * HOPELESS_SHARE) / 1_000;
  return { freshItems, isShed, reason, state: { ...state, gapMs, lastArrivalMs: inputs.nowMs, lastDepth: freshItems } };
}

/** What is learned from the end of a ranking. */
export function endDepth(state: DepthState, ending: DepthEnding): DepthState {
  if (ending === 'ignored') return state;
  const trust = ending === 'success' ? Math.min(1, state.trust + TRUST_GAIN) : state.trust * TRUST_LOSS;
  return { ...state, trust: Math.max(0.1, trust) };
}

function smoothedGap(state: DepthState, nowMs: number): number | null {
  if (state.lastArrivalMs === null) return null;
  const gap = Math.min(LONGEST_GAP_MS, Math.max(0, nowMs - state.lastArrivalMs));
  if (state.gapMs === null) return gap;
  // A long pause is believed at once; it cannot be a part of the burst that came before.
  if (gap > state.gapMs * 4) return gap;
  const weight = gap < state.gapMs ? GAP_SMOOTHING.shorter : GAP_SMOOTHING.longer;
  return state.gapMs + weight * (gap - state.gapMs);
}

/** The last depth is kept when it is near enough and not above the ceiling. */
function withoutJumps(wanted: number, last: number | null, ceiling: number): number {
  if (last === null) return wanted;
  const isNoise = Math.abs(wanted - last) <= last * DEAD_BAND && last <= ceiling;
  return isNoise ? last : Math.min(wanted, last * RISE_FACTOR + RISE_ITEMS);
}

function reasonOf(depth: number, byDeadline: number, byDemand: number, limits: DepthLimits): string {
  if (depth >= limits.maximum) return 'all that may be ranked';
  if (depth <= limits.minimum) return 'the least that is ranked';
  return byDeadline < byDemand ? 'fits half the deadline' : 'keeps up with demand';
}
