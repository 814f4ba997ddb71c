/** Pay that a text asks for, read by its words alone. */
import { describe, expect, it } from 'vitest';
import { readPayAsked } from '../../../search/understand/read-pay.ts';

const read = (text: string): readonly string[] =>
  readPayAsked(text).map(({ value, sourceText }) => `${value} (${sourceText})`);

describe('pay', () => {
  it.each([
    ['nurse at least £14 an hour', '29120 (at least £14 an hour)'],
    ['chef paying 60k', '60000 (paying 60k)'],
    ['developer, $120,000+', '120000 ($120,000+)'],
    ['accountant 45 thousand dollars minimum', '45000 (45 thousand dollars minimum)'],
    ['barista 25000 pesos per month', '300000 (25000 pesos per month)'],
    ['welder €55-60k a year', '55000 (€55-60k a year)'],
  ])('is read out of %j', (text, facet) => {
    expect(read(text)).toEqual([facet]);
  });

  it.each([
    'growth lead for an app with 10k users',
    'manager of a $5M budget',
    '401k advisor',
    'over 5 years as a cook',
    'seller of $500 laptops',
    'from 2019 to 2024',
  ])('is no other number: %j', (text) => {
    expect(read(text)).toEqual([]);
  });
});
