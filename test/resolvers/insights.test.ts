/** Fields of insights: snippets and explanation of a match, understanding of a search. */

import '../helpers/fake-the-search.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { createInsightsSubgraph } from '../../subgraphs/insights.ts';
import { calls } from '../gateway/fake-search.ts';
import { at } from '../gateway/test-services.ts';
import { callerOf, entitiesQuery } from './call-subgraph.ts';

const call = callerOf(createInsightsSubgraph);
const match = (type: string) => ({ representations: [{ __typename: type, id: 's/1' }] });

beforeEach(() => {
  calls.length = 0;
});

describe.each(['JobMatch', 'PersonMatch'])('a %s', (type) => {
  it('has snippets and an explanation under its id', async () => {
    const { data } = await call(
      entitiesQuery(
        type,
        'snippets(first: 3) { text highlights { start end } } explanation { summary reasons { kind satisfied } }',
      ),
      match(type),
    );
    expect(at(data, '_entities.0')).toEqual({
      snippets: [{ text: 'passage of s/1', highlights: [{ start: 0, end: 7 }] }],
      explanation: { summary: 'Title fits.', reasons: [{ kind: 'TITLE', satisfied: true }] },
    });
    expect(calls.map((made) => made.args)).toEqual([['s/1', 3], ['s/1']]);
  });

  it.each(['', '(first: null)'])('has two snippets for snippets%s', async (args) => {
    await call(entitiesQuery(type, `snippets${args} { text }`), match(type));
    expect(calls.map((made) => made.args)).toEqual([['s/1', 2]]);
  });
});

describe('understanding', () => {
  it('names what was read and how', async () => {
    const fields = 'intent route safety summary facets { field value negated hard }';
    const { data } = await call(entitiesQuery('Search', `understanding { ${fields} }`), {
      representations: [{ __typename: 'Search', id: 's' }],
    });
    expect(at(data, '_entities.0.understanding')).toEqual({
      intent: 'JOBS',
      route: 'HYBRID',
      safety: 'SAFE',
      summary: 'Searching for nurses',
      facets: [{ field: 'title', value: 'nurse', negated: false, hard: true }],
    });
  });
});
