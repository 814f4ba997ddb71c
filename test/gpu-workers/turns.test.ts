/** Turns in a worker: one at a time, interactive ones first, and nothing waits for ever. */
import { expect, it } from 'vitest';
import { createTurns, MOST_PASSED, type Turn } from '../../gpu-workers/turns.ts';

const interactive = { name: 'infer', lane: 'interactive' } as const;
const batch = { name: 'infer', lane: 'batch' } as const;

/** Takes a turn for each at once; answers in which order they were run. */
async function orderOf(asked: readonly (readonly [name: string, turn: Turn])[]): Promise<readonly string[]> {
  const inTurn = createTurns();
  const order: string[] = [];
  const run = ([name, turn]: readonly [string, Turn]) => inTurn(turn, async () => void order.push(name));
  await Promise.all(asked.map(run));
  return order;
}

it('interactive work that came later goes before batch work that waits', async () => {
  const order = await orderOf([
    ['running', batch],
    ['b1', batch],
    ['b2', batch],
    ['i1', interactive],
    ['i2', interactive],
  ]);
  expect(order).toEqual(['running', 'i1', 'i2', 'b1', 'b2']);
});

it('batch work is behind so many that came later and no more, each time anew', async () => {
  const later = Array.from({ length: 2 * MOST_PASSED + 1 }, (_, at) => [`i${at}`, interactive] as const);
  const order = await orderOf([['running', interactive], ['b0', batch], ['b1', batch], ...later]);
  expect([order.indexOf('b0'), order.indexOf('b1')]).toEqual([1 + MOST_PASSED, 2 + 2 * MOST_PASSED]);
});

it('work of another name does not wait, and a failure is told to its caller alone', async () => {
  const inTurn = createTurns();
  const never = inTurn({ name: 'load', lane: 'interactive' }, () => new Promise<never>(() => undefined));
  const failed = inTurn(batch, () => Promise.reject(new Error('no')));
  const next = inTurn(batch, async () => 'next');
  await expect(failed).rejects.toThrow('no');
  expect(await Promise.race([next, never])).toBe('next');
});
