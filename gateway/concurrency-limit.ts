/**
 * How many searches may run at once: a gradient limit that follows how much longer they take than when little runs.
 *
 *   gradient = TOLERANCE * idle / loaded, within LEAST_GRADIENT..1
 *   limit   += SMOOTHING * (limit * gradient + ALLOWANCE - limit), within 2..maximum
 *
 * `idle` is the smoothed time of searches that found at most a quarter of the limit in use, `loaded` that of all of the
 * newest. At rest limit * (1 - gradient) = ALLOWANCE: so many searches wait inside. The idea is Netflix's
 * concurrency-limits; idle time is not forgotten under load, as a sliding minimum would be, so a long overload does not
 * become the norm.
 */

/** `dropped`: the deadline was missed or a part was lost to load. `ignored`: it says nothing about load. */
export type RequestEnding = 'success' | 'ignored' | 'dropped';

export interface LimitState {
  readonly limit: number;
  /** Milliseconds; null before the first sample. */
  readonly idleMs: number | null;
  readonly loadedMs: number | null;
}

export interface LimitSample {
  readonly elapsedMs: number;
  /** Searches that ran when this one began, itself included. */
  readonly inFlight: number;
  readonly ending: RequestEnding;
}

/** Two keep both a model and the gateway busy; one would leave each idle while the other works. */
const LEAST_LIMIT = 2;
/** Before anything was measured. */
export const INITIAL_LIMIT: LimitState = { limit: 8, idleMs: null, loadedMs: null };
/** A search may take a fifth longer than alone before the limit falls; at 1.5 p99 of what is admitted grew to 3.6 times that of one alone in `npm run bench:overload`, at 1.2 to 2.2. */
const TOLERANCE = 1.2;
const LEAST_GRADIENT = 0.5;
const ALLOWANCE = 1;
const SMOOTHING = 0.2;
/** Of what is admitted, this part counts as little load. */
const IDLE_SHARE = 0.25;
/** Weights of the newest sample. The first searches of a process are its slowest, and forgotten after twenty. */
const NEWEST = { idle: 0.1, loaded: 0.2 } as const;
/** A limit that is not half used has not been tried, so it does not grow. */
const USED_SHARE = 0.5;
const DROP_FACTOR = 0.9;

/** The limit after one search. `maximum` is a setting. */
export function nextLimit(state: LimitState, sample: LimitSample, maximum: number): LimitState {
  if (sample.ending === 'ignored') return state;
  const times = measured(state, sample);
  const bounded = (limit: number): LimitState => ({
    ...times,
    limit: Math.min(maximum, Math.max(LEAST_LIMIT, limit)),
  });
  if (sample.ending === 'dropped') return bounded(state.limit * DROP_FACTOR);
  const wanted = state.limit * gradientOf(times) + ALLOWANCE;
  const isUsed = sample.inFlight >= state.limit * USED_SHARE;
  if (wanted > state.limit && !isUsed) return bounded(state.limit);
  return bounded(state.limit + SMOOTHING * (wanted - state.limit));
}

function measured(state: LimitState, { elapsedMs, inFlight }: LimitSample): LimitState {
  const isIdle = state.idleMs === null || inFlight <= Math.max(1, state.limit * IDLE_SHARE);
  return {
    ...state,
    idleMs: isIdle ? smoothed(state.idleMs, elapsedMs, NEWEST.idle) : state.idleMs,
    loadedMs: smoothed(state.loadedMs, elapsedMs, NEWEST.loaded),
  };
}

function gradientOf({ idleMs, loadedMs }: LimitState): number {
  if (idleMs === null || loadedMs === null || loadedMs === 0) return 1;
  return Math.min(1, Math.max(LEAST_GRADIENT, (TOLERANCE * idleMs) / loadedMs));
}

function smoothed(before: number | null, newest: number, weight: number): number {
  return before === null ? newest : before + weight * (newest - before);
}
