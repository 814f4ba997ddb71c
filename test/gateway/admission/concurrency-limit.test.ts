/** The gradient limit in a closed loop with a simulated server: it finds what the server can do, and leaves nothing to unlearn. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  INITIAL_LIMIT,
  type LimitSample,
  type LimitState,
  nextLimit,
  placesOf,
} from '../../../gateway/admission/concurrency-limit.ts';
import { seededRandom } from '../../../runtime/random.ts';

const MAXIMUM = 64;
const IDLE_MS = 100;

/** A server that does `width` searches side by side; more than that share it, so each takes as much longer. */
const timeAt = (inFlight: number, width: number): number => IDLE_MS * Math.max(1, inFlight / width);

function fed(state: LimitState, count: number, sampleOf: (state: LimitState) => LimitSample): LimitState {
  return Array.from({ length: count }).reduce<LimitState>((last) => nextLimit(last, sampleOf(last), MAXIMUM), state);
}
const success = (inFlight: number, width: number): LimitSample => ({
  elapsedMs: timeAt(inFlight, width),
  inFlight,
  places: 1,
  ending: 'success',
});
const calm = fed(INITIAL_LIMIT, 50, () => success(1, 2));
const saturated = (width: number) => (state: LimitState) => success(placesOf(state), width);

describe('the limit', () => {
  it.each([2, 4, 8, 16])('comes to rest between one and four times the width of the server, %d', (width) => {
    const { limit } = fed(calm, 300, saturated(width));
    expect(limit).toBeGreaterThanOrEqual(width);
    expect(limit).toBeLessThanOrEqual(4 * width);
    expect(timeAt(limit, width)).toBeLessThanOrEqual(3 * IDLE_MS);
  });

  it('is the same after a short and after a long overload', () => {
    const after = (count: number): number => fed(calm, count, saturated(4)).limit;
    expect(after(3_000)).toBeCloseTo(after(300), 1);
  });

  it('does not grow while it is not used', () => {
    expect(calm.limit).toBe(INITIAL_LIMIT.limit);
  });

  it('falls when searches are dropped, and learns nothing from those that are ignored', () => {
    const dropped = nextLimit(calm, { elapsedMs: 2_000, inFlight: 8, places: 1, ending: 'dropped' }, MAXIMUM);
    expect(dropped.limit).toBeLessThan(calm.limit);
    expect(nextLimit(calm, { elapsedMs: 2_000, inFlight: 8, places: 1, ending: 'ignored' }, MAXIMUM)).toBe(calm);
  });

  it('stays between two and its maximum, whatever is measured', () => {
    const sample = fc.record({
      elapsedMs: fc.double({ min: 0, max: 1e6, noNaN: true }),
      inFlight: fc.integer({ min: 1, max: 1_000 }),
      places: fc.integer({ min: 1, max: 4 }),
      ending: fc.constantFrom('success' as const, 'ignored' as const, 'dropped' as const),
    });
    fc.assert(
      fc.property(fc.array(sample, { maxLength: 60 }), (samples) => {
        let state = INITIAL_LIMIT;
        for (const one of samples) {
          state = nextLimit(state, one, MAXIMUM);
          expect(state.limit).toBeGreaterThanOrEqual(2);
          expect(state.limit).toBeLessThanOrEqual(MAXIMUM);
        }
      }),
      { endOnFailure: true },
    );
  });
});

/** As many at once as are let in, each for as long whatever else runs. */
const constant = (elapsedMs: number) => (state: LimitState) => ({ ...success(placesOf(state), 1), elapsedMs });
const lowest = (states: readonly LimitState[]): number => Math.min(...states.map(({ limit }) => limit));
function statesOf(start: LimitState, count: number, sampleOf: (state: LimitState) => LimitSample): LimitState[] {
  let state = start;
  return Array.from({ length: count }, () => {
    state = nextLimit(state, sampleOf(state), MAXIMUM);
    return state;
  });
}

describe('traffic of different cost that does not slow down with load', () => {
  const cheap = fed(INITIAL_LIMIT, 50, () => ({ ...success(1, 1), elapsedMs: 10 }));

  it('keeps its limit when expensive searches follow cheap ones', () => {
    const states = statesOf(cheap, 300, constant(200));
    expect(lowest(states)).toBeGreaterThanOrEqual(6);
    expect(states.at(-1)?.limit).toBeGreaterThanOrEqual(8);
    expect(states.at(-1)?.idleMs).toBeGreaterThan(150);
  });

  it.each([0.2, 0.5, 0.8])(
    'keeps a limit well above the least for nearly all searches when a share of %d is cheap',
    (share) => {
      const limits = [1, 2, 3, 4, 5].flatMap((seed) => {
        const random = seededRandom(seed);
        return statesOf(cheap, 2_000, (state) => constant(random() < share ? 10 : 200)(state)).map(
          ({ limit }) => limit,
        );
      });
      const sorted = limits.toSorted((one, other) => one - other);
      expect(sorted[sorted.length / 10]).toBeGreaterThanOrEqual(6);
      expect(sorted[sorted.length / 2]).toBeGreaterThanOrEqual(12);
    },
  );

  it('finds back from a limit that is too low', () => {
    const stuck = { ...INITIAL_LIMIT, limit: 3, idleMs: 110, loadedMs: 200, sinceProbe: 0 };
    expect(fed(stuck, 3_000, constant(200)).limit).toBeGreaterThanOrEqual(8);
  });

  it('does not let pages that are cut short raise the limit', () => {
    const usual = { ...INITIAL_LIMIT, limit: 6, idleMs: 200, loadedMs: 200, sinceProbe: 0 };
    expect(lowest(statesOf(usual, 200, constant(20)))).toBe(6);
    expect(fed(usual, 200, constant(20)).limit).toBe(6);
  });
});

it('a server that was overloaded gets its limit back when it can do more again', () => {
  const overloaded = fed(calm, 300, saturated(2));
  expect(overloaded.limit).toBeLessThan(5);
  expect(fed(overloaded, 300, saturated(16)).limit).toBeGreaterThanOrEqual(12);
});

it('a probe ends by operations of several searches too', () => {
  const probing = { ...calm, limit: 3, probesLeft: 1 };
  expect(nextLimit(probing, { ...success(3, 2), places: 3 }, MAXIMUM).probesLeft).toBe(0);
});

it.each(['ignored', 'dropped', 'success'] as const)(
  'a probe is given up when searches that are %s never tell it what one takes alone',
  (ending) => {
    const probing = { ...calm, sinceProbe: 0, probesLeft: 5 };
    const silent = { elapsedMs: 1_000, inFlight: 8, places: 1, ending };
    const after = fed(probing, 60, () => silent);
    expect(after.probesLeft).toBe(0);
    expect(placesOf(after)).toBe(Math.floor(after.limit));
  },
);
