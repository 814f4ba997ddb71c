/** Fields of people: arguments become one request, a page becomes a connection, ids become people. */

import '../helpers/fake-the-search.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { createPeopleSubgraph } from '../../subgraphs/people.ts';
import { calls } from '../gateway/fake-search.ts';
import { at } from '../gateway/test-services.ts';
import { callerOf, entitiesQuery } from './call-subgraph.ts';

const call = callerOf(createPeopleSubgraph);
const SEARCH = 'query($input: PeopleSearchInput!, $first: Int) { peopleSearch(input: $input, first: $first) { ';

beforeEach(() => {
  calls.length = 0;
});

describe('peopleSearch', () => {
  it('passes every argument on', async () => {
    const filter = {
      titles: ['a'],
      currentCompanyIds: ['c'],
      pastCompanyIds: ['d'],
      schools: ['u'],
      skills: ['s'],
      certifications: ['k'],
      placeIds: ['p'],
      minimumYearsOfExperience: 3,
      openToWork: true,
      excludePersonIds: ['x'],
    };
    const input = {
      text: 'x',
      filter,
      sort: 'RECENTLY_UPDATED',
      facets: ['SCHOOL'],
      facetLimit: 3,
      ignoreUnderstood: [],
      language: 'fr',
      spellCorrect: false,
      broaden: false,
    };
    await call(`${SEARCH} totalCount } }`, { input, first: 7 });
    expect(calls.map((made) => made.args)).toEqual([[{ vertical: 'people', first: 7, after: null, ...input }]]);
  });

  it('names employers also for clients that need no id, and years of experience', async () => {
    const { data } = await call(
      `${SEARCH} nodes { displayName yearsOfExperience work { companyName company { id } } } edges { match { id person { id } } } } }`,
      { input: { text: 'x' }, first: 2 },
    );
    expect(at(data, 'peopleSearch.nodes')).toEqual([
      { displayName: 'Ada 0', yearsOfExperience: 4.5, work: [{ companyName: null, company: null }] },
      {
        displayName: 'Ada 1',
        yearsOfExperience: 4.5,
        work: [{ companyName: 'Company 1', company: { id: 'company1' } }],
      },
    ]);
    expect(at(data, 'peopleSearch.edges.1.match')).toEqual({ id: 'search-x/person2', person: { id: 'person2' } });
  });
});

describe('person', () => {
  it('is null for an unknown id and for a job', async () => {
    const { data } = await call(
      '{ known: person(id: "person1") { headline } unknown: person(id: "nope") { id } job: person(id: "job1") { id } }',
    );
    expect(data).toEqual({ known: { headline: 'Clerk' }, unknown: null, job: null });
  });

  it('is found by reference, so that nodes can be read', async () => {
    const { data } = await call(entitiesQuery('Person', 'id languages'), {
      representations: [{ __typename: 'Person', id: 'person2' }],
    });
    expect(at(data, '_entities')).toEqual([{ id: 'person2', languages: ['fr'] }]);
  });
});
