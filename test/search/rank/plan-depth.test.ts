/** The plan of each search in a closed loop with a simulated slow ranker: plans are reached, depth does not swing, calm comes back. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseDepth } from '../../../search/rank/choose-depth.ts';
import { DEPTH_LIMITS, DEPTH_OF, endDepth, INITIAL_DEPTH_STATE, planDepth } from '../../../search/rank/plan-depth.ts';

const BUDGET_MS = 2_000;

interface Search {
  readonly atMs: number;
  readonly depth: number;
  readonly latencyMs: number;
}

/** One queue that is worked off at `rateAt` items a second; searches come at the given times. */
function simulate(arrivals: readonly number[], rateAt: (ms: number) => number): readonly Search[] {
  let state = INITIAL_DEPTH_STATE;
  let backlog = 0;
  let nowMs = 0;
  let measured = DEPTH_OF['full-text'].assumedItemsPerSecond;
  const searches: Search[] = [];
  for (const atMs of arrivals) {
    if (backlog > 0) measured = rateAt(nowMs);
    backlog = Math.max(0, backlog - ((atMs - nowMs) * rateAt(nowMs)) / 1_000);
    nowMs = atMs;
    const plan = planDepth(state, {
      nowMs,
      remainingMs: BUDGET_MS,
      queuedItems: Math.ceil(backlog),
      itemsPerSecond: measured,
      targetMs: null,
    });
    backlog += plan.freshItems;
    const latencyMs = (backlog / rateAt(nowMs)) * 1_000;
    state = endDepth(plan.state, latencyMs > BUDGET_MS * 0.75 ? 'dropped' : 'success', plan, atMs + latencyMs);
    searches.push({ atMs, depth: plan.freshItems, latencyMs });
  }
  return searches;
}

const everyMs = (gapMs: number, count: number, fromMs = 0): readonly number[] =>
  Array.from({ length: count }, (_, n) => fromMs + n * gapMs);
const spread = (searches: readonly Search[]): number => {
  const depths = searches.map(({ depth }) => depth);
  return Math.max(...depths) - Math.min(...depths);
};

