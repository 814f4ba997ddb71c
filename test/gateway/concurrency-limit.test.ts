/** The gradient limit in a closed loop with a simulated server: it finds what the server can do, and leaves nothing to unlearn. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { INITIAL_LIMIT, type LimitSample, type LimitState, nextLimit } from '../../gateway/concurrency-limit.ts';

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
  ending: 'success',
});
const calm = fed(INITIAL_LIMIT, 50, () => success(1, 2));
const saturated = (width: number) => (state: LimitState) => success(Math.floor(state.limit), width);

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
    const dropped = nextLimit(calm, { elapsedMs: 2_000, inFlight: 8, ending: 'dropped' }, MAXIMUM);
    expect(dropped.limit).toBeLessThan(calm.limit);
    expect(nextLimit(calm, { elapsedMs: 2_000, inFlight: 8, ending: 'ignored' }, MAXIMUM)).toBe(calm);
  });

  it('stays between two and its maximum, whatever is measured', () => {
    const sample = fc.record({
      elapsedMs: fc.double({ min: 0, max: 1e6, noNaN: true }),
      inFlight: fc.integer({ min: 1, max: 1_000 }),
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
