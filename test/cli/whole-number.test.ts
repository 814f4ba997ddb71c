/** Whole numbers of the command line are refused outside their limits, with name, limits and what came. */
import { expect, test } from 'vitest';
import { wholeNumber } from '../../cli/whole-number.ts';

test('the limits are inside', () => {
  expect([wholeNumber('--n', '1', 1, 5), wholeNumber('--n', '5', 1, 5)]).toEqual([1, 5]);
});

test.each(['0', '6', '2.5', '-1', '1e3', 'many', ''])('%s is refused', (text) => {
  expect(() => wholeNumber('--n', text, 1, 5)).toThrow(`--n must be a whole number from 1 to 5, got ${text}`);
});
