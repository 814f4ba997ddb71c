/** Arguments outside their limits are refused with the limit and what came. */
import { describe, expect, it } from 'vitest';
import { checkRequest } from '../../search/check-request.ts';
import type { SearchRequest } from '../../search/types.ts';
import { jobRequest, peopleRequest } from '../helpers/test-search.ts';

const ids = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => String(index));

const REFUSED: readonly (readonly [string, SearchRequest, string])[] = [
  ...(['salaryBands', 'languages', 'titles', 'companyIds'] as const).map((list): [string, SearchRequest, string] => [
    `1001 ${list}`,
    jobRequest('nurse', { filter: { [list]: ids(1001) } }),
    `filter.${list} may have 100 values, got 1001`,
  ]),
  [
    'a distance from nowhere',
    jobRequest('nurse', { sort: 'DISTANCE' }),
    'sort DISTANCE needs a place or a point in filter.locations, got none',
  ],
  ['a page of 1000', jobRequest('nurse', { first: 1000 }), 'first must be 1 to 100, got 1000'],
  ['a page of 0', jobRequest('nurse', { first: 0 }), 'first must be 1 to 100, got 0'],
  ['600 characters', jobRequest('x'.repeat(600)), 'text may have 512 characters, got 600'],
  ['101 skills', jobRequest('nurse', { filter: { skills: ids(101) } }), 'filter.skills may have 100 values, got 101'],
  [
    '401 excluded jobs',
    jobRequest('nurse', { filter: { excludeJobIds: ids(401) } }),
    'filter.excludeJobIds may have 400 values, got 401',
  ],
  [
    '6 places',
    jobRequest('nurse', { filter: { locations: ids(6).map((text) => ({ text })) } }),
    'filter.locations may have 5 values, got 6',
  ],
  [
    'a place said twice',
    jobRequest('nurse', { filter: { locations: [{ text: 'Lyon', placeId: 'x' }] } }),
    'filter.locations[0] needs exactly one of placeId, text or point, got 2 of them',
  ],
  [
    'a skill of 201 characters',
    jobRequest('nurse', { filter: { skills: ['Excel', 'x'.repeat(201)] } }),
    'filter.skills[1] may have 200 characters, got 201',
  ],
  [
    'a place of 201 characters',
    jobRequest('nurse', { filter: { locations: [{ text: 'x'.repeat(201) }] } }),
    'filter.locations[0].text may have 200 characters, got 201',
  ],
  [
    'an ignored facet of 201 characters',
    jobRequest('nurse', { ignoreUnderstood: ['x'.repeat(201)] }),
    'ignoreUnderstood[0] may have 200 characters, got 201',
  ],
  [
    'negative pay',
    jobRequest('nurse', { filter: { salary: { minimum: -1, currency: 'USD' } } }),
    'filter.salary.minimum must be 0 or more, got -1',
  ],
  [
    'negative most pay',
    jobRequest('nurse', { filter: { salary: { maximum: -5, currency: 'USD' } } }),
    'filter.salary.maximum must be 0 or more, got -5',
  ],
  [
    'pay that is no range',
    jobRequest('nurse', { filter: { salary: { minimum: 9, maximum: 5, currency: 'USD' } } }),
    'filter.salary.minimum may not be above the maximum, got 9 and 5',
  ],
  [
    'negative days',
    jobRequest('nurse', { filter: { postedWithinDays: -1 } }),
    'filter.postedWithinDays must be 1 or more, got -1',
  ],
  [
    'negative years',
    peopleRequest('nurse', { filter: { minimumYearsOfExperience: -3 } }),
    'filter.minimumYearsOfExperience must be 0 or more, got -3',
  ],
  [
    'a school of 201 characters',
    peopleRequest('nurse', { filter: { schools: ['x'.repeat(201)] } }),
    'filter.schools[0] may have 200 characters, got 201',
  ],
  [
    '101 people skills',
    peopleRequest('nurse', { filter: { skills: ids(101) } }),
    'filter.skills may have 100 values, got 101',
  ],
];

describe('a request', () => {
  it.each(REFUSED)('with %s is refused', (_, request, message) => {
    expect(() => checkRequest(request)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT', message }));
  });

  it('at its limits passes: characters are counted, not code units', () => {
    checkRequest(jobRequest('🦊'.repeat(512), { first: 100, filter: { skills: ids(100), excludeJobIds: ids(400) } }));
    checkRequest(jobRequest(null, { first: 1, filter: { locations: ids(5).map((text) => ({ text })) } }));
  });
});
