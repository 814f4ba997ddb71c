/** Fields of jobs: arguments become one request, a page becomes a connection, ids become jobs. */

import '../helpers/fake-the-search.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { createJobsSubgraph } from '../../subgraphs/jobs.ts';
import { calls } from '../gateway/fake-search.ts';
import { at } from '../gateway/test-services.ts';
import { callerOf, entitiesQuery } from './call-subgraph.ts';

const call = callerOf(createJobsSubgraph);
const SEARCH =
  'query($input: JobSearchInput!, $first: Int, $after: String) { jobSearch(input: $input, first: $first, after: $after) { ';

beforeEach(() => {
  calls.length = 0;
});

describe('jobSearch', () => {
  it('passes every argument on', async () => {
    const filter = {
      titles: ['a'],
      companyIds: ['c'],
      excludeCompanyIds: ['d'],
      skills: ['s'],
      locations: [{ placeId: 'p' }, { text: 'Lyon' }, { point: { latitude: 1, longitude: 2 }, radiusKm: 3 }],
      workplaceTypes: ['REMOTE'],
      employmentTypes: ['FULL_TIME'],
      seniorities: ['ENTRY'],
      salary: { minimum: 1, maximum: 2, currency: 'EUR', includeUnstated: false },
      salaryBands: ['EUR:0-24999'],
      languages: ['en'],
      postedAfter: '2026-01-01T00:00:00+01:00',
      postedWithinDays: 7,
      directApply: true,
      excludeJobIds: ['j'],
    };
    const input = {
      text: 'x',
      filter,
      sort: 'NEWEST',
      facets: ['SKILL'],
      facetLimit: 3,
      ignoreUnderstood: ['f'],
      diversify: 'ONE_PER_COMPANY',
      broaden: true,
      language: 'fr',
      spellCorrect: false,
    };
    const { errors } = await call(`${SEARCH} totalCount } }`, { input, first: 7, after: 'cursor3' });
    expect(errors).toEqual([]);
    expect(calls.map((made) => made.args)).toEqual([[{ vertical: 'jobs', first: 7, after: 'cursor3', ...input }]]);
  });

  it('shapes edges, nodes and page info of the same page', async () => {
    const fields =
      'edges { cursor node { id } match { id position job { id } } } nodes { id title salary { minimum annualMinimum } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }';
    const { data } = await call(`${SEARCH} ${fields} } }`, { input: { text: 'x' }, first: 2, after: 'cursor1' });
    expect(at(data, 'jobSearch.edges.0')).toEqual({
      cursor: 'cursor2',
      node: { id: 'job2' },
      match: { id: 'search-x/job2', position: 2, job: { id: 'job2' } },
    });
    expect(at(data, 'jobSearch.nodes.1')).toEqual({
      id: 'job3',
      title: 'Nurse 2',
      salary: { minimum: 17.5, annualMinimum: 36_400 },
    });
    expect(at(data, 'jobSearch.pageInfo')).toEqual({
      hasNextPage: true,
      hasPreviousPage: true,
      startCursor: 'cursor2',
      endCursor: 'cursor3',
    });
  });

  it('has null cursors on an empty page', async () => {
    const { data } = await call(`${SEARCH} edges { cursor } pageInfo { startCursor endCursor } } }`, {
      input: { text: 'x' },
      after: 'cursor30',
    });
    expect(at(data, 'jobSearch')).toEqual({ edges: [], pageInfo: { startCursor: null, endCursor: null } });
  });

  it('tells the search and its notices by kind', async () => {
    const fields =
      'search { id text correctedText submittedAt } notices { __typename code ... on SpellCorrectionNotice { originalText } } facets { field values { count } }';
    const { data } = await call(`${SEARCH} ${fields} } }`, { input: { text: 'x', facets: ['COMPANY'] } });
    expect(at(data, 'jobSearch')).toEqual({
      search: { id: 'search-x', text: 'x', correctedText: null, submittedAt: '2026-01-02T03:04:05.000Z' },
      notices: [{ __typename: 'SpellCorrectionNotice', code: 'SPELL_CORRECTED', originalText: 'a' }],
      facets: [{ field: 'COMPANY', values: [{ count: 3 }] }],
    });
  });

  it.each([
    ['postedAfter', { postedAfter: '2026-01-01' }, 'RFC 3339'],
    ['currency', { salary: { currency: 'euro' } }, 'ISO 4217'],
  ])('refuses a wrong %s with what is expected', async (_name, filter, words) => {
    const { errors } = await call(`${SEARCH} totalCount } }`, { input: { filter } });
    expect(errors[0]?.message).toContain(words);
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', requestId: 'request-1' });
    expect(calls).toEqual([]);
  });
});

describe('job', () => {
  it('is null for an unknown id and for a person', async () => {
    const { data } = await call(
      '{ known: job(id: "job1") { title source externalId } unknown: job(id: "nope") { id } person: job(id: "person1") { id } }',
    );
    expect(data).toEqual({
      known: { title: 'Nurse 0', source: 'test', externalId: 'job1' },
      unknown: null,
      person: null,
    });
  });

  it('is found by reference, so that nodes can be read', async () => {
    const representations = ['job2', 'nope'].map((id) => ({ __typename: 'Job', id }));
    const { data } = await call(entitiesQuery('Job', 'id company { name }'), { representations });
    expect(at(data, '_entities')).toEqual([{ id: 'job2', company: { name: 'Company 1' } }, null]);
  });
});
