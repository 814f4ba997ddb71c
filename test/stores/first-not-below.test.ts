/** The place of a bound in a rising list. */
import { expect, it } from 'vitest';
import { firstNotBelow } from '../../stores/first-not-below.ts';

it('is that of the first value from the bound on, or the end', () => {
  expect([0, 2, 3, 4, 9].map((bound) => firstNotBelow([1, 2, 2, 4], bound))).toEqual([0, 1, 3, 3, 4]);
  expect(firstNotBelow(Float64Array.of(), 1)).toBe(0);
});

it('looks behind the place to begin at, and among words too', () => {
  expect(firstNotBelow([1, 2, 2, 4], 2, 2)).toBe(2);
  expect(firstNotBelow(['baker', 'cook', 'nurse'], 'd')).toBe(2);
});
