/** Seeded numbers repeat, spread evenly, and shuffle without losing anything. */
import { expect, test } from 'vitest';
import { seededRandom, shuffled } from '../../runtime/random.ts';

const first = (seed: number, count: number): readonly number[] => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, random);
};

test('one seed gives one stream, from 0 to below 1', () => {
  expect(first(1, 5)).toEqual(first(1, 5));
  expect(first(1, 5)).not.toEqual(first(2, 5));
  expect(first(3, 1_000).every((value) => value >= 0 && value < 1)).toBe(true);
});

test('numbers spread evenly', () => {
  const tenths = Array.from({ length: 10 }, () => 0);
  for (const value of first(4, 10_000)) tenths[Math.floor(value * 10)] = (tenths[Math.floor(value * 10)] ?? 0) + 1;
  expect(Math.min(...tenths)).toBeGreaterThan(900);
  expect(Math.max(...tenths)).toBeLessThan(1_100);
});

test('a shuffle keeps every item, repeats with its seed and leaves the list alone', () => {
  const items = Array.from({ length: 50 }, (_, index) => index);
  const order = shuffled(items, seededRandom(7));
  expect([...order].sort((a, b) => a - b)).toEqual(items);
  expect(order).toEqual(shuffled(items, seededRandom(7)));
  expect(order).not.toEqual(items);
});
