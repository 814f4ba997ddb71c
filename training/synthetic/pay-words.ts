/** Asks for pay that a posting reaches, as people do: "over 60k", "at least $22 an hour". */

import { salaryOf } from '../../ingest/normalise-salary.ts';
import type { Salary, SalaryPeriod } from '../../stores/documents.ts';
import type { Random } from '../random.ts';
import { wanted } from './asked.ts';
import { behind, type Phrase } from './phrase.ts';

const SIGNS: Readonly<Record<string, string>> = { USD: '$', GBP: '£', EUR: '€' };
/** What people round pay down to. */
const STEPS: Readonly<Record<SalaryPeriod, number>> = { HOUR: 1, DAY: 25, WEEK: 50, MONTH: 250, YEAR: 5000 };
/** The least share of the stated pay that is asked for. */
const LEAST_SHARE = 0.75;
const THOUSAND = 1000;

/** Empty when no pay is stated or too little of it. */
export function payPhrases(salary: Salary | null, random: Random): readonly Phrase[] {
  const stated = salary?.minimum ?? salary?.maximum ?? null;
  if (salary === null || stated === null) return [];
  const share = LEAST_SHARE + (1 - LEAST_SHARE) * random.next();
  const amount = Math.floor((stated * share) / STEPS[salary.period]) * STEPS[salary.period];
  const asked = salaryOf({ minimum: amount, currency: salary.currency, period: salary.period });
  if (amount === 0 || asked === null || asked.annualMinimum === null) return [];
  const demand = wanted({ kind: 'pay', annualMinimum: asked.annualMinimum, currency: asked.currency });
  return [behind('pay', inWords(amount, salary.period, SIGNS[salary.currency] ?? '', random), demand)];
}

function inWords(amount: number, period: SalaryPeriod, sign: string, random: Random): string {
  const isRound = period === 'YEAR' && amount % THOUSAND === 0;
  const short = isRound && random.chance(0.6) ? `${amount / THOUSAND}k` : amount.toLocaleString('en-US');
  const said = `${random.chance(0.5) ? sign : ''}${short}${period === 'YEAR' ? '' : ` ${periodWords(period, random)}`}`;
  return random.pick([
    `over ${said}`,
    `paying at least ${said}`,
    `${said} or more`,
    `${said}+`,
    `minimum ${said}`,
    `that pays more than ${said}`,
  ]);
}

const periodWords = (period: SalaryPeriod, random: Random): string =>
  random.pick(['an', 'per']) === 'per'
    ? `per ${period.toLowerCase()}`
    : `${period === 'HOUR' ? 'an' : 'a'} ${period.toLowerCase()}`;
