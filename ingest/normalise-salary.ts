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

/** As fields and texts name them. */
const PERIODS: ReadonlyMap<string, SalaryPeriod> = new Map(
  (
    [
      ['HOUR', 'HOUR HOURS HOURLY HR H'],
      ['DAY', 'DAY DAYS DAILY'],
      ['WEEK', 'WEEK WEEKS WEEKLY WK'],
      ['MONTH', 'MONTH MONTHS MONTHLY MO'],
      ['YEAR', 'YEAR YEARS YEARLY YR ANNUM ANNUAL ANNUALLY'],
    ] as const
  ).flatMap(([period, names]) => names.split(' ').map((name) => [name, period] as const)),
);

/** As a line's field or its text states it. */
export interface RawSalary {
  readonly minimum?: number | null | undefined;
  readonly maximum?: number | null | undefined;
  readonly currency: string;
  readonly period?: string | null | undefined;
  /** Words of the text that state it; absent for the field. */
  readonly readFrom?: string;
}

const periodOf = (name: RawSalary['period']): SalaryPeriod => PERIODS.get(enumName(name)) ?? 'YEAR';

/** How often a year pay of this period comes. */
export const annualFactor = (period: RawSalary['period']): number => PERIODS_A_YEAR[periodOf(period)];

/** Null when no amount is stated. Ends in the wrong order are swapped; no period means a year. */
export function salaryOf(raw: RawSalary | null | undefined): Salary | null {
  const stated = [raw?.minimum ?? null, raw?.maximum ?? null] as const;
  if (raw === null || raw === undefined || (stated[0] === null && stated[1] === null)) return null;
  const isSwapped = stated[0] !== null && stated[1] !== null && stated[0] > stated[1];
  const [minimum, maximum] = isSwapped ? [stated[1], stated[0]] : stated;
  const factor = annualFactor(raw.period);
  const annual = (amount: number | null): number | null => (amount === null ? null : amount * factor);
  return {
    minimum,
    maximum,
    currency: raw.currency.toUpperCase(),
    period: periodOf(raw.period),
    annualMinimum: annual(minimum),
    annualMaximum: annual(maximum),
    ...(raw.readFrom === undefined ? {} : { readFrom: raw.readFrom }),
  };
}
