/** The depth controller in a closed loop: Poisson arrivals, one ranker with a service time linear in depth, and what becomes of p95. */

import type { RandomNumber } from '../runtime/random.ts';
import { depthCeiling } from '../search/rank/depth-controller.ts';
import { DEPTH_OF, endDepth, INITIAL_DEPTH_STATE, planDepth } from '../search/rank/plan-depth.ts';

/** Arrivals a second until a time. */
export interface Phase {
  readonly perSecond: number;
  readonly untilMs: number;
}

export interface Scenario {
  readonly name: string;
  readonly phases: readonly Phase[];
  /** What the ranker really does. */
  readonly itemsPerSecond: number;
  /** What the pool says that it does: a share of the truth. */
  readonly meterShare: number;
  /** False ranks everything at full depth, for comparison. */
  readonly isControlled: boolean;
}

export interface SimulatedSearch {
  readonly arrivedMs: number;
  readonly doneMs: number;
  readonly depth: number;
  /** What the controller allowed. */
  readonly ceiling: number;
  readonly latencyMs: number;
}

export const TARGET_MS = 200;
const DEADLINE_MS = 2_000;
/** Of a batch, whatever its size. */
const OVERHEAD_MS = 5;
/** A noisy machine: each ranking takes .8 to 1.3 of its time, evenly spread. */
const NOISE = { least: 0.8, spread: 0.5 } as const;

/** Every search in the order of arrival; equal seeds give equal runs. */
export function simulateDepth(scenario: Scenario, random: RandomNumber): readonly SimulatedSearch[] {
  const { limits } = DEPTH_OF.packed;
  const rate = scenario.itemsPerSecond;
  let state = INITIAL_DEPTH_STATE;
  let freeAtMs = 0;
  const searches: SimulatedSearch[] = [];
  const running: (() => void)[] = [];
  const finishUntil = (nowMs: number): void => {
    while ((searches[searches.length - running.length]?.doneMs ?? Number.POSITIVE_INFINITY) <= nowMs)
      running.shift()?.();
  };
  for (const nowMs of arrivals(scenario.phases, random)) {
    finishUntil(nowMs);
    const plan = planDepth(
      state,
      {
        nowMs,
        remainingMs: DEADLINE_MS,
        queuedItems: Math.ceil((Math.max(0, freeAtMs - nowMs) * rate) / 1_000),
        itemsPerSecond: rate * scenario.meterShare,
        targetMs: TARGET_MS,
      },
      limits,
    );
    const depth = scenario.isControlled ? plan.freshItems : limits.maximum;
    state = plan.state;
    const serviceMs = (OVERHEAD_MS + (depth * 1_000) / rate) * (NOISE.least + NOISE.spread * random());
    freeAtMs = Math.max(freeAtMs, nowMs) + serviceMs;
    const doneMs = freeAtMs;
    const ceiling = depthCeiling(state.control, nowMs, limits);
    searches.push({ arrivedMs: nowMs, doneMs, depth, ceiling, latencyMs: doneMs - nowMs });
    running.push(() => {
      state = endDepth(state, doneMs - nowMs > DEADLINE_MS ? 'dropped' : 'success', plan, doneMs);
    });
  }
  return searches;
}

/** Times of a Poisson process whose rate changes with the phase. */
function* arrivals(phases: readonly Phase[], random: RandomNumber): Generator<number> {
  let nowMs = 0;
  for (const { perSecond, untilMs } of phases) {
    nowMs += (-Math.log(1 - random()) * 1_000) / perSecond;
    for (; nowMs < untilMs; nowMs += (-Math.log(1 - random()) * 1_000) / perSecond) yield nowMs;
    nowMs = untilMs;
  }
}
