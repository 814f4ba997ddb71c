/** Fields of account: any object by its id, who calls, what serves. */

import '../helpers/fake-the-search.ts';
import { describe, expect, it } from 'vitest';
import { createAccountSubgraph } from '../../subgraphs/account.ts';
import { runSearch } from '../gateway/fake-search.ts';
import { at } from '../gateway/test-services.ts';
import { callerOf, entitiesQuery } from './call-subgraph.ts';

const call = callerOf(createAccountSubgraph);

async function keepSearch(text: string): Promise<string> {
  const request = {
    text,
    vertical: 'jobs',
    first: 1,
    after: null,
    facets: [],
    facetLimit: 10,
    ignoreUnderstood: [],
    filter: {},
  } as unknown as Parameters<typeof runSearch>[0];
  return (await runSearch(request, {} as Parameters<typeof runSearch>[1])).searchId;
}

describe('node', () => {
  it('is a stub of a document, whose owner adds the rest', async () => {
    const { data } = await call(
      '{ job: node(id: "job1") { __typename id } person: node(id: "person1") { __typename id } none: node(id: "nope") { id } }',
    );
    expect(data).toEqual({
      job: { __typename: 'Job', id: 'job1' },
      person: { __typename: 'Person', id: 'person1' },
      none: null,
    });
  });

  it('is a search with its text, also by reference', async () => {
    const id = await keepSearch('kept');
    const { data } = await call('query($id: ID!) { node(id: $id) { __typename ... on Search { text submittedAt } } }', {
      id,
    });
    expect(at(data, 'node')).toEqual({ __typename: 'Search', text: 'kept', submittedAt: '2026-01-02T03:04:05.000Z' });
    const byReference = await call(entitiesQuery('Search', 'text'), {
      representations: [
        { __typename: 'Search', id },
        { __typename: 'Search', id: 'gone' },
      ],
    });
    expect(at(byReference.data, '_entities')).toEqual([{ text: 'kept' }, null]);
  });
});

describe('nodes', () => {
  it('take 100 ids and refuse 101', async () => {
    const ids = (count: number) => ({ ids: Array.from({ length: count }, (_, index) => `x${index}`) });
    const query = 'query($ids: [ID!]!) { nodes(ids: $ids) { id } }';
    expect(at((await call(query, ids(100))).data, 'nodes')).toHaveLength(100);
    expect((await call(query, ids(101))).errors[0]?.message).toBe('ids may have 100 entries, got 101');
  });
});

describe('viewer', () => {
  it('has the scopes of development', async () => {
    const { data } = await call('{ viewer { id tenant scopes } }');
    expect(at(data, 'viewer.scopes')).toContain('relevance:debug');
  });
});
