/** A search asks for all its matches, and for few of the others. */
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
  expect((await nearestAbove(ask, 20_000, 0.91, 0))?.nearest.positions).toHaveLength(2_000);
  expect(asked).toEqual([2_000]);
});

it('asks for all that the pool may answer where the last one still reaches the floor', async () => {
  const { ask, asked } = poolOf(falling(20_000));
  expect((await nearestAbove(ask, 20_000, 0.9, 0))?.nearest.positions).toHaveLength(MAX_NEAREST);
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

it('asks for all where terms may have put others before a row that reaches the floor', async () => {
  const raised = Array.from({ length: 1_000 }, () => ({ cosine: 0.4, term: 0.3 }));
  const near = Array.from({ length: 1_000 }, () => ({ cosine: 0.5, term: 0 }));
  const { ask, asked } = poolOf([...raised, ...near]);
  expect((await nearestAbove(ask, 2_000, 0.45, 0.3))?.nearest.positions).toHaveLength(2_000);
  expect(asked).toEqual([1_000, 2_000]);
});

it('answers with the first rows and their share where the second question finds nobody, and null where the first does', async () => {
  const { ask } = poolOf(falling(20_000));
  const part = await nearestAbove(async (k) => (k === MAX_NEAREST ? null : ask(k)), 20_000, 0, 0);
  expect([part?.nearest.positions.length, part?.coverage]).toEqual([2_000, 0.2]);
  expect(await nearestAbove(async () => null, 20_000, 0, 0)).toBeNull();
});
