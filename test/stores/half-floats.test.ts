/** Half floats keep numbers as well as sixteen bits can. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeHalfs, encodeHalfs } from '../../stores/half-floats.ts';

const roundTrip = (value: number): number => decodeHalfs(encodeHalfs(Float32Array.of(value)))[0] ?? Number.NaN;

test('every half float is read and written back as itself', () => {
  const all = Uint16Array.from({ length: 0x10000 }, (_, half) => half);
  const back = encodeHalfs(decodeHalfs(all));
  const isNan = (half: number) => (half & 0x7c00) === 0x7c00 && (half & 0x3ff) !== 0;
  for (const half of all) if (!isNan(half)) expect(back[half]).toBe(half);
});

test('a number comes back within half a step of its size', () => {
  fc.assert(
    fc.property(fc.float({ min: -1, max: 1, noNaN: true }), (value) => {
      expect(Math.abs(roundTrip(value) - value)).toBeLessThanOrEqual(Math.max(Math.abs(value) * 2 ** -11, 2 ** -25));
    }),
  );
});

test.each([
  [1, 1],
  [0.5, 0.5],
  [65_504, 65_504],
  [65_520, Number.POSITIVE_INFINITY],
  [2 ** -24, 2 ** -24],
  [2 ** -26, 0],
  [1 + 2 ** -11, 1],
  [1 + 3 * 2 ** -11, 1 + 2 ** -9],
  [Number.NaN, Number.NaN],
])('%d becomes %d', (value, expected) => {
  expect(roundTrip(value)).toBe(expected);
});
