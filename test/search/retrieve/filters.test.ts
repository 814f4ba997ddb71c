/** Filters as documents pass them: each equal to looking at the documents one by one. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { JobFilter, PeopleFilter } from '../../../search/filters.ts';
import { filterParts, predicateOf } from '../../../search/retrieve/filters.ts';
import { passing } from '../../../search/retrieve/matches.ts';
import type { JobDocument, Salary } from '../../../stores/documents.ts';
import { memorySnapshot } from '../../helpers/memory-index.ts';
import { testJobs, testPeople } from '../../helpers/test-corpus.ts';
import { jobRequest, peopleRequest, testFacts } from '../../helpers/test-search.ts';

const NOW_MS = Date.UTC(2026, 0, 2);
const salary = (annualMinimum: number | null, annualMaximum: number | null, currency = 'USD'): Salary => ({
  minimum: annualMinimum,
  maximum: annualMaximum,
  currency,
  period: 'YEAR',
  annualMinimum,
  annualMaximum,
});

let jobs: readonly JobDocument[];
beforeAll(() => {
  const pay = [null, salary(40_000, 60_000), salary(80_000, null), salary(50_000, 90_000, 'EUR')];
  jobs = testJobs(testFacts()).map((job, index) => ({
    ...job,
    salary: pay[index % pay.length] ?? null,
    directApply: index % 5 === 0,
  }));
});

/** Indexes of the jobs that pass. */
function passed(filter: JobFilter): readonly number[] {
  const snapshot = memorySnapshot('jobs', jobs, testFacts());
  const mask = passing(predicateOf(filterParts(jobRequest('x', { filter }), testFacts(), NOW_MS)), snapshot);
  return [...mask.keys()].filter((position) => mask[position] === 1);
}
const where = (keep: (job: JobDocument) => boolean): readonly number[] =>
  jobs.flatMap((job, index) => (keep(job) ? [index] : []));
const placeNamed =
  (text: string) =>
  (job: JobDocument): boolean =>
    job.locations.some((place) => place.name.includes(text));
const idOf = (text: string): string => testFacts().findPlace(text)?.id ?? '';

describe('a job filter', () => {
  it('without a field, or with empty lists and nulls, lets everything pass', () => {
    for (const filter of [{}, { skills: [], titles: null, salary: null, directApply: null }])
      expect(passed(filter)).toHaveLength(jobs.length);
  });

  it('of titles needs every word of one value', () => {
    expect(passed({ titles: ['nurse registered', 'chef'] })).toEqual(
      where((job) => ['Registered Nurse', 'Chef'].includes(job.title)),
    );
    expect(passed({ titles: ['nurs'] })).toEqual([]);
  });

  it('of skills folds case and accents', () => {
    expect(passed({ skills: ['PYTHÖN'] })).toEqual(where((job) => job.skills.includes('Python')));
  });

  it('of employers takes in or leaves out', () => {
    const employer = jobs[0]?.company?.id ?? '';
    expect(passed({ companyIds: [employer] })).toEqual(where((job) => job.company?.id === employer));
    expect(passed({ excludeCompanyIds: [employer] })).toEqual(where((job) => job.company?.id !== employer));
  });

  it('of places knows ids, texts, regions, countries and circles', () => {
    const lyon = where(placeNamed('Lyon'));
    expect(passed({ locations: [{ placeId: idOf('Lyon, France') }] })).toEqual(lyon);
    expect(passed({ locations: [{ text: 'Lyon' }] })).toEqual(lyon);
    expect(passed({ locations: [{ text: 'France' }] })).toEqual(lyon);
    expect(passed({ locations: [{ point: { latitude: 45.76, longitude: 4.84 }, radiusKm: 20 }] })).toEqual(lyon);
    expect(passed({ locations: [{ text: 'Texas' }, { text: 'Berlin' }] })).toEqual(
      where((job) => placeNamed('Austin')(job) || placeNamed('Berlin')(job)),
    );
    expect(passed({ locations: [{ text: 'no such town' }] })).toEqual([]);
  });

  it('of pay overlaps ranges, never converts, and keeps what is unstated unless told not to', () => {
    const usd = { currency: 'USD', minimum: 55_000, maximum: 70_000 };
    const overlaps = where((job) => job.salary?.currency === 'USD' && job.salary.annualMaximum === 60_000);
    expect(passed({ salary: { ...usd, includeUnstated: false } })).toEqual(overlaps);
    expect(passed({ salary: usd })).toEqual(
      where((job) => job.salary?.currency !== 'USD' || job.salary.annualMaximum === 60_000),
    );
  });

  it('of dates counts from now or from a day', () => {
    const noon = '2026-01-01T12:00:00Z';
    expect(passed({ postedAfter: noon })).toEqual(where((job) => (job.postedAt ?? '') >= '2026-01-01T12:00'));
    expect(passed({ postedWithinDays: 1 })).toEqual(
      where((job) => Date.parse(job.postedAt ?? '') >= NOW_MS - 86_400_000),
    );
  });

  it('of several fields needs all of them', () => {
    const filter: JobFilter = {
      workplaceTypes: ['REMOTE', 'HYBRID'],
      employmentTypes: ['FULL_TIME'],
      directApply: true,
      seniorities: ['ENTRY'],
    };
    const wanted = where(
      (job) =>
        job.workplaceType !== 'ON_SITE' &&
        job.employmentTypes.includes('FULL_TIME') &&
        job.directApply &&
        job.seniority === 'ENTRY',
    );
    expect(passed(filter)).toEqual(wanted);
  });

  it('of ids leaves out what was seen', () => {
    const seen = jobs.slice(0, 3).map((job) => job.id);
    expect(passed({ excludeJobIds: seen })).toEqual(where((job) => !seen.includes(job.id)));
  });
});

describe('a people filter', () => {
  const people = (filter: PeopleFilter): readonly string[] => {
    const all = testPeople(testFacts());
    const snapshot = memorySnapshot('people', all, testFacts());
    const mask = passing(predicateOf(filterParts(peopleRequest('x', { filter }), testFacts(), NOW_MS)), snapshot);
    return all.filter((_, position) => mask[position] === 1).map((person) => person.displayName);
  };

  it('knows titles held, employers, places and years', () => {
    const [first] = testPeople(testFacts());
    const employer = first?.work[0]?.company?.id ?? '';
    expect(people({ currentCompanyIds: [employer] })).toContain(first?.displayName);
    expect(people({ pastCompanyIds: [employer] })).toEqual([]);
    expect(people({ titles: ['accountant'] })).toEqual(['Rahul Whitmore']);
    expect(people({ placeIds: [idOf('France')] })).toEqual(['Mara Lindqvist', 'Greta Novak']);
    expect(people({ minimumYearsOfExperience: 7 })).toHaveLength(6);
    expect(people({ minimumYearsOfExperience: 8 })).toEqual([]);
    expect(people({ openToWork: true })).toEqual([]);
  });
});
