/** What a document states of pay, years, schools, degrees, trade and age, held against what was asked. */
import { describe, expect, it } from 'vitest';
import { facetReasons } from '../../../search/present/facet-reasons.ts';
import type { UnderstoodFacet } from '../../../search/types.ts';
import type { JobDocument, PersonDocument, Salary, TandemDocument } from '../../../stores/documents.ts';
import { testJobs, testPeople } from '../../helpers/test-corpus.ts';
import { testFacts } from '../../helpers/test-search.ts';

const job = testJobs(testFacts())[0] as JobDocument;
const person = testPeople(testFacts())[0] as PersonDocument;
const NOW_MS = Date.parse('2026-01-31T00:00:00Z');
const HOURLY: Salary = {
  minimum: 20,
  maximum: 25,
  currency: 'USD',
  period: 'HOUR',
  annualMinimum: 41_600,
  annualMaximum: 52_000,
};

const facet = (field: string, value: string, sourceText: string | null = null): UnderstoodFacet =>
  ({
    id: `${field}:${value}`,
    field,
    value,
    sourceText,
    confidence: 1,
    isNegated: false,
    isHard: false,
  }) as UnderstoodFacet;
function reasonOf(asked: UnderstoodFacet, document: TandemDocument, text = asked.sourceText ?? asked.value) {
  const unwanted: ReadonlySet<string> = new Set();
  const subject = { document, facts: testFacts(), nowMs: NOW_MS, asked: text, unwanted, facets: [asked], grade: null };
  return facetReasons([asked], subject)[0] ?? null;
}
const ofJob = (field: string, value: string, change: Partial<JobDocument>, sourceText: string | null = null) =>
  reasonOf(facet(field, value, sourceText), { ...job, ...change });
const ofPerson = (field: string, value: string, change: Partial<PersonDocument>) =>
  reasonOf(facet(field, value), { ...person, ...change });

describe('what a posting states', () => {
  it('of pay meets what was asked by the year when its upper end does', () => {
    expect(ofJob('salaryMin', '50000', { salary: HOURLY })).toEqual({
      kind: 'SALARY',
      satisfied: true,
      text: 'Pays 20 to 25 USD an hour, at least the 50,000 a year asked',
    });
    expect(ofJob('salaryMin', '60000', { salary: HOURLY })).toMatchObject({ satisfied: false });
  });

  it('of pay with one end open counts as the stated end', () => {
    const salary: Salary = { ...HOURLY, maximum: null, annualMaximum: null };
    expect(ofJob('salaryMin', '41600', { salary })).toMatchObject({
      satisfied: true,
      text: expect.stringContaining('Pays 20 USD'),
    });
    expect(ofJob('salaryMin', '41601', { salary })).toMatchObject({ satisfied: false });
  });

  it('of pay in another currency is never converted, and no pay meets nothing', () => {
    const asked = { ...facet('salaryMin', '10000', '£10,000'), currency: 'GBP' };
    expect(reasonOf(asked, { ...job, salary: HOURLY })).toMatchObject({
      satisfied: false,
      isOpen: true,
      text: expect.stringContaining('cannot be held against 10,000 GBP'),
    });
    expect(ofJob('salaryMin', '1', { salary: null })).toMatchObject({
      kind: 'SALARY',
      satisfied: false,
      isOpen: true,
      text: 'No pay listed',
    });
  });

  it.each([
    ['3 - 5 years of experience', '3', true],
    ['at least 3+ yrs relevant experience', '2', false],
    ['£10 years of experience', '9', false],
    ['We exist for 30 years. Experience counts.', '9', false],
  ])('of years in %j is met by %s years: %j', (description, has, isMet) => {
    expect(ofJob('yearsExperienceMin', has, { description })?.satisfied).toBe(isMet);
  });

  it('of a degree is a mention of it as a whole word', () => {
    expect(ofJob('degree', 'PhD', { description: 'A PhD is welcome.' })).toMatchObject({
      satisfied: true,
      text: 'Mentions PhD',
    });
    expect(ofJob('degree', 'BA', { description: 'A bank.' })).toMatchObject({ satisfied: false });
  });

  it('of its trade has all words that were asked, and another trade denies nothing', () => {
    const change = { industry: 'Hospitals', description: 'We are glad of you.', company: null };
    expect(ofJob('industry', 'hospital', { ...change, industry: 'Hospitals and clinics' })?.satisfied).toBe(true);
    expect(ofJob('industry', 'mining', change)).toMatchObject({ isOpen: true, text: 'In the industry Hospitals' });
    expect(ofJob('industry', 'mining', { ...change, industry: null })?.text).toBe('No industry listed');
    expect(ofJob('industry', 'mining', { ...change, description: 'A small mining firm.' })?.satisfied).toBe(true);
  });

  it('of its day is met to the very day', () => {
    expect(ofJob('postedWithinDays', '30', { postedAt: '2026-01-01T00:00:00Z' })?.satisfied).toBe(true);
    expect(ofJob('postedWithinDays', '29', { postedAt: '2026-01-01T00:00:00Z' })?.satisfied).toBe(false);
    expect(ofJob('postedWithinDays', '29', { postedAt: null })?.satisfied).toBe(false);
  });

  it('is nothing for what only people state', () => {
    expect(ofJob('school', 'Oxford', {})).toBeNull();
    expect(ofPerson('industry', 'Mining', {})).toBeNull();
  });
});

