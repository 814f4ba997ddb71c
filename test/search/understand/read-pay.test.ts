/** Pay that a text asks for, read by its words alone. */
import { describe, expect, it } from 'vitest';
import { ignoredPay, readPayAsked } from '../../../search/understand/read-pay.ts';

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
    ['manager paying 1.2 million yen', '1200000 (paying 1.2 million yen)'],
    ['accountant CHF 120k', '120000 (CHF 120k)'],
    ['from 30k, up to 45k', '30000 (from 30k)'],
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
    'waiter up to £12 an hour',
    'leader of a team with over $5M revenue',
  ])('is no other number: %j', (text) => {
    expect(read(text)).toEqual([]);
  });

  it.each([
    ['waiter up to £12 an hour', 'up to £12 an hour'],
    ['software engineer under 50k', 'under 50k'],
    ['cleaner 25k max, weekends', '25k max'],
  ])('that is bounded above is told as left out: %j', (text, words) => {
    const told = ignoredPay(text).map(({ start, end, message }) => [text.slice(start, end), message]);
    expect(told).toEqual([[words, expect.stringContaining('no upper bound')]]);
  });
});
