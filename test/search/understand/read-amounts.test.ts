/** Pay and years of experience out of words. */
import { describe, expect, it } from 'vitest';
import { readPay, readYears } from '../../../search/understand/read-amounts.ts';

describe('pay', () => {
  it.each([
    ['$120k', { amount: 120_000, currency: 'USD' }],
    ['£38,000', { amount: 38_000, currency: 'GBP' }],
    ['25 lpa', { amount: 2_500_000, currency: 'INR' }],
    ['$35/hr', { amount: 72_800, currency: 'USD' }],
    ['40k pesos a month', { amount: 480_000, currency: 'PHP' }],
    ['55-60k', { amount: 55_000, currency: null }],
    ['eighty thousand pounds', { amount: 80_000, currency: 'GBP' }],
    ['a hundred and twenty thousand dollars', { amount: 120_000, currency: 'USD' }],
    ['60 thousand', { amount: 60_000, currency: null }],
    ['45000 to 60k', { amount: 45_000, currency: null }],
    ['$120,000-140k', { amount: 120_000, currency: 'USD' }],
    ['sixty-five thousand', { amount: 65_000, currency: null }],
    ['two hundred thousand dollars', { amount: 200_000, currency: 'USD' }],
  ])('%s is read as an amount a year', (span, expected) => {
    expect(readPay(span, span)).toEqual(expected);
  });

  it('is not another number of the text', () => {
    const pay = readPay('eighty thousand pounds', 'nurse with 3 years experience eighty thousand pounds');
    expect(pay).toEqual({ amount: 80_000, currency: 'GBP' });
  });

  it('looks beside the amount for what it is paid by', () => {
    expect(readPay('$20', 'electrician $20 an hour')?.amount).toBe(41_600);
  });

  it('is by the hour when it is too little for a year', () => {
    expect(readPay('£14', 'driver £14 plus')?.amount).toBe(29_120);
  });

  it('is nothing without a number', () => {
    expect(readPay('good pay', 'good pay')).toBeNull();
  });
});

describe('years', () => {
  it('are read from digits and words', () => {
    expect(['5+ years', 'ten years', 'a decade'].map(readYears)).toEqual([5, 10, 10]);
  });

  it('are nothing beyond a working life', () => {
    expect(readYears('2024 years')).toBeNull();
  });
});
