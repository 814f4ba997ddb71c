/** Fields of ranking: relevance of a match, the trace of a search. */

import '../helpers/fake-the-search.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { createRankingSubgraph } from '../../subgraphs/ranking.ts';
import { calls } from '../gateway/fake-search.ts';
import { at } from '../gateway/test-services.ts';
import { callerOf, entitiesQuery } from './call-subgraph.ts';

const call = callerOf(createRankingSubgraph);

beforeEach(() => {
  calls.length = 0;
});

describe('relevance', () => {
  it.each(['JobMatch', 'PersonMatch'])('of a %s is read by the id of the match', async (type) => {
    const query = entitiesQuery(type, 'relevance { score rankScore grade stage cached modelVersion }');
    const { data } = await call(query, { representations: ['s/1', 's/2'].map((id) => ({ __typename: type, id })) });
    expect(at(data, '_entities.1.relevance')).toEqual({
      score: 0.9,
      rankScore: 0.8,
      grade: 3,
      stage: 'CROSS_ENCODER',
      cached: true,
      modelVersion: 'm1',
    });
    expect(calls.map((made) => made.args)).toEqual([['s/1'], ['s/2']]);
  });
});

describe('ranking', () => {
  it('tells the stages in the order they ran', async () => {
    const query = entitiesQuery('Search', 'ranking { candidates depth depthReason stages { name ms } }');
    const { data } = await call(query, { representations: [{ __typename: 'Search', id: 's' }] });
    const stages = [
      { name: 'understand', ms: 1 },
      { name: 'rank', ms: 11 },
    ];
    expect(at(data, '_entities.0.ranking')).toEqual({ candidates: 30, depth: 20, depthReason: 'all fit', stages });
  });
});