describe('what a person states', () => {
  it('of years is told in whole years', () => {
    expect(ofPerson('yearsExperienceMin', '7', { yearsExperience: 7.6 })?.text).toBe('Lists 7 years of experience');
    expect(ofPerson('yearsExperienceMin', '8', { yearsExperience: 7.6 })).toMatchObject({
      satisfied: false,
      text: 'Lists 7 years of experience, not 8',
    });
    expect(ofPerson('yearsExperienceMin', '8', { yearsExperience: null })?.satisfied).toBe(false);
  });

  it('of years in words is told where it is more than is listed, and counts where nothing is', () => {
    const summary = 'Over 3 years of experience at home, 20+ years of sea experience.';
    const text = 'Says “20+ years of sea experience”';
    const yearsOf = (asked: string, change: Partial<PersonDocument>) => ofPerson('yearsExperienceMin', asked, change);
    expect(yearsOf('15', { yearsExperience: 4, summary })).toMatchObject({ satisfied: false, isOpen: true, text });
    expect(yearsOf('15', { yearsExperience: null, summary })).toMatchObject({ satisfied: true, text });
    expect(yearsOf('25', { yearsExperience: null, summary })).toMatchObject({ satisfied: false, isOpen: true, text });
    expect(yearsOf('15', { yearsExperience: 21, summary })?.text).toBe('Lists 21 years of experience');
  });

  it.each(['25 years old, with experience in retail.', 'A team of 60 years of combined experience.'])(
    'of years is no person’s own in %j',
    (summary) => {
      expect(ofPerson('yearsExperienceMin', '15', { yearsExperience: 3, summary })?.text).toBe(
        'Lists 3 years of experience, not 15',
      );
    },
  );

  it('of a school is met by the same words, and what is there is told otherwise', () => {
    const education = [
      { ...person.education[0], institution: 'University of Oxford', studyType: 'MSc', area: 'Physics' },
    ];
    const change = { education } as Partial<PersonDocument>;
    expect(ofPerson('school', 'Oxford University', change)).toMatchObject({ kind: 'EDUCATION', satisfied: true });
    expect(ofPerson('school', 'Yale', change)?.text).toBe('Studied at University of Oxford, not Yale');
    expect(ofPerson('degree', 'MSc physics', change)).toMatchObject({
      satisfied: true,
      text: 'Has a degree: MSc Physics',
    });
    expect(ofPerson('degree', 'MSc', { education: [] })?.text).toBe('No degree listed');
  });

  it('of a skill is met by the words of the search as well as by its full name', () => {
    const skilled: PersonDocument = { ...person, skills: ['motivated professional CPA'] };
    const asked = facet('skill', 'Certified Public Accountant', 'CPA');
    expect(reasonOf(asked, skilled)).toMatchObject({ satisfied: true, text: 'Mentions CPA' });
  });

  it('of a skill also stands inside a longer skill', () => {
    const skilled: PersonDocument = { ...person, skills: ['Analytics software: Google Analytics, Looker'] };
    expect(reasonOf(facet('skill', 'Google Analytics'), skilled)).toMatchObject({
      satisfied: true,
      text: 'Mentions Google Analytics',
    });
  });
});
