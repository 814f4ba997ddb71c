/** Padded batches hold every sequence once, whole, within the budget. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { microBatches } from '../../../gpu-workers/backends/micro-batches.ts';

const MAX_TOKENS = 64;
const sequences = fc.array(
  fc.array(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 80 }).map((ids) => Int32Array.from(ids)),
);

it('every sequence comes out once with its ids, its mask, and padding behind', () => {
  fc.assert(
    fc.property(sequences, (given) => {
      const found = new Map<number, readonly number[]>();
      for (const { rows, length, ids, mask } of microBatches(given, MAX_TOKENS)) {
        expect(rows.length === 1 || rows.length * length <= MAX_TOKENS).toBe(true);
        for (const [at, row] of rows.entries()) {
          const [start, end] = [at * length, (at + 1) * length];
          const real = mask.subarray(start, end).reduce((sum, bit) => sum + bit, 0);
          expect(found.has(row)).toBe(false);
          found.set(row, [...ids.subarray(start, start + real)]);
          expect([...ids.subarray(start + real, end)].every((id) => id === 0)).toBe(true);
        }
      }
      expect(given.map((_, row) => found.get(row))).toEqual(given.map((ids) => [...ids]));
    }),
  );
});

it('sequences of one length are not spread over batches of others', () => {
  const given = [10, 40, 10, 40].map((length) => new Int32Array(length).fill(1));
  expect(microBatches(given, MAX_TOKENS).map(({ rows }) => rows)).toEqual([[0, 2], [1], [3]]);
});
