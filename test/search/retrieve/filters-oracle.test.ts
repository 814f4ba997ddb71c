/** Hard filters of jobs against looking at the documents one by one, for filters and documents made at random. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JobFilter } from '../../../search/filters.ts';
import { predicateOf } from '../../../search/retrieve/filters.ts';
import { hardFilters } from '../../../search/retrieve/hard-filters.ts';
import { passing } from '../../../search/retrieve/matches.ts';
import type { JobDocument, Salary } from '../../../stores/documents.ts';
import { memorySnapshot } from '../../helpers/memory-index.ts';
import { testJobs } from '../../helpers/test-corpus.ts';
import { jobRequest, testFacts } from '../../helpers/test-search.ts';

const NOW_MS = Date.UTC(2026, 0, 2);
const HOUR_MS = 3_600_000;
const LANGUAGES = ['en', 'en-GB', 'EN', 'fr', 'enm', null];

const pays: readonly (Salary | null)[] = [
  null,
  ...[
    [20_000, 30_000, 'USD'],
    [70_000, null, 'USD'],
    [null, 52_000, 'EUR'],
  ].map(
    ([low, high, currency]) =>
      ({ minimum: low, maximum: high, currency, period: 'YEAR', annualMinimum: low, annualMaximum: high }) as Salary,
  ),
];
const jobs: readonly JobDocument[] = testJobs(testFacts(), 2).map((job, index) => ({
  ...job,
  salary: pays[index % pays.length] ?? null,
  language: LANGUAGES[index % LANGUAGES.length] ?? null,
  expiresAt: index % 3 === 0 ? new Date(NOW_MS + (index - 20) * HOUR_MS).toISOString() : null,
}));
const snapshot = memorySnapshot('jobs', jobs, testFacts());

function passed(filter: JobFilter, nowMs: number): readonly number[] {
  const mask = passing(predicateOf(hardFilters(jobRequest('x', { filter }), snapshot, testFacts(), nowMs)), snapshot);
  return [...mask.keys()].filter((position) => mask[position] === 1);
}

const lowest = ({ annualMinimum, annualMaximum }: Salary): number => annualMinimum ?? annualMaximum ?? 0;
const highest = ({ annualMinimum, annualMaximum }: Salary): number => annualMaximum ?? annualMinimum ?? 0;

function isInBand(pay: Salary | null, band: string): boolean {
  const [currency, range = ''] = band.split(':');
  const [from, to] = range.split('-');
  return (
    pay !== null &&
    pay.currency === currency &&
    highest(pay) >= Number(from) &&
    lowest(pay) <= (to === '' ? Number.POSITIVE_INFINITY : Number(to))
  );
}

function isPaid(pay: Salary | null, { minimum, maximum, currency, includeUnstated }: NonNullable<JobFilter['salary']>) {
  if (pay?.currency !== currency) return includeUnstated !== false;
  return highest(pay) >= (minimum ?? 0) && lowest(pay) <= (maximum ?? Number.POSITIVE_INFINITY);
}

const isSpoken = (language: string | null, range: string): boolean =>
  language !== null && `${language.toLowerCase()}-`.startsWith(`${range.toLowerCase()}-`);

/** One rule a field; all must hold. */
function isMatch(job: JobDocument, filter: JobFilter, nowMs: number): boolean {
  const rules: readonly (boolean | undefined)[] = [
    job.expiresAt === null || Date.parse(job.expiresAt) >= nowMs,
    filter.salaryBands?.some((band) => isInBand(job.salary, band)),
    filter.languages?.some((range) => isSpoken(job.language, range)),
    filter.workplaceTypes?.some((type) => job.workplaceType === type),
    filter.companyIds?.some((id) => job.company?.id === id),
    filter.excludeJobIds?.every((id) => job.id !== id),
    filter.salary ? isPaid(job.salary, filter.salary) : undefined,
    filter.postedWithinDays
      ? Date.parse(job.postedAt ?? '') >= nowMs - filter.postedWithinDays * 24 * HOUR_MS
      : undefined,
  ];
  return rules.every((rule) => rule !== false);
}

const oneOf = <T>(values: readonly T[]) =>
  fc.option(fc.array(fc.constantFrom(...values), { minLength: 1, maxLength: 3 }), { nil: undefined });
const filters = fc.record(
  {
    salaryBands: oneOf(['USD:0-24999', 'USD:25000-49999', 'EUR:50000-74999', 'USD:200000-', 'nonsense']),
    languages: oneOf(['en', 'en-GB', 'EN-gb', 'fr', 'de']),
    workplaceTypes: oneOf(['REMOTE', 'HYBRID', 'ON_SITE'] as const),
    companyIds: oneOf(jobs.slice(0, 6).map((job) => job.company?.id ?? '')),
    excludeJobIds: oneOf(jobs.slice(0, 9).map((job) => job.id)),
    salary: fc.option(
      fc.record({
        minimum: fc.constantFrom(null, 10_000, 30_000, 60_000),
        maximum: fc.constantFrom(null, 60_000, 90_000),
        currency: fc.constantFrom('USD', 'EUR', 'GBP'),
        includeUnstated: fc.constantFrom(true, false, null),
      }),
      { nil: undefined },
    ),
    postedWithinDays: fc.constantFrom(undefined, 1, 2),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<JobFilter>;

describe('hard filters of jobs', () => {
  it('pass exactly what looking at each document passes, at any time', () => {
    fc.assert(
      fc.property(filters, fc.integer({ min: -30, max: 30 }), (filter, hours) => {
        const nowMs = NOW_MS + hours * HOUR_MS;
        const wanted = jobs.flatMap((job, index) => (isMatch(job, filter, nowMs) ? [index] : []));
        expect(passed(filter, nowMs)).toEqual(wanted);
      }),
      { numRuns: 300 },
    );
  });

  it('stay the same until the next job expires, so that what was computed for them is found again', () => {
    const at = (ms: number) => predicateOf(hardFilters(jobRequest('x'), snapshot, testFacts(), NOW_MS + ms));
    expect(at(HOUR_MS / 2)).not.toBeNull();
    expect(at(HOUR_MS / 2)).toEqual(at(HOUR_MS / 2 + 1_000));
    expect(at(HOUR_MS / 2)).not.toEqual(at(5 * HOUR_MS));
    expect(at(-1_000 * HOUR_MS)).toBeNull();
  });

  it('leave out every job that names an end once all of them have passed', () => {
    const open = jobs.flatMap((job, index) => (job.expiresAt === null ? [index] : []));
    expect(passed({}, NOW_MS + 1_000 * HOUR_MS)).toEqual(open);
  });
});
