/** Pay that a posting states, in its field or only in its text. */

import { salaryOf } from '../../ingest/normalise-salary.ts';
import type { JobDocument, Salary } from '../../stores/documents.ts';

const CURRENCIES: Readonly<Record<string, string>> = { $: 'USD', '£': 'GBP', '€': 'EUR' };
const PERIODS: Readonly<Record<string, string>> = {
  hour: 'HOUR',
  hr: 'HOUR',
  day: 'DAY',
  week: 'WEEK',
  month: 'MONTH',
  year: 'YEAR',
  yr: 'YEAR',
  annum: 'YEAR',
};
const AMOUNT = String.raw`(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)\s?(k)?`;
/** "$55,000 - $67,000 a year", "£14/hr", "60k per annum" only with a currency sign. */
const STATED = new RegExp(
  String.raw`([$£€])\s?${AMOUNT}(?:\s?(?:-|–|to)\s?[$£€]?\s?${AMOUNT})?\s*(?:per|an?|\/)\s*(${Object.keys(PERIODS).join('|')})\b`,
  'gi',
);
/** Whole units a year; less or more is a bonus, a fee or a budget and no pay. */
const LEAST_A_YEAR = 12_000;
const MOST_A_YEAR = 600_000;

const amountOf = (digits: string | undefined, thousands: string | undefined): number | null =>
  digits === undefined ? null : Number(digits.replaceAll(',', '')) * (thousands ? 1000 : 1);

/** The first statement of pay in a text that can be what somebody earns; null without one. */
export function payInText(text: string): Salary | null {
  for (const [, sign = '', low, lowK, high, highK, period = ''] of text.matchAll(STATED)) {
    const salary = salaryOf({
      minimum: amountOf(low, lowK ?? highK),
      maximum: amountOf(high, highK),
      currency: CURRENCIES[sign] ?? sign,
      period: PERIODS[period.toLowerCase()] ?? 'YEAR',
    });
    const annual = salary?.annualMinimum ?? 0;
    if (annual >= LEAST_A_YEAR && annual <= MOST_A_YEAR) return salary;
  }
  return null;
}

export function payOf(job: JobDocument): Salary | null {
  return job.salary ?? payInText(job.description);
}
