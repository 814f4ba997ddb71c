/**
 * How many searches may run at once: a gradient limit that follows how much longer they take than when little runs.
 *
 *   gradient = TOLERANCE * idle / loaded, within LEAST_GRADIENT..1
 *   limit   += SMOOTHING * (limit * gradient + ALLOWANCE - limit), within 2..maximum
 *
 * `idle` is the smoothed time of searches before which at most a quarter of the limit was in use, `loaded` that of the
 * newest. At rest limit * (1 - gradient) = ALLOWANCE: so many searches wait inside. The idea is Netflix's
 * concurrency-limits; idle time is not forgotten under load, as a sliding minimum would be, so a long overload does not
 * become the norm. Where load never lets an idle time be seen, a probe does, as in its gradient and Vegas limits: for a
 * few searches only a quarter of the places is given, and the limit stands still. Cheap traffic that becomes expensive
 * looks like load until then.
 */

import type { Ending } from '../../runtime/ending.ts';

export interface LimitState {
  readonly limit: number;
  /** Milliseconds; null before the first sample. */
  readonly idleMs: number | null;
  readonly loadedMs: number | null;
  /** Searches that ended since the running probe began, or since the last one was over. */
  readonly sinceProbe: number;
  /** Searches that the running probe still wants to see; 0 when none runs. */
  readonly probesLeft: number;
}

export interface LimitSample {
  readonly elapsedMs: number;
  /** Places in use when this one began, its own included. */
  readonly inFlight: number;
  /** Its own, one for each search of an operation. */
  readonly places: number;
  readonly ending: Ending;
}

/** Two keep both a model and the gateway busy; one would leave each idle while the other works. */
const LEAST_LIMIT = 2;
/** Before anything was measured; a probe is due as soon as all places are taken and searches take longer than alone. */
export const INITIAL_LIMIT: LimitState = {
  limit: 8,
  idleMs: null,
  loadedMs: null,
  sinceProbe: Number.POSITIVE_INFINITY,
  probesLeft: 0,
};
/**
 * A search may take a fifth longer than alone before the limit falls. Set together with WAIT_SHARE of the admission by
 * `npm run bench:overload` at 5 times the capacity, as p99 of what is admitted by that of one search alone: with 1.5 and
 * waiting a whole search 3.6, with 1.5 and half of one 3.65, with 1.2 and half of one 1.94 to 2.2; all of these
 * before there were probes.
 */
const TOLERANCE = 1.2;
/** At rest the gradient is 1 - ALLOWANCE / limit, never below a half: one that is below asks for a probe. */
const LEAST_GRADIENT = 0.5;
const ALLOWANCE = 1;
const SMOOTHING = 0.2;
/** Of what is admitted, this part counts as little load. */
const IDLE_SHARE = 0.25;
/** Weights of the newest sample; the five of a probe make up nine tenths of the idle time: 1 - 0.6 ** 5. */
const NEWEST = { idle: 0.1, loaded: 0.2, probe: 0.4 } as const;
const PROBE_SEARCHES = 5;
/** Searches that may end in a probe, beside those that it found running: where none of them says what one takes alone, it is given up. */
const LONGEST_PROBE = 50;
/**
 * Between probes, in rounds of as many searches as the limit. One takes about six rounds: the places empty, then five
 * searches follow one another. That is at most a seventeenth of the time; in doubt, which the limit soon ends, it is more.
 */
const PROBE_ROUNDS = { routine: 100, doubt: 4 } as const;
/**
 * What takes less than half as long came from a cache or was cut short, and says little about the others: it weighs a
 * fifth in both times, moves no limit and is not what a probe waits for. In a mix both times are then near those of the
 * expensive ones; a search that was slow once is forgotten after about a hundred.
 */
const QUICK = { share: 0.5, weight: 0.2 } as const;
/** A limit that is not half used has not been tried, so it does not grow. */
const USED_SHARE = 0.5;
const DROP_FACTOR = 0.9;

