/** Every list of every filter: what says nothing is refused with what was expected, what no document has is told. */
import { describe, expect, it } from 'vitest';
import { checkRequest } from '../../search/check-request.ts';
import type { JobFilter, PeopleFilter } from '../../search/filters.ts';
import { runSearch } from '../../search/search.ts';
import type { SearchRequest } from '../../search/types.ts';
import { createTestSearch, jobRequest, peopleRequest } from '../helpers/test-search.ts';

type Filter = JobFilter & PeopleFilter;
const asked = (vertical: string, list: string, values: readonly unknown[]): SearchRequest => {
  const filter: Filter = { [list]: values };
  return vertical === 'jobs' ? jobRequest('chef', { filter }) : peopleRequest('chef', { filter });
};

interface List {
  readonly vertical: 'jobs' | 'people';
  readonly list: keyof Filter;
  readonly holds: 'words' | 'values';
  /** A value that no document has is told. */
  readonly isTold?: boolean;
}

const LISTS: readonly List[] = [
  { vertical: 'jobs', list: 'titles', holds: 'words' },
  { vertical: 'jobs', list: 'companyIds', holds: 'values', isTold: true },
  { vertical: 'jobs', list: 'excludeCompanyIds', holds: 'values' },
  { vertical: 'jobs', list: 'skills', holds: 'words' },
  { vertical: 'jobs', list: 'workplaceTypes', holds: 'values' },
  { vertical: 'jobs', list: 'employmentTypes', holds: 'values' },
  { vertical: 'jobs', list: 'seniorities', holds: 'values' },
  { vertical: 'jobs', list: 'salaryBands', holds: 'values', isTold: true },
  { vertical: 'jobs', list: 'languages', holds: 'words' },
  { vertical: 'jobs', list: 'excludeJobIds', holds: 'values' },
  { vertical: 'people', list: 'titles', holds: 'words' },
  { vertical: 'people', list: 'currentCompanyIds', holds: 'values', isTold: true },
  { vertical: 'people', list: 'pastCompanyIds', holds: 'values', isTold: true },
  { vertical: 'people', list: 'schools', holds: 'words' },
  { vertical: 'people', list: 'skills', holds: 'words' },
  { vertical: 'people', list: 'certifications', holds: 'words' },
  { vertical: 'people', list: 'placeIds', holds: 'values', isTold: true },
  { vertical: 'people', list: 'excludePersonIds', holds: 'values' },
];

describe.each(LISTS)('$list of $vertical', ({ vertical, list, holds, isTold = false }) => {
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

  it(isTold ? 'tells a value that no document has' : 'says nothing of a value that no document has', async () => {
    const test = await createTestSearch();
    const page = await runSearch(asked(vertical, list, ['zarniwoop-77']), test.context());
    const told = page.notices.filter(({ message }) => message.includes(`filter.${list}`));
    expect(told.map(({ code }) => code)).toEqual(isTold ? ['PART_IGNORED'] : []);
  });
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
