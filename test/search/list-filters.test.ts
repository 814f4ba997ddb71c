/** Every list of every filter: what says nothing is refused with what was expected, what no document has is told. */
import { describe, expect, it } from 'vitest';
import { checkRequest } from '../../search/check-request.ts';
import type { JobFilter, PeopleFilter } from '../../search/filters.ts';
import { LIST_FILTERS } from '../../search/list-filters.ts';
import { runSearch } from '../../search/search.ts';
import type { SearchRequest } from '../../search/types.ts';
import { createTestSearch, jobRequest, peopleRequest } from '../helpers/test-search.ts';

type Filter = JobFilter & PeopleFilter;
const asked = (vertical: string, list: string, values: readonly unknown[]): SearchRequest => {
  const filter: Filter = { [list]: values };
  return vertical === 'jobs' ? jobRequest('chef', { filter }) : peopleRequest('chef', { filter });
};

const LISTS = Object.entries(LIST_FILTERS).flatMap(([vertical, lists]) =>
  Object.entries(lists).map(([list, { holds, column }]) => ({ vertical, list, holds, column })),
);
const isObject = ({ holds }: { holds: string }): boolean => holds === 'objects';

describe.each(LISTS.filter((one) => !isObject(one)))('$list of $vertical', ({ vertical, list, holds, column }) => {
  it.each(['', '  '])('refuses %j and says what was expected', (value) => {
    const expected = holds === 'words' ? 'a letter or a digit' : 'a value';
    expect(() => checkRequest(asked(vertical, list, ['x', value]))).toThrow(
      expect.objectContaining({
        code: 'BAD_USER_INPUT',
        message: expect.stringContaining(`filter.${list}[1] must have ${expected}`),
      }),
    );
  });

  it(holds === 'words' ? 'refuses signs alone' : 'takes values as they are', () => {
    const check = () => checkRequest(asked(vertical, list, ['!!!']));
    if (holds === 'words') expect(check).toThrow('a letter or a digit');
    else expect(check).not.toThrow();
  });

  it(
    column === null ? 'says nothing of a value that no document has' : 'tells a value that no document has',
    async () => {
      const test = await createTestSearch();
      const page = await runSearch(asked(vertical, list, ['zarniwoop-77']), test.context());
      const told = page.notices.filter(({ message }) => message.includes(`filter.${list}`));
      expect(told.map(({ code }) => code)).toEqual(column === null ? [] : ['PART_IGNORED']);
    },
  );
});

describe('places and dates of a filter', () => {
  it.each([
    [{ locations: [{ text: '' }] }, 'filter.locations[0].text must have a letter or a digit, got ""'],
    [{ locations: [{ text: '–' }] }, 'filter.locations[0].text must have a letter or a digit, got "–"'],
    [{ locations: [{ placeId: ' ' }] }, 'filter.locations[0].placeId must have a value, got " "'],
    [{ postedAfter: '2026-02-31T00:00:00Z' }, 'filter.postedAfter must be an RFC 3339 date with offset'],
    [{ postedAfter: '2026-04-31T00:00:00+02:00' }, 'filter.postedAfter must be an RFC 3339 date with offset'],
  ])('%j is refused', (filter, message) => {
    expect(() => checkRequest(jobRequest('chef', { filter }))).toThrow(message);
  });

  it.each(['2024-02-29T00:00:00Z', '2026-12-31T23:59:59.5-08:00'])('%s is a date', (postedAfter) => {
    expect(() => checkRequest(jobRequest('chef', { filter: { postedAfter } }))).not.toThrow();
  });
});
