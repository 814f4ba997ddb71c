/** What documents say in their columns: places with all around them, pay bands, companies now and then. */
import { expect, test } from 'vitest';
import { jobAttributes } from '../../ingest/job-attributes.ts';
import { companyId, placeOf } from '../../ingest/normalise-parts.ts';
import { salaryOf } from '../../ingest/normalise-salary.ts';
import { personAttributes } from '../../ingest/person-attributes.ts';
import { foldText } from '../../models/text.ts';
import type { Label } from '../../stores/attribute-builder.ts';
import type { Place, WorkExperience } from '../../stores/documents.ts';
import { loadFacts } from '../../stores/facts-files.ts';
import { sampleJob, samplePerson } from '../helpers/sample-documents.ts';

const facts = loadFacts(foldText);
const valuesOf = (labels: readonly Label[] | undefined) =>
  labels?.map((label) => (typeof label === 'string' ? label : label.value));
const placesOf = (...names: readonly string[]): readonly Place[] => names.flatMap((name) => placeOf(name, facts) ?? []);

test('a job in a town is also in its region and country', () => {
  const { labels, points } = jobAttributes(sampleJob({ locations: placesOf('Austin, TX') }), facts);
  expect(valuesOf(labels.place)).toEqual(['geo:4671654', 'region:US-TX', 'country:US']);
  expect(labels.placeText).toEqual(['austin tx', 'austin', 'tx']);
  expect(points.point).toHaveLength(1);
});

test('a place that the gazetteer does not know is its own name, for the facet and as text', () => {
  const { labels, points } = jobAttributes(sampleJob({ locations: placesOf('Moon Base, Crater 3') }), facts);
  expect(labels.place).toEqual([]);
  expect(labels.location).toEqual(['Moon Base, Crater 3']);
  expect(labels.placeText).toEqual(['moon base crater 3', 'moon base', 'crater 3']);
  expect(points.point).toEqual([]);
});

test.each([
  [{ minimum: 60_000, maximum: 80_000 }, ['EUR:50000-74999', 'EUR:75000-99999'], [60_000, 80_000]],
  [{ minimum: 75_000, maximum: null }, ['EUR:75000-99999'], [75_000, 75_000]],
  [{ minimum: null, maximum: 300_000 }, ['EUR:200000-'], [300_000, 300_000]],
])('pay of %j a year is in %j', (range, bands, ends) => {
  const salary = salaryOf({ ...range, currency: 'EUR', period: 'YEAR' });
  const { labels, numbers } = jobAttributes(sampleJob({ salary }), facts);
  expect(valuesOf(labels.salaryBand)).toEqual(bands);
  expect([numbers.salaryMinimum, numbers.salaryMaximum]).toEqual(ends);
});

test('unstated pay has no band, no currency and no number', () => {
  const { labels, numbers } = jobAttributes(sampleJob(), facts);
  expect([labels.salaryBand, labels.salaryCurrency, numbers.salaryMinimum]).toEqual([[], [], null]);
});

test('a job is in every industry that its line names; without a line in none', () => {
  const labelsOf = (industry: string | null) => jobAttributes(sampleJob({ industry }), facts).labels.industry;
  expect(labelsOf('Hospitals and Health Care')).toEqual(['hospitals and health care', 'hospital', 'healthcare']);
  expect(labelsOf(null)).toEqual([]);
});

test('titles and skills are folded; a skill is shown as written', () => {
  const { labels } = jobAttributes(sampleJob({ title: 'Café-Chef', skills: ['Node.js', 'C++'] }), facts);
  expect(labels.title).toEqual([{ value: 'cafe chef', display: 'Café-Chef' }]);
  expect(labels.skill).toEqual([
    { value: 'node js', display: 'Node.js' },
    { value: 'c++', display: 'C++' },
  ]);
});

const position = (company: string, endDate: string | null): WorkExperience => ({
  title: 'Cook',
  company: { id: companyId(company), name: company },
  location: null,
  startDate: null,
  endDate,
  summary: null,
});

test.each([
  ['open positions are current, the others past', [position('Inn', null), position('Bar', '2014')], ['Inn'], ['Bar']],
  ['of ended positions the first is current', [position('Inn', '2020'), position('Bar', '2014')], ['Inn'], ['Bar']],
  ['nobody works nowhere', [], [], []],
])('%s', (_name, work, current, past) => {
  const { labels } = personAttributes(samplePerson({ work }), facts);
  expect(valuesOf(labels.currentCompany)).toEqual(current.map(companyId));
  expect(valuesOf(labels.pastCompany)).toEqual(past.map(companyId));
});

test('a person is found by headline and by the title of every position', () => {
  const { labels } = personAttributes(samplePerson({ work: [position('Inn', null)] }), facts);
  expect(valuesOf(labels.title)).toEqual(['payroll manager', 'cook']);
  expect(valuesOf(labels.name)).toEqual(['zoe oskarsdottir']);
});
