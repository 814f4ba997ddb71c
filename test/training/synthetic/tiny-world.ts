/** Three occupations, two countries and documents that differ in one field: what tests of synthetic queries read. */

import type { Education, JobDocument, PersonDocument, Place } from '../../../stores/documents.ts';
import type { GazetteerPlace } from '../../../stores/facts.ts';
import { createKnowledge, type Knowledge } from '../../../training/synthetic/knowledge.ts';
import type { TitleTables } from '../../../training/title-tables.ts';
import { sampleJob, samplePerson } from '../../helpers/sample-documents.ts';

const OCCUPATIONS: Readonly<Record<string, readonly string[]>> = {
  '51-4121.00': ['welder', 'arc welder', 'metal joiner'],
  '51-4122.00': ['solderer'],
  '51-9061.00': ['quality inspector'],
  '29-1141.00': ['registered nurse', 'ward nurse'],
};

export const TITLES: TitleTables = {
  titles: new Map(Object.entries(OCCUPATIONS)),
  occupationsOf: (title) =>
    Object.entries(OCCUPATIONS).flatMap(([code, titles]) => (titles.includes(title.toLowerCase()) ? [code] : [])),
  siblings: new Map([['51-4121.00', ['51-4122.00']]]),
};

const country = (code: string): GazetteerPlace => ({
  id: `country:${code}`,
  kind: 'country',
  name: code,
  countryCode: code,
  regionCode: null,
  latitude: null,
  longitude: null,
  population: 1,
});
const COUNTRIES = new Map(['CH', 'SE'].map((code) => [`country:${code}`, country(code)]));

const town = (id: string, name: string, countryCode: string, latitude: number, longitude: number): Place => ({
  id: `geo:${id}`,
  name,
  countryCode,
  latitude,
  longitude,
});
export const BERN = town('1', 'Bern, Switzerland', 'CH', 46.95, 7.45);
export const KOENIZ = town('2', 'Köniz, Switzerland', 'CH', 46.92, 7.41);
export const GENEVA = town('3', 'Geneva, Switzerland', 'CH', 46.2, 6.14);
export const MALMO = town('4', 'Malmö, Sweden', 'SE', 55.6, 13);
export const SWITZERLAND: Place = {
  id: 'country:CH',
  name: 'Switzerland',
  countryCode: 'CH',
  latitude: null,
  longitude: null,
};

const asGazetteer = (place: Place): GazetteerPlace => ({
  ...country(place.countryCode ?? ''),
  id: place.id ?? '',
  kind: 'city',
  name: place.name,
});
const TOWNS = new Map([BERN, KOENIZ, GENEVA, MALMO].map((place) => [place.id, asGazetteer(place)]));

export const KNOWN: Knowledge = createKnowledge(TITLES, {
  placeById: (id) => TOWNS.get(id) ?? COUNTRIES.get(id) ?? null,
  placesAround: (place) => (place.kind === 'country' ? [] : [country(place.countryCode)]),
});

/** A welder in Bern, full time, at a smithy, with pay. */
export function welder(changes: Partial<JobDocument> = {}): JobDocument {
  return sampleJob({
    externalId: 'welder',
    title: 'Welder',
    description: 'You join steel parts and read drawings of machines every day.',
    company: { id: 'smithy', name: 'Blue Smithy' },
    locations: [BERN],
    workplaceType: 'ON_SITE',
    employmentTypes: ['FULL_TIME'],
    seniority: 'ENTRY',
    industry: 'Metalwork',
    salary: {
      minimum: 60_000,
      maximum: 70_000,
      currency: 'USD',
      period: 'YEAR',
      annualMinimum: 60_000,
      annualMaximum: 70_000,
    },
    skills: ['TIG welding', 'Drawing'],
    ...changes,
  });
}

export const LAKE_SCHOOL: Education = {
  institution: 'Lake School',
  area: 'Nursing',
  studyType: 'Diploma',
  startDate: null,
  endDate: null,
};

/** A nurse in Bern who was a welder before, with school and certificate. */
export function nurse(changes: Partial<PersonDocument> = {}): PersonDocument {
  const job = { location: null, startDate: null, endDate: null, summary: null };
  return samplePerson({
    externalId: 'nurse',
    displayName: 'Ada Meadow',
    headline: 'Registered Nurse',
    summary: 'Looks after the wounds of patients at night and writes the plans of the ward.',
    location: BERN,
    work: [
      { ...job, title: 'Registered Nurse', company: { id: 'clinic', name: 'Hill Clinic' } },
      { ...job, title: 'Welder', company: { id: 'smithy', name: 'Blue Smithy' } },
    ],
    education: [LAKE_SCHOOL],
    skills: ['Triage', 'Wound care'],
    languages: ['German'],
    certifications: ['First Aid'],
    seniority: 'MID_SENIOR',
    yearsExperience: 10,
    ...changes,
  });
}
