/** Which understood values a page has to obey, and how a client takes them back. */
import { beforeAll, describe, expect, it } from 'vitest';
import { runSearch } from '../../../search/search.ts';
import { understand } from '../../../search/understand/understand.ts';
import { createTestSearch, jobRequest, type TestSearch } from '../../helpers/test-search.ts';

let test: TestSearch;
beforeAll(async () => {
  test = await createTestSearch();
});

const read = async (text: string) =>
  (await understand(jobRequest(text), test.indexes.current('jobs'), test.context())).understanding;
const employersOf = async (text: string, ignoreUnderstood: readonly string[] = []): Promise<readonly string[]> => {
  const page = await runSearch(jobRequest(text, { ignoreUnderstood, first: 100 }), test.context());
  return page.edges.map(({ documentId }) => test.jobs.find(({ id }) => id === documentId)?.company?.name ?? '');
};

describe('the policy of understood values', () => {
  it('makes exclusions and dates hard, and nothing that is wanted', async () => {
    const { facets } = await read('chef in Lyon, not part time, except Oak & Ember, posted in the last week');
    expect(facets.map(({ field, isHard }) => [field, isHard])).toEqual([
      ['title', false],
      ['location', false],
      ['employmentType', true],
      ['company', true],
      ['postedWithinDays', true],
    ]);
  });

  it('tells each of them in the sentence', async () => {
    expect((await read('chef in Lyon, not part time, except Oak & Ember, posted in the last week')).summary).toMatch(
      /chef jobs in Lyon, posted within 7 days, not part time, except Oak & Ember/,
    );
  });

  it('shows nobody that the text excludes, until the client takes the exclusion back', async () => {
    const text = 'jobs for a chef, nurse or driver except Blue Finch Logistics';
    const [excluded] = (await read(text)).facets.filter(({ isNegated }) => isNegated);
    const name = 'Blue Finch Logistics';
    expect(excluded?.value).toBe(name);
    expect(await employersOf(text)).not.toContain(name);
    expect(await employersOf(text, [excluded?.id ?? ''])).toContain(name);
  });
});
