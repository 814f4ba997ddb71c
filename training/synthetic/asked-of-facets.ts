/** What a graded query asks for, from its gold facets, as far as the rules on fields can read it. */

import { companyOf, enumName, placeOf } from '../../ingest/normalise-parts.ts';
import { salaryOf } from '../../ingest/normalise-salary.ts';
import type { EmploymentType, Seniority, WorkplaceType } from '../../stores/documents.ts';
import type { Facts } from '../../stores/facts.ts';
import type { TitleTables } from '../title-tables.ts';
import { type Asked, type Condition, wanted } from './asked.ts';
import { roleOf } from './roles.ts';

/** Lists of values by field, as the query files have them; some fields hold one value without a list. */
export type GoldFacets = Readonly<Record<string, unknown>>;

type Reader = (value: string, facts: Facts) => Condition | null;

const TYPES: Readonly<Record<string, EmploymentType>> = { CONTRACT: 'CONTRACTOR', INTERNSHIP: 'INTERN' };
const LEVELS: Readonly<Record<string, Seniority>> = { INTERN: 'INTERNSHIP' };

const READERS: Readonly<Record<string, Reader>> = {
  location: (name, facts) => {
    const place = placeOf(name, facts);
    return place && { kind: 'place', place };
  },
  company: (name) => {
    const company = companyOf(name);
    return company && { kind: 'company', company };
  },
  workplace: (value) => ({
    kind: 'workplace',
    workplace: enumName(value).replace('ONSITE', 'ON_SITE') as WorkplaceType,
  }),
  employmentType: (value) => ({ kind: 'type', type: TYPES[enumName(value)] ?? (enumName(value) as EmploymentType) }),
  seniority: (value) => ({ kind: 'level', level: LEVELS[enumName(value)] ?? (enumName(value) as Seniority) }),
  school: (school) => ({ kind: 'school', school }),
  skill: (skill) => ({ kind: 'skill', skill }),
  yearsExperienceMin: (years) => ({ kind: 'years', minimum: Number(years) }),
};

interface Pay {
  readonly amount: number;
  readonly currency?: string;
  readonly per?: string;
}

/** Null where a value is missing in the tables, there are several of a field, or a field has no rule. */
export function askedOfFacets(facets: GoldFacets, titles: TitleTables, facts: Facts): Asked | null {
  const { title, salaryMin, ...others } = facets;
  const [role, ...more] = listOf(title);
  if (role === undefined || more.length > 0) return null;
  const pay = listOf(salaryMin).map((value) => payCondition(value as Pay));
  const conditions = [...pay, ...Object.entries(others).map(([field, value]) => conditionOf(field, value, facts))];
  if (!conditions.every((condition) => condition !== null)) return null;
  return { role: roleOf(String(role), titles), demands: conditions.map(wanted) };
}

const listOf = (value: unknown): readonly unknown[] => (value === undefined ? [] : [value].flat());

function conditionOf(field: string, value: unknown, facts: Facts): Condition | null {
  const values = listOf(value);
  return values.length === 1 ? (READERS[field]?.(String(values[0]), facts) ?? null) : null;
}

function payCondition({ amount, currency = 'USD', per = 'year' }: Pay): Condition | null {
  const salary = salaryOf({ minimum: amount, currency, period: per });
  return salary?.annualMinimum ? { kind: 'pay', annualMinimum: salary.annualMinimum, currency: salary.currency } : null;
}
