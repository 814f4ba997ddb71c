/** The filter inside a key or token: read by the contract, and refused rather than understood in part. */

import { describe, expect, it } from 'vitest';
import { parseCallerFilter } from '../../account/caller-filter.ts';

describe('the filter of a key', () => {
  it('has fields of JobFilter and PeopleFilter', () => {
    const filter = { jobs: { workplaceTypes: ['REMOTE'] }, people: { skills: ['SQL'] } };
    expect(parseCallerFilter(filter)).toEqual(filter);
  });

  it.each([
    ['a misspelt field', { jobs: { workplaceType: ['REMOTE'] } }, 'workplaceType'],
    ['an unknown value', { jobs: { workplaceTypes: ['MARS'] } }, 'MARS'],
    ['a wrong type', { people: { skills: 7 } }, 'skills'],
    ['another kind of document', { companies: {} }, 'companies'],
    ['what belongs to one member', { jobs: { excludeSeen: true } }, 'excludeSeen'],
    ['nothing', {}, 'neither'],
    ['a list', [], 'object'],
    ['a text', 'jobs', 'object'],
    ['null for a part', { jobs: null }, 'filter.jobs'],
    ['too many values', { jobs: { skills: Array(101).fill('SQL') } }, 'filter.skills may have 100 values, got 101'],
    ['too many ids', { people: { excludePersonIds: Array(401).fill('x') } }, '400'],
    ['a value that is too long', { people: { schools: ['x'.repeat(201)] } }, '200 characters'],
    ['a number outside its limits', { people: { minimumYearsOfExperience: -1 } }, '0 or more'],
    ['a place that is none', { jobs: { locations: [{}] } }, 'exactly one of'],
    ['more bytes than may travel', { jobs: { excludeJobIds: Array(400).fill('é'.repeat(200)) } }, '131072 bytes'],
  ])('with %s is refused, and told what', (_name, filter, told) => {
    expect(() => parseCallerFilter(filter)).toThrow(told);
  });
});
