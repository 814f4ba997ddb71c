/** Pay and years of experience out of words. */
import { describe, expect, it } from 'vitest';
import { payAt, readYears, statedPays } from '../../../search/understand/read-amounts.ts';

/** "least 50000 GBP" */
const told = (text: string): readonly string[] =>
  statedPays(text).map(({ amount, currency, isCeiling }) =>
    [isCeiling ? 'most' : 'least', amount, currency ?? 'any'].join(' '),
  );

describe('pay', () => {
  it.each([
    ['$120k', 'least 120000 USD'],
    ['£38,000', 'least 38000 GBP'],
    ['25 lpa', 'least 2500000 INR'],
    ['$35/hr', 'least 72800 USD'],
    ['40k pesos a month', 'least 480000 PHP'],
    ['55-60k', 'least 55000 any'],
    ['eighty thousand pounds', 'least 80000 GBP'],
    ['a hundred and twenty thousand dollars', 'least 120000 USD'],
    ['60 thousand', 'least 60000 any'],
    ['45000 to 60k', 'least 45000 any'],
    ['$120,000-140k', 'least 120000 USD'],
    ['sixty-five thousand', 'least 65000 any'],
    ['two hundred thousand dollars', 'least 200000 USD'],
    ['nurse with 3 years experience eighty thousand pounds', 'least 80000 GBP'],
    ['driver £14 plus', 'least 29120 GBP'],
  ])('%s is an amount a year', (text, expected) => {
    expect(told(text)).toEqual([expected]);
  });

  it.each([
    ['baker £31k, night week rota', 'least 31000 GBP'],
    ['plumber $70k weekend shift', 'least 70000 USD'],
    ['€48k 5 day week analyst', 'least 48000 EUR'],
    ['finance manager 75k year end reporting', 'least 75000 any'],
    ['receptionist 28k hour lunch', 'least 28000 any'],
    ['tutor $30 per hour', 'least 62400 USD'],
    ['60k accounts assistant', 'least 60000 any'],
    ['tutor $30/h', 'least 62400 USD'],
    ['carpenter £180 each day', 'least 46800 GBP'],
    ['tiler £200 daily', 'least 52000 GBP'],
    ['scaffolder £210 day rate', 'least 54600 GBP'],
    ['cook €650 every week', 'least 33800 EUR'],
    ['cook €1,300 a fortnight', 'least 33800 EUR'],
    ['nanny £2200 pcm', 'least 26400 GBP'],
    ['clerk 2.750 € monthly', 'least 33000 EUR'],
    ['clerk 41k p.a.', 'least 41000 any'],
    ['hourly pay of £13', 'least 27040 GBP'],
    ['monthly salary 4000 euros', 'least 48000 EUR'],
  ])('has the time that stands in words of its own beside the sum: %s', (text, expected) => {
    expect(told(text)).toEqual([expected]);
  });

  it.each([
    ['architect below 70k', 'most 70000 any'],
    ['less than £20 an hour', 'most 41600 GBP'],
    ['at most 90k euros', 'most 90000 EUR'],
    ['maximum of $55,000', 'most 55000 USD'],
    ['cleaner 25k max', 'most 25000 any'],
    ['no more than 3000 a month', 'most 36000 any'],
    ['30k or less', 'most 30000 any'],
    ['not over £45k', 'most 45000 GBP'],
    ['nothing below 38k', 'least 38000 any'],
    ['no less than $22/hr', 'least 45760 USD'],
    ['not under €50k', 'least 50000 EUR'],
    ['50-60k max', 'least 50000 any'],
  ])('is the most or the least as the words say: %s', (text, expected) => {
    expect(told(text)).toEqual([expected]);
  });

  it.each([
    ['1.800 € per month', 'least 21600 EUR'],
    ['€52.000 per year', 'least 52000 EUR'],
    ["95'000 CHF", 'least 95000 CHF'],
    ['1.450.000 yen', 'least 1450000 JPY'],
    ['9,50 € per hour', 'least 19760 EUR'],
    ['8,00,000 rupees a year', 'least 800000 INR'],
    ['2.4 million yen', 'least 2400000 JPY'],
    ['6 lakhs per annum', 'least 600000 INR'],
    ['1.5 crore', 'least 15000000 INR'],
    ['seventy grand', 'least 70000 any'],
    ['eighteen pounds an hour', 'least 37440 GBP'],
  ])('is written as people of many countries write it: %s', (text, expected) => {
    expect(told(text)).toEqual([expected]);
  });

  it.each([
    ['CAD 85k', 'CAD'],
    ['C$85k', 'CAD'],
    ['A$99k', 'AUD'],
    ['NZ$70,000', 'NZD'],
    ['S$6000 a month', 'SGD'],
    ['R$9000 monthly', 'BRL'],
    ['140k PLN', 'PLN'],
    ['12000 zlotys per month', 'PLN'],
    ['80k Swiss francs', 'CHF'],
    ['75k Canadian dollars', 'CAD'],
    ['600k Mexican pesos', 'MXN'],
    ['NGN 400k a month', 'NGN'],
    ['UGX 900000 a month', 'UGX'],
    ['salary 70k, paid in pounds', 'GBP'],
    ['50k a year EUR', 'EUR'],
    ['USD salary 60k', 'USD'],
    ['PHP 45k a month', 'PHP'],
  ])('has the currency that stands beside it: %s', (text, currency) => {
    expect(statedPays(text)[0]?.currency).toBe(currency);
  });

  it.each(['60k PHP developer', '50k CAD technician', 'AMD engineer 60k', '60k in sales', 'paid 60k in real estate'])(
    'has no currency that the text does not name: %s',
    (text) => expect(told(text)).toEqual([expect.stringMatching(/ any$/)]),
  );

  it.each([
    'good pay',
    'mechanic within 15 km',
    'paid 3 weeks leave',
    'over 18',
    'aged 25 to 40',
    '24 hours a day',
    'ward of 30 patients a day',
    'salary guide 2025',
    'pays 20%',
    'at least 10k users',
    'more than 500 employees',
    'under 5 miles',
    '401k match',
    'open 9 to 5',
    '3 day week',
    'account manager managing $3m accounts',
    'at least $50k quota',
  ])('is no other number: %s', (text) => {
    expect(told(text)).toEqual([]);
  });

  it('is found by the place of a part of it', () => {
    const text = 'electrician $20 an hour';
    expect(payAt(text, { start: 12, end: 15 })).toMatchObject({ amount: 41_600, start: 12, end: text.length });
    expect(payAt(text, { start: 0, end: 11 })).toBeNull();
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
