/** The depth controller alone and in the simulated closed loop: it keeps p95 at its target, comes to rest, and never leaves its limits. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BURST_FROM_MS, BURST_TO_MS, DEPTH_SCENARIOS } from '../../../bench/depth-scenarios.ts';
import { type Scenario, simulateDepth } from '../../../bench/depth-simulation.ts';
import { summariseBurst } from '../../../bench/depth-summary.ts';
import { seededRandom } from '../../../runtime/random.ts';
import {
  type ControlState,
  controlDepth,
  depthCeiling,
  INITIAL_CONTROL,
  SLEW,
} from '../../../search/rank/depth-controller.ts';

const LIMITS = { minimum: 130, maximum: 250 };
const TARGET_MS = 200;
const SEEDS = [1, 2, 3, 4, 5];

/** Samples at equal distances, continuing the clock of the state. */
function fed(state: ControlState, latencies: readonly number[], everyMs = 50): ControlState {
  return latencies.reduce<ControlState>((last, latencyMs) => {
    const atMs = (last.times.at(-1)?.atMs ?? 0) + everyMs;
    return controlDepth(last, { atMs, latencyMs }, TARGET_MS);
  }, state);
}
const times = (count: number, latencyMs: number): readonly number[] => Array<number>(count).fill(latencyMs);
const scenario = (name: string): Scenario => {
  const found = DEPTH_SCENARIOS.find((one) => one.name === name);
  if (found === undefined) throw new Error(`expected a scenario named ${name}`);
  return found;
};
const burst = (name: string) =>
  SEEDS.map((seed) =>
    summariseBurst(simulateDepth(scenario(name), seededRandom(seed)), { fromMs: BURST_FROM_MS, toMs: BURST_TO_MS }),
  );

describe('in a burst of four times the load', () => {
  it.each(['burst of 4 times', 'burst, a meter that reads half too much', 'step to 4 times'])(
    'p95 of the whole burst stays within 1.2 of the target: %s',
    (name) => {
      for (const { p95Share } of burst(name)) expect(p95Share).toBeLessThanOrEqual(1.2);
    },
  );

  it('the depth settles within 20 steps and then changes direction at most twice', () => {
    for (const { settlingSteps, directionChanges } of burst('burst of 4 times')) {
      expect(settlingSteps).toBeGreaterThan(0);
      expect(settlingSteps).toBeLessThanOrEqual(20);
      expect(directionChanges).toBeLessThanOrEqual(2);
    }
  });

  it('depth is given up, and comes back afterwards', () => {
    for (const { meanDepth, meanDepthBefore, meanDepthAfter } of burst('burst of 4 times')) {
      expect(meanDepthBefore).toBeGreaterThan(225);
      expect(meanDepth).toBeLessThan(160);
      expect(meanDepthAfter).toBeGreaterThan(meanDepth + 40);
    }
  });

  it('p95 is lost without the controller, so the simulation can show the difference', () => {
    for (const { p95Share } of burst('burst, always 250 (no control)')) expect(p95Share).toBeGreaterThan(10);
  });
});

describe('the controller', () => {
  it('stays within its limits and its slew, whatever the times are', () => {
    const times = fc.array(fc.double({ min: 0, max: 1e7, noNaN: true }), { minLength: 40, maxLength: 120 });
    fc.assert(
      fc.property(times, (latencies) => {
        let state = INITIAL_CONTROL;
        for (const latency of latencies) {
          const next = fed(state, [latency]);
          const depth = depthCeiling(next, next.times.at(-1)?.atMs ?? 0, LIMITS);
          expect(depth).toBeGreaterThanOrEqual(LIMITS.minimum);
          expect(depth).toBeLessThanOrEqual(LIMITS.maximum);
          expect(next.level - state.level).toBeLessThanOrEqual(SLEW.up + 1e-9);
          expect(state.level - next.level).toBeLessThanOrEqual(SLEW.down + 1e-9);
          state = next;
        }
      }),
      { numRuns: 40, endOnFailure: true },
    );
  });

  it('does not wind up: after any time at a limit it leaves it as soon as the window shows the change', () => {
    const tooSlow = (count: number): ControlState => fed(INITIAL_CONTROL, times(count, 1_000));
    const stepsToRise = (state: ControlState): number => {
      let [steps, now] = [0, state];
      for (; now.level === 0 && steps < 100; steps++) now = fed(now, times(10, 20));
      return steps;
    };
    const [short, long] = [stepsToRise(tooSlow(400)), stepsToRise(tooSlow(4_000))];
    expect(tooSlow(400).level).toBe(0);
    expect(long).toBe(short);
    // 160 samples are 16 steps, and the 95th percentile is a fast one when 95 % of them are.
    expect(long).toBeLessThanOrEqual(17);
  });

  it('rests while p95 is between its bounds, whichever side it came from', () => {
    const falling = fed(INITIAL_CONTROL, times(60, 500));
    expect(falling.level).toBeLessThan(1);
    for (const latencyMs of [140, 160, 180]) {
      const rested = fed(falling, times(200, latencyMs));
      expect(fed(rested, times(300, latencyMs)).level).toBe(rested.level);
    }
  });

  it('goes on falling below the bound that set it moving', () => {
    // At one sample in 450 ms the window holds 23, so that 30 newer ones fill it.
    const moving = fed(fed(INITIAL_CONTROL, times(30, 230), 450), times(30, 200), 450);
    expect(moving.level).toBeGreaterThan(0);
    expect(fed(moving, times(10, 200), 450).level).toBeLessThan(moving.level);
    expect(fed(INITIAL_CONTROL, times(100, 200), 450).level).toBe(1);
  });

  it('holds nothing down when fewer than two searches a second need the ranker', () => {
    const busy = fed(INITIAL_CONTROL, times(200, 1_000));
    const lastMs = busy.times.at(-1)?.atMs ?? 0;
    expect(depthCeiling(busy, lastMs, LIMITS)).toBe(130);
    expect(depthCeiling(busy, lastMs + 9_500, LIMITS)).toBe(250);
    expect(controlDepth(busy, { atMs: lastMs + 60_000, latencyMs: 1_000 }, TARGET_MS).level).toBe(1);
  });
});
