/** Pay as stated and annualised. */

import type { Salary, SalaryPeriod } from '../stores/documents.ts';
import { enumName } from './normalise-parts.ts';

/** Working periods of one year: 40 hours and 5 days a week, 52 weeks. */
const PERIODS_A_YEAR: Readonly<Record<SalaryPeriod, number>> = {
  HOUR: 2_080,
  DAY: 260,
  WEEK: 52,
  MONTH: 12,
  YEAR: 1,
};

const PERIODS: ReadonlyMap<string, SalaryPeriod> = new Map([
  ['HOUR', 'HOUR'],
  ['HOURLY', 'HOUR'],
  ['DAY', 'DAY'],
  ['DAILY', 'DAY'],
  ['WEEK', 'WEEK'],
  ['WEEKLY', 'WEEK'],
  ['MONTH', 'MONTH'],
  ['MONTHLY', 'MONTH'],
  ['YEAR', 'YEAR'],
  ['YEARLY', 'YEAR'],
  ['ANNUAL', 'YEAR'],
]);

interface RawSalary {
  readonly minimum?: number | null | undefined;
  readonly maximum?: number | null | undefined;
  readonly currency: string;
  readonly period?: string | null | undefined;
}

/** Null when no amount is stated. Ends in the wrong order are swapped; no period means a year. */
export function salaryOf(raw: RawSalary | null | undefined): Salary | null {
  const stated = [raw?.minimum ?? null, raw?.maximum ?? null] as const;
  if (raw === null || raw === undefined || (stated[0] === null && stated[1] === null)) return null;
  const isSwapped = stated[0] !== null && stated[1] !== null && stated[0] > stated[1];
  const [minimum, maximum] = isSwapped ? [stated[1], stated[0]] : stated;
  const period = PERIODS.get(enumName(raw.period)) ?? 'YEAR';
  const annual = (amount: number | null): number | null => (amount === null ? null : amount * PERIODS_A_YEAR[period]);
  return {
    minimum,
    maximum,
    currency: raw.currency.toUpperCase(),
    period,
    annualMinimum: annual(minimum),
    annualMaximum: annual(maximum),
  };
}