/** The limit after one search. `maximum` is a setting. */
export function nextLimit(state: LimitState, sample: LimitSample, maximum: number): LimitState {
  if (sample.ending === 'ignored') return state.probesLeft > 0 ? probedOn(state, false) : state;
  const next = probed(measured(state, sample), sample);
  const limit = sample.ending === 'dropped' ? state.limit * DROP_FACTOR : followed(next, sample);
  return { ...next, limit: Math.min(maximum, Math.max(LEAST_LIMIT, limit)) };
}

/** How many searches may run now: fewer than the limit while a probe runs. */
export function placesOf(state: LimitState): number {
  return Math.floor(state.probesLeft > 0 ? idlePlaces(state) : state.limit);
}

function followed(state: LimitState, { elapsedMs, inFlight }: LimitSample): number {
  const { limit, probesLeft, idleMs, loadedMs } = state;
  if (probesLeft > 0 || isQuick(elapsedMs, idleMs) || isQuick(elapsedMs, loadedMs)) return limit;
  const wanted = limit * Math.min(1, Math.max(LEAST_GRADIENT, gradientOf(state))) + ALLOWANCE;
  const mayGrow = inFlight >= limit * USED_SHARE;
  return wanted > limit && !mayGrow ? limit : limit + SMOOTHING * (wanted - limit);
}

/** What was dropped ended when its time was over, so that is not what it takes. */
function measured(state: LimitState, sample: LimitSample): LimitState {
  if (sample.ending === 'dropped') return state;
  const { elapsedMs } = sample;
  const isProbe = state.probesLeft > 0;
  const isIdle = state.idleMs === null || wasIdle(state, sample);
  return {
    ...state,
    idleMs: isIdle ? smoothed(state.idleMs, elapsedMs, isProbe ? NEWEST.probe : NEWEST.idle) : state.idleMs,
    // What runs alone in a probe says nothing about the load outside of it.
    loadedMs: isProbe && isIdle ? state.loadedMs : smoothed(state.loadedMs, elapsedMs, NEWEST.loaded),
  };
}

/** Goes on with a probe, or begins one when all places are taken: only then does the limit keep anybody out. */
function probed(state: LimitState, sample: LimitSample): LimitState {
  const isSeen = wasIdle(state, sample) && !isQuick(sample.elapsedMs, state.idleMs);
  if (state.probesLeft > 0) return probedOn(state, isSeen);
  const sinceProbe = state.sinceProbe + 1;
  const rounds = gradientOf(state) < LEAST_GRADIENT ? PROBE_ROUNDS.doubt : PROBE_ROUNDS.routine;
  const isFull = sample.inFlight >= Math.floor(state.limit);
  const isDue = isFull && sinceProbe >= rounds * state.limit && (state.idleMs ?? 0) < (state.loadedMs ?? 0);
  return isDue ? { ...state, sinceProbe: 0, probesLeft: PROBE_SEARCHES } : { ...state, sinceProbe };
}

function probedOn(state: LimitState, isSeen: boolean): LimitState {
  const probesLeft = state.probesLeft - Number(isSeen);
  const sinceProbe = state.sinceProbe + 1;
  const isOver = probesLeft === 0 || sinceProbe >= state.limit + LONGEST_PROBE;
  return isOver ? { ...state, probesLeft: 0, sinceProbe: 0 } : { ...state, probesLeft, sinceProbe };
}

function idlePlaces({ limit }: LimitState): number {
  return Math.max(1, limit * IDLE_SHARE);
}

/** By what ran before it: an operation of several searches can be alone too. */
function wasIdle(state: LimitState, { inFlight, places }: LimitSample): boolean {
  return inFlight - places + 1 <= idlePlaces(state);
}

function gradientOf({ idleMs, loadedMs }: LimitState): number {
  return idleMs === null || loadedMs === null || loadedMs === 0 ? 1 : (TOLERANCE * idleMs) / loadedMs;
}

function isQuick(elapsedMs: number, usualMs: number | null): boolean {
  return usualMs !== null && elapsedMs < usualMs * QUICK.share;
}

function smoothed(before: number | null, newest: number, weight: number): number {
  if (before === null) return newest;
  return before + weight * (isQuick(newest, before) ? QUICK.weight : 1) * (newest - before);
}
