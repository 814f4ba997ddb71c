/** What a client removes from the reading of its text: it neither limits the page nor is asked for in its stead. */
import { describe, expect, it } from 'vitest';
import { runSearch } from '../../search/search.ts';
import { understandingOf } from '../../search/understand/understanding.ts';
import { createTestSearch, jobRequest } from '../helpers/test-search.ts';

describe('an exclusion that the client allows', () => {
  it('lets in the others, and asks for none of its words', async () => {
    const test = await createTestSearch();
    const context = test.context();
    const text = 'chef except Oak & Ember';
    const strict = await runSearch(jobRequest(text, { first: 100 }), context);
    const facets = (await understandingOf(strict.searchId, context))?.facets ?? [];
    const excluded = facets.find(({ isNegated }) => isNegated);
    expect(excluded?.field).toBe('company');
    const changes = { first: 100, ignoreUnderstood: [excluded?.id ?? ''] };
    const allowed = await runSearch(jobRequest(text, changes), test.context());
    const plain = await runSearch(jobRequest('chef', { first: 100 }), test.context());
    const idsOf = ({ edges }: typeof plain): readonly string[] => edges.map((edge) => edge.documentId);
    expect(idsOf(allowed)).toEqual(expect.arrayContaining([...idsOf(strict), ...idsOf(plain)]));
  });
});
