/** Pay is read from the text of a posting where amount, currency and time are stated and the words are about pay. */
import { describe, expect, test } from 'vitest';
import { salaryOf } from '../../ingest/normalise-salary.ts';
import { readStatedPay } from '../../ingest/read-stated-pay.ts';

const read = (text: string, country: string | null = 'US') => {
  const salary = salaryOf(readStatedPay(text, country));
  return salary && [salary.minimum, salary.maximum, salary.currency, salary.period];
};

describe('a text states pay', () => {
  test.each([
    ['Pay: $21.50 - $24/hr, weekly payout', [21.5, 24, 'USD', 'HOUR']],
    ['The lighthouse pays $31 an hour.', [31, 31, 'USD', 'HOUR']],
    ['Salary of £28,400 to £31,000 per annum', [28_400, 31_000, 'GBP', 'YEAR']],
    ['Compensation: EUR 4,200 per month', [4_200, 4_200, 'EUR', 'MONTH']],
    ['Salary\n- $70-85k a year\nBenefits\n- a kayak', [70_000, 85_000, 'USD', 'YEAR']],
    ['Annual base salary range: $61,000 - $72,500', [61_000, 72_500, 'USD', 'YEAR']],
    ['Hourly rate: £13.10', [13.1, 13.1, 'GBP', 'HOUR']],
    ['We pay $18/hr - $22/hr by skill', [18, 22, 'USD', 'HOUR']],
    ['Salary: £44,000 p.a.', [44_000, 44_000, 'GBP', 'YEAR']],
    ['Pay rate: up to $40/hr', [null, 40, 'USD', 'HOUR']],
    ['Pay: from $19 per hour', [19, null, 'USD', 'HOUR']],
    ['Salary: ₹900,000 yearly', [900_000, 900_000, 'INR', 'YEAR']],
    ['Earn 52,000 kites. Salary: US$52,000 per year', [52_000, 52_000, 'USD', 'YEAR']],
  ])('%j', (text, pay) => {
    expect(read(text)).toEqual(pay);
  });

  test('and keeps the words that state it', () => {
    expect(readStatedPay('Kelp farm. Pay: $20 - $22 per hour, boots included.', 'US')?.readFrom).toBe(
      '$20 - $22 per hour',
    );
  });

  test('and a bare dollar is that of the country, or unknown', () => {
    const text = 'Salary: $90,000 per year';
    expect(['US', 'CA', 'AU', 'MX', null].map((country) => read(text, country)?.[2] ?? null)).toEqual([
      'USD',
      'CAD',
      'AUD',
      null,
      null,
    ]);
  });
});

describe('a text states no pay', () => {
  test.each([
    'Salary: $60,000 - $70,000',
    'Salary: 60,000 per year',
    'Pay: $3,000 - $4,600 biweekly',
    'Pay: $1,200 bi-weekly',
    'The biweekly salary is $3,100',
    'A learning stipend of $1,500 per year, paid in May',
    'Pay review yearly; sign-on bonus $9,000 per year',
    'We pay $9,500 a year towards tuition',
    'Runs a budget of $40,000 per month and pays suppliers',
    'Customers pay $25M annually',
    'The firm pays out $3 million per year',
    'Sells kites at $30,000 a year',
    'Salary: $75,000 per hour',
    'Salary: $60 - $85,000 per year',
    'Pay grows by $2.50% per hour',
    'Pay: $45.000 per year',
  ])('%j', (text) => {
    expect(read(text)).toBeNull();
  });
});
