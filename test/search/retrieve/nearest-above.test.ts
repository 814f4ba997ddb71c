/** A search asks for all its matches, and for few of the others. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Nearest } from '../../../gpu-workers/pools.ts';
import { MAX_NEAREST, nearestAbove } from '../../../search/retrieve/nearest-above.ts';

interface Row {
  readonly cosine: number;
  readonly term: number;
}

/** A pool over the rows, and what was asked of it. */
function poolOf(rows: readonly Row[]) {
  const asked: number[] = [];
  const order = rows.map((row, position) => ({ ...row, position }));
  order.sort((a, b) => b.cosine + b.term - (a.cosine + a.term) || a.position - b.position);
  const ask = async (k: number): Promise<Nearest> => {
    asked.push(k);
    const found = order.slice(0, k);
    return {
      positions: Int32Array.from(found, ({ position }) => position),
      scores: Float32Array.from(found, ({ cosine }) => cosine),
    };
  };
  return { ask, asked };
}

/** Cosines fall from 1 to 0. */
const falling = (size: number): Row[] => Array.from({ length: size }, (_, at) => ({ cosine: 1 - at / size, term: 0 }));

it('asks for a tenth of the index where fewer reach the floor', async () => {
  const { ask, asked } = poolOf(falling(20_000));
  expect((await nearestAbove(ask, 20_000, 0.91, 0)).positions).toHaveLength(2_000);
  expect(asked).toEqual([2_000]);
});

it('asks for all that the pool may answer where the last one still reaches the floor', async () => {
  const { ask, asked } = poolOf(falling(20_000));
  expect((await nearestAbove(ask, 20_000, 0.9, 0)).positions).toHaveLength(MAX_NEAREST);
  expect(asked).toEqual([2_000, MAX_NEAREST]);
});

it('asks once where a filter leaves fewer than were asked for, and where the index is small or very large', async () => {
  for (const [size, passing, expected] of [
    [20_000, 1_999, 2_000],
    [900, 900, 900],
    [200_000, 200_000, MAX_NEAREST],
  ] as const) {
    const { ask, asked } = poolOf(falling(passing));
    await nearestAbove(ask, size, 0, 0);
    expect(asked).toEqual([expected]);
  }
});

it('finds every row that reaches the floor, also when terms put others before it', async () => {
  const row = fc.record({
    cosine: fc.double({ min: -1, max: 1, noNaN: true }),
    term: fc.double({ min: -0.2, max: 0.3, noNaN: true }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { minLength: 1_000, maxLength: 3_000, size: 'max' }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      async (rows, floor) => {
        const { positions } = await nearestAbove(poolOf(rows).ask, rows.length, floor, 0.5);
        const found = new Set(positions);
        expect(rows.every(({ cosine }, position) => cosine < floor || found.has(position))).toBe(true);
      },
    ),
    { numRuns: 20 },
  );
});
