/** The number of workers follows lasting load and lasting rest, one step at a time, and nothing shorter. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CountBounds, type CountLook, FIRST_COUNT_STATE, nextCount } from '../../gpu-workers/worker-count.ts';

const BOUNDS = { minimum: 1, maximum: 4 };
const LOOK_EVERY_MS = 250;
/** Items a second of one worker. */
const RATE = 2_000;

type Seen = Pick<CountLook, 'queuedItems'> & Partial<CountLook>;

/** The counts that come out of looks every 250 ms, each new worker ready at the next look unless a look says otherwise. */
function countsFor(looks: readonly Seen[], first = 1, bounds: CountBounds = BOUNDS): readonly number[] {
  let [count, state] = [first, FIRST_COUNT_STATE];
  return looks.map((look, index) => {
    const ready = look.ready ?? count;
    const itemsPerSecond = RATE * Math.max(1, ready);
    const next = nextCount(state, { nowMs: index * LOOK_EVERY_MS, itemsPerSecond, count, ready, ...look }, bounds);
    [count, state] = [next.count, next.state];
    return count;
  });
}

const repeat = <T>(count: number, value: T): readonly T[] => Array.from({ length: count }, () => value);
const LONG = { queuedItems: 1_000 };
const EMPTY = { queuedItems: 0 };

describe('the count of workers', () => {
  it('grows when the queue stays too long for four looks', () => {
    expect(countsFor(repeat(4, LONG))).toEqual([1, 1, 1, 2]);
  });

  it('does not grow by bursts', () => {
    expect(countsFor([...repeat(3, LONG), EMPTY, ...repeat(3, LONG)]).at(-1)).toBe(1);
  });

  it('grows no further before the new worker is ready and was seen at work', () => {
    const looks = [...repeat(4, LONG), ...repeat(20, { ...LONG, ready: 1 })];
    expect(countsFor(looks).at(-1)).toBe(2);
    expect(countsFor([...looks, ...repeat(4, { queuedItems: 2_000, ready: 2 })]).at(-1)).toBe(3);
  });

  it('stays at its maximum under any load', () => {
    expect(countsFor(repeat(100, { queuedItems: 100_000 })).at(-1)).toBe(4);
  });

  it('does not grow on a queue whose speed nobody measured, or that nobody works on', () => {
    expect(countsFor(repeat(10, { ...LONG, itemsPerSecond: null })).at(-1)).toBe(1);
    expect(countsFor(repeat(10, { ...LONG, ready: 0 })).at(-1)).toBe(1);
  });

  it('shrinks by one after each minute of rest, down to its minimum', () => {
    const counts = countsFor(repeat(4 * 200, EMPTY), 3);
    expect([counts[239], counts[240], counts[479], counts[480], counts.at(-1)]).toEqual([3, 2, 2, 1, 1]);
  });

  it('does not shrink when there is work within the minute', () => {
    const minute = [...repeat(230, EMPTY), { queuedItems: 600 }];
    expect(countsFor([...minute, ...minute, ...minute], 2).at(-1)).toBe(2);
  });

  it('does not swing under a load that one more worker just carries', () => {
    let [count, state, changes] = [1, FIRST_COUNT_STATE, 0];
    for (let look = 0; look < 4_000; look++) {
      // 700 ms of work for one worker, shared by those that are there.
      const seen = {
        nowMs: look * LOOK_EVERY_MS,
        queuedItems: 1_400,
        itemsPerSecond: RATE * count,
        count,
        ready: count,
      };
      const next = nextCount(state, seen, BOUNDS);
      if (next.count !== count) changes += 1;
      [count, state] = [next.count, next.state];
    }
    expect([count, changes]).toEqual([3, 2]);
  });

  it('stays within its bounds and changes by one at most, whatever is seen', () => {
    const look = fc.record({ queuedItems: fc.nat(50_000), ready: fc.nat(6) });
    fc.assert(
      fc.property(fc.array(look, { maxLength: 400 }), fc.integer({ min: 1, max: 4 }), (looks, first) => {
        const counts = [first, ...countsFor(looks, first)];
        for (const [index, count] of counts.entries()) {
          expect(count).toBeGreaterThanOrEqual(1);
          expect(count).toBeLessThanOrEqual(4);
          expect(Math.abs(count - (counts[index - 1] ?? count))).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
