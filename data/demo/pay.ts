/** Pay that fits work, rung and country, in local money, and how an advertisement says it. */
import type { Country, PayPeriod } from './countries.ts';
import type { Family, Rung } from './family.ts';
import { grouped } from './grammar.ts';
import type { Random } from './random.ts';

export interface Pay {
  readonly minimum: number;
  readonly maximum: number;
  readonly currency: string;
  readonly period: PayPeriod;
}

/** Pay of a rung against the middle one. */
const RUNG_LEVEL: Readonly<Record<Rung, number>> = {
  intern: 0.5,
  entry: 0.78,
  mid: 1,
  senior: 1.28,
  lead: 1.5,
  head: 2.1,
};

/** Floor for interns and newcomers of low-paid work: yearly US dollars at US level. */
const LOWEST_YEARLY_USD = 27_000;

const PERIODS_PER_YEAR: Readonly<Record<PayPeriod, number>> = { HOUR: 2080, MONTH: 12, YEAR: 1 };

/** Rounds to a step that people would write: about one percent of the amount. */
function roundPay(amount: number): number {
  if (amount < 60) return Math.round(amount * 4) / 4;
  // By the digits of the number: logarithms may differ in the last bit between machines.
  const step = Number(`1e${Math.max(0, String(Math.floor(amount)).length - 2)}`) / 2;
  return Math.round(amount / step) * step;
}

function periodOf(family: Family, country: Country): PayPeriod {
  if (family.paidByHour === true && country.statesHours === true) return 'HOUR';
  return country.period ?? 'YEAR';
}

export function payFor(family: Family, rung: Rung, country: Country, random: Random): Pay {
  const period = periodOf(family, country);
  const jitter = 0.92 + random.next() * 0.18;
  const inLocalMoney = (thousandUsd: number) => {
    const yearlyUsd = Math.max(LOWEST_YEARLY_USD, thousandUsd * 1000 * RUNG_LEVEL[rung] * jitter) * country.payLevel;
    return (yearlyUsd * country.rate) / PERIODS_PER_YEAR[period];
  };
  const [low, high] = family.pay;
  const middle = (low + high) / 2;
  const minimum = roundPay(inLocalMoney(low + (middle - low) * random.next() * 0.5));
  const maximum = Math.max(
    roundPay(minimum * 1.05),
    roundPay(inLocalMoney(high - (high - middle) * random.next() * 0.5)),
  );
  return { minimum, maximum, currency: country.currency, period };
}

const PERIOD_WORDS: Readonly<Record<PayPeriod, readonly string[]>> = {
  HOUR: ['per hour', 'an hour', '/hour'],
  MONTH: ['per month', 'a month', 'gross monthly'],
  YEAR: ['per year', 'a year', 'p.a.', 'per annum'],
};

const amountText = (amount: number, sign: string) => {
  const number = Number.isInteger(amount) ? grouped(amount) : amount.toFixed(2);
  return `${sign}${/[A-Za-z]$/.test(sign) && sign.length > 2 ? ' ' : ''}${number}`;
};

export function payText(pay: Pay, country: Country, random: Random): string {
  const low = amountText(pay.minimum, country.sign);
  const high = amountText(pay.maximum, country.sign);
  const range = random.pick([`${low} to ${high}`, `${low} – ${high}`, `between ${low} and ${high}`]);
  return `${range} ${random.pick(PERIOD_WORDS[pay.period])}`;
}
