/**
 * The depth controller: one PID step every ten searches moves the deepest ranking so that the measured p95 keeps its target.
 *
 *   e      = AIM - p95 / target, within -1..1
 *   level += KP * (e - e1) + KI * e + KD * (e - 2 * e1 + e2), by at most SLEW and only the way it is moving, within 0..1
 *   depth  = minimum + level * (maximum - minimum)
 *
 * e1 and e2 are the errors of the two steps before. This is the velocity form: the level itself is the integral, so
 * limiting it is the anti-windup, and a long time at a limit leaves nothing to unwind. Which way it moves has hysteresis:
 * p95 of a queue is noise for the most part, and a controller that follows it swings.
 *
 * All constants were chosen by `npm run bench:depth`, which prints what they give: bursts of 4 times the load on rankers
 * that can just bear it, over several seeds.
 */

import { p95Of, type RankingTime, recentAt, withLatency } from './recent-latencies.ts';

export interface DepthLimits {
  readonly minimum: number;
  readonly maximum: number;
}

type Direction = 'down' | 'still' | 'up';

export interface ControlState {
  /** 0 is the least depth, 1 the most. */
  readonly level: number;
  readonly moving: Direction;
  /** Errors of the last step and of the one before. */
  readonly errors: readonly [e1: number, e2: number];
  readonly times: readonly RankingTime[];
  /** Samples since the last step. */
  readonly unused: number;
}

export const INITIAL_CONTROL: ControlState = { level: 1, moving: 'still', errors: [0, 0], times: [], unused: 0 };

const STEP_SAMPLES = 10;
/** In the window of 10 s: below two searches a second there is no load that depth could answer for. */
const CALM_SAMPLES = 20;
const AIM = 0.85;
const KP = 0.3;
const KI = 0.4;
const KD = 0.05;
/** A queue must not wait for a slow descent; a rise that is slow cannot make one. */
export const SLEW = { down: 0.25, up: 0.1 } as const;
/** Shares of the target at which p95 sets the level moving and lets it rest. */
const FALL = { from: 1.1, to: 0.95 } as const;
const RISE = { from: 0.45, to: 0.65 } as const;

/** Takes in the time of one ranking; every tenth makes a step. After a calm the controller starts afresh. */
export function controlDepth(state: ControlState, newest: RankingTime, targetMs: number): ControlState {
  const times = withLatency(state.times, newest);
  if (times.length < CALM_SAMPLES) return { ...INITIAL_CONTROL, times };
  const unused = state.unused + 1;
  if (unused < STEP_SAMPLES) return { ...state, times, unused };
  const share = p95Of(times) / targetMs;
  const e = clamp(AIM - share, -1, 1);
  const [e1, e2] = state.errors;
  const wanted = KP * (e - e1) + KI * e + KD * (e - 2 * e1 + e2);
  const moving = directionOf(share, state.moving);
  const change = clamp(wanted, moving === 'down' ? -SLEW.down : 0, moving === 'up' ? SLEW.up : 0);
  return { level: clamp(state.level + change, 0, 1), moving, errors: [e, e1], times, unused: 0 };
}

/** The deepest ranking that the controller allows now. */
export function depthCeiling({ level, times }: ControlState, nowMs: number, limits: DepthLimits): number {
  const isCalm = recentAt(times, nowMs).length < CALM_SAMPLES;
  return limits.minimum + (isCalm ? 1 : level) * (limits.maximum - limits.minimum);
}

function directionOf(share: number, moving: Direction): Direction {
  if (share > (moving === 'down' ? FALL.to : FALL.from)) return 'down';
  return share < (moving === 'up' ? RISE.to : RISE.from) ? 'up' : 'still';
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
