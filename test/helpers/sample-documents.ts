/** Small documents for tests of stores and ingest. */
import type { JobDocument, PersonDocument } from '../../stores/documents.ts';

export function sampleJob(changes: Partial<JobDocument> = {}): JobDocument {
  return {
    kind: 'job',
    id: 'j1',
    source: 'test',
    externalId: '1',
    version: 'v1',
    title: 'Night Nurse',
    description: 'Looks after patients on the cardiac ward at night.',
    company: { id: 'c1', name: 'St. Mary Hospital' },
    locations: [],
    workplaceType: 'ON_SITE',
    employmentTypes: ['FULL_TIME'],
    seniority: null,
    industry: null,
    jobFunction: null,
    salary: null,
    skills: ['triage'],
    postedAt: '2026-03-01T09:00:00+01:00',
    expiresAt: null,
    applyUrl: null,
    directApply: false,
    language: 'en',
    ...changes,
  };
}

export function samplePerson(changes: Partial<PersonDocument> = {}): PersonDocument {
  return {
    kind: 'person',
    id: 'p1',
    source: 'test',
    externalId: '1',
    version: 'v1',
    displayName: 'Zoë Óskarsdóttir',
    headline: 'Payroll Manager',
    summary: 'Runs payroll for three hospitals.',
    location: null,
    work: [],
    education: [],
    skills: [],
    languages: [],
    certifications: [],
    jobFunction: null,
    seniority: null,
    yearsExperience: null,
    openToWork: null,
    updatedAt: null,
    ...changes,
  };
}