describe('the plan of a search', () => {
  it('reaches every plan at four searches a second on a slow machine', () => {
    for (const rate of [100, 150, 200, 500]) {
      const searches = simulate(everyMs(250, 200), () => rate);
      expect(Math.max(...searches.map(({ latencyMs }) => latencyMs))).toBeLessThan(BUDGET_MS * 0.75);
      const settled = searches.slice(40);
      expect(Math.min(...settled.map(({ depth }) => depth))).toBeGreaterThanOrEqual(DEPTH_LIMITS.minimum);
      expect(spread(settled)).toBeLessThanOrEqual(0.25 * (settled[0]?.depth ?? 0) + 2);
    }
  });

  it('uses most of a fast machine and never more than the maximum', () => {
    const settled = simulate(everyMs(250, 100), () => 5_000).slice(20);
    expect(settled.every(({ depth }) => depth === DEPTH_LIMITS.maximum)).toBe(true);
  });

  it('plans deep for a search that comes alone, and shallow in a burst', () => {
    const alone = simulate(everyMs(10_000, 5), () => 200);
    expect(alone.at(-1)?.depth).toBeGreaterThan(100);
    const burst = simulate([0, 1, 2, 3, 4, 5, 6, 7], () => 200);
    expect(burst.slice(3).every(({ depth }) => depth <= 60)).toBe(true);
    expect(burst.at(-1)?.latencyMs).toBeLessThan(BUDGET_MS);
  });

  it('comes back after a burst, without one jump', () => {
    const searches = simulate([...everyMs(50, 20), ...everyMs(1_000, 20, 2_000)], () => 200);
    const [last, before] = [searches.at(-1)?.depth ?? 0, searches[19]?.depth ?? 0];
    expect(before).toBe(DEPTH_LIMITS.minimum);
    expect(last).toBeGreaterThan(2 * before);
    const after = searches.slice(20);
    after.forEach(({ depth }, index) => {
      const previous = after[index - 1]?.depth ?? before;
      expect(depth).toBeLessThanOrEqual(previous * (4 / 3) + 11);
    });
  });

  it('plans less after missed deadlines when the machine became slower, then reaches its plans again', () => {
    const searches = simulate(everyMs(250, 160), (ms) => (ms < 10_000 ? 400 : 120));
    expect(Math.max(...searches.slice(80).map(({ latencyMs }) => latencyMs))).toBeLessThan(BUDGET_MS * 0.75);
    expect(searches.at(-1)?.depth).toBeLessThan(searches[35]?.depth ?? 0);
  });

  it('sheds load while the queue is hopeless, never when it is short', () => {
    const plan = (queuedItems: number, itemsPerSecond: number): boolean =>
      planDepth(INITIAL_DEPTH_STATE, { nowMs: 0, remainingMs: BUDGET_MS, queuedItems, itemsPerSecond, targetMs: null })
        .isShed;
    expect(plan(300, 100)).toBe(true);
    expect(plan(100, 100)).toBe(false);
    expect(plan(DEPTH_LIMITS.minimum - 1, 0.1)).toBe(false);
  });

  it('reads 130 to 250 items with the packed ranker', () => {
    const { limits, assumedItemsPerSecond } = DEPTH_OF.packed;
    const plan = (itemsPerSecond: number): number =>
      planDepth(
        INITIAL_DEPTH_STATE,
        { nowMs: 0, remainingMs: BUDGET_MS, queuedItems: 0, itemsPerSecond, targetMs: 200 },
        limits,
      ).freshItems;
    expect([plan(assumedItemsPerSecond), plan(10)]).toEqual([250, 130]);
  });

  it('reads all it may when it is alone, and behind others what the target leaves room for', () => {
    const { limits } = DEPTH_OF.packed;
    const plan = (queuedItems: number): number =>
      planDepth(
        INITIAL_DEPTH_STATE,
        { nowMs: 0, remainingMs: BUDGET_MS, queuedItems, itemsPerSecond: 1_500, targetMs: 200 },
        limits,
      ).freshItems;
    expect([0, 100, 150, 500].map(plan)).toEqual([250, 200, 150, 130]);
  });

  it('learns no time from a search that says nothing about one', () => {
    const plan = planDepth(INITIAL_DEPTH_STATE, {
      nowMs: 0,
      remainingMs: BUDGET_MS,
      queuedItems: 0,
      itemsPerSecond: 100,
      targetMs: 200,
    });
    expect(endDepth(plan.state, 'ignored', plan, 900)).toBe(plan.state);
    expect(endDepth(plan.state, 'success', plan, 900).control.times).toEqual([{ atMs: 900, latencyMs: 900 }]);
  });

  it('stays within its limits whatever it is told', () => {
    const number = fc.double({ min: 0, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(
        number,
        number,
        number,
        number,
        fc.constantFrom('success' as const, 'ignored' as const, 'dropped' as const),
        (nowMs, remainingMs, queuedItems, itemsPerSecond, ending) => {
          const inputs = { nowMs, remainingMs, queuedItems, itemsPerSecond, targetMs: 200 };
          const first = planDepth(INITIAL_DEPTH_STATE, inputs);
          const second = planDepth(endDepth(first.state, ending, first, nowMs), inputs);
          for (const { freshItems } of [first, second]) {
            expect(Number.isInteger(freshItems)).toBe(true);
            expect(freshItems).toBeGreaterThanOrEqual(DEPTH_LIMITS.minimum);
            expect(freshItems).toBeLessThanOrEqual(DEPTH_LIMITS.maximum);
          }
        },
      ),
    );
  });
});

describe('the depth of a search whose scores are partly cached', () => {
  const cached = (...runs: readonly (readonly [count: number, isCached: boolean])[]): readonly boolean[] =>
    runs.flatMap(([count, isCached]) => Array<boolean>(count).fill(isCached));

  it('is where the fresh items end', () => {
    expect(chooseDepth(cached([250, false]), 40, 20)).toBe(40);
    expect(chooseDepth(cached([10, true], [240, false]), 40, 20)).toBe(50);
    expect(chooseDepth(cached([10, false], [30, true], [210, false]), 10, 20)).toBe(40);
    expect(chooseDepth(cached([15, false]), 40, 20)).toBe(15);
  });

  it('stays the same when the search is repeated, unless more than twice as much fits', () => {
    expect(chooseDepth(cached([60, true], [190, false]), 75, 20)).toBe(60);
    expect(chooseDepth(cached([60, true], [190, false]), 130, 20)).toBe(190);
    expect(chooseDepth(cached([8, true]), 250, 20)).toBe(8);
    expect(chooseDepth([], 40, 20)).toBe(0);
  });
});
