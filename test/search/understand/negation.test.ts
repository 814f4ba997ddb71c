/** Which parts of a text say what is not wanted, and which only look as if they did. */
import { beforeAll, describe, expect, it } from 'vitest';
import { type Understood, understand } from '../../../search/understand/understand.ts';
import { createTestSearch, jobRequest, type TestSearch } from '../../helpers/test-search.ts';

let test: TestSearch;
beforeAll(async () => {
  test = await createTestSearch();
});

const read = (text: string): Promise<Understood> =>
  understand(jobRequest(text), test.indexes.current('jobs'), test.context());
const excludedBy = async (text: string): Promise<readonly string[]> =>
  (await read(text)).facets.filter(({ isNegated }) => isNegated).map(({ value }) => value);
const ignoredIn = async (text: string): Promise<readonly (string | null)[]> =>
  (await read(text)).notices.flatMap((notice) =>
    notice.kind === 'UnsupportedQueryNotice' ? [notice.ignoredText] : [],
  );

describe('a part that excludes nothing', () => {
  it.each([
    ['CHEF WITHOUT WEEKENDS PLEASE', 'WEEKENDS'],
    ['NURSE ROLE WITHOUT ANY OVERTIME', 'OVERTIME'],
    ['Chef, no Weekends', 'Weekends'],
  ])('is quoted as it was typed: %j', async (text, part) => {
    const { notices } = await read(text);
    expect(notices).toMatchObject([{ ignoredText: part }]);
    expect(notices[0]?.message).toContain(`“${part}” excludes nothing here`);
  });

  it('is told of no text that searches for nothing', async () => {
    const { understanding, notices, leftOut } = await read('is 40k max a good salary for a nurse without a degree');
    expect(understanding.route).toBe('EXPLAIN');
    expect([...notices, ...leftOut]).toHaveLength(1);
  });
});

describe('words behind a minus sign', () => {
  it('leave no gap where a long form is told', async () => {
    expect((await read('RN -chef Leeds')).understanding.rewrittenText).toBe('registered nurse Leeds');
  });
});

describe('a text that excludes something', () => {
  it.each([
    ['chefs outside Lyon', ['Lyon']],
    ['a nurse outside the United Kingdom', ['United Kingdom']],
    ['truck driver, anywhere but Boston', ['Boston']],
    ['chef anywhere except Lyon', ['Lyon']],
    ['nurse apart from in Austin, TX', ['Austin']],
    ['accountant but not in New York', ['New York City']],
    ['chef in any town other than Lyon', ['Lyon']],
    ["accountant, I don't want to live in Boston", ['Boston']],
    ['nurse, I am not interested in working in Lyon', ['Lyon']],
    ['accountants not located in Boston', ['Boston']],
    ['chef, not in Boston or Leeds', ['Boston', 'Leeds']],
    ['chef not remote nor hybrid', ['REMOTE', 'HYBRID']],
    ['accountant without any remote work', ['REMOTE']],
    ["nurse, isn't part time", ['PART_TIME']],
    ['non-remote chef', ['REMOTE']],
    ['non remote chef', ['REMOTE']],
    ['chef, never part time again', ['PART_TIME']],
    ['nurse excluding temporary and part time', ['TEMPORARY', 'PART_TIME']],
    ['any job but chef', ['chef']],
    ['everything except truck driver', ['truck driver']],
    ['anything but accountants', ['accountant']],
    ['chef rather than accountant', ['accountant']],
    ['nurse instead of truck driver', ['truck driver']],
    ['work with people, nothing to do with accountants', ['accountant']],
    ['no nurse roles, chef', ['nurse']],
    ['jobs, no nurse, chef or accountant', ['nurse', 'chef', 'accountant']],
    ['driving jobs but no trucks', ['trucks']],
    ['would rather be a chef than an accountant', ['accountant']],
    ['nurse -chef', ['chef']],
    ['nurse -remote', ['REMOTE']],
    ['jobs -"truck driver" in Lyon', ['truck driver']],
    ['software engineer -java', ['Java']],
    ['chef more than 100 miles from Lyon, no trucks', ['Lyon', 'trucks']],
    ['chef, no trucks, more than 100 miles from Lyon', ['trucks', 'Lyon']],
    ['CHEF IN LYON, NOT REMOTE', ['REMOTE']],
  ])('%j excludes %j', async (text, expected) => {
    expect(await excludedBy(text)).toEqual(expected);
  });

  it.each([
    ['chef, no weekends', 'weekends'],
    ['software engineer without a degree', 'degree'],
    ['no agencies software engineer', 'agencies'],
    ['nurse except bank holidays', 'bank holidays'],
    ["accountant, I don't want overtime", 'overtime'],
    ['CHEF JOBS, NO WEEKENDS', 'WEEKENDS'],
    ['chef jobs, NO weekends', 'weekends'],
    ['truck driver, not headset work', 'headset'],
  ])('%j says that nothing can be held against %j', async (text, ignored) => {
    const { notices, facets } = await read(text);
    expect(await ignoredIn(text)).toEqual([ignored]);
    expect(notices[0]?.message).toContain('excludes nothing here');
    expect(facets.filter(({ isNegated }) => isNegated)).toEqual([]);
  });

  it('shows everything else when it says nothing else', async () => {
    const { searchedText, understanding } = await read('anything but accountants');
    expect(searchedText).toBe('');
    expect(understanding.summary).toBe('Showing all jobs, newest first, not accountant');
  });

  it('does not search for the words behind a minus sign, nor for their long form', async () => {
    expect((await read('chef -RN')).rewrittenText.trim()).toBe('chef');
  });
});

describe('a text that only looks so', () => {
  it.each([
    'non-profit chef in Lyon',
    'non profit accountant in Boston',
    'not-for-profit accountant',
    'not for profit nurse in Lyon',
    'no-nonsense truck driver',
    'no-code software engineer',
    'non-executive director',
    'non destructive testing chef',
    'non-stop flights chef in Lyon',
    'nurse who does not mind part time',
    "chef who doesn't mind working in Lyon",
    'not only a chef',
    'chef not just in Lyon',
    'nothing beats a chef',
    'nothing but remote',
    'no problem with part time, chef',
    'why not a nurse in Boston',
    'truck driver if not chef',
    'remote or not, chef',
    'electrician with or without remote',
    'not afraid of part time, nurse',
    'no matter if remote, chef',
    'not necessarily in Lyon',
    'never cooked anything but chef',
    'no experience chef',
    'no experience needed, remote',
    'no nonsense chef',
    'no agencies truck driver in Lyon',
    'no degree remote customer service',
    'no degree needed, remote nurse',
    'no weekends, nurse or chef in Lyon',
    'part-time chef',
    'chef - Lyon',
    'outside sales representative',
    'work outside with chef',
    'work outside in Lyon',
    'no less than full time, nurse',
    'no later than Friday, nurse in Boston',
    'we are not sure, maybe a chef',
    'no doubt a nurse',
  ])('%j excludes nothing', async (text) => {
    expect(await excludedBy(text)).toEqual([]);
  });

  it.each(['NURSE IN LEEDS, NO NIGHT SHIFTS', 'Nurse in Leeds, NO night shifts', 'nurse Leeds NO weekends'])(
    '%j asks for no other place, for “no” is no country there',
    async (text) => {
      const { facets } = await read(text);
      expect(facets.filter(({ field }) => field === 'location').map(({ value }) => value)).toEqual(['Leeds']);
    },
  );

  it('keeps a country by its code where it turns nothing', async () => {
    const { facets } = await read('nurse, NO');
    expect(facets.map(({ value }) => value)).toEqual(['nurse', 'Norway']);
  });

  it('keeps what it asks for', async () => {
    const { facets } = await read('no agencies truck driver in Lyon');
    expect(facets.map(({ value, isNegated }) => [value, isNegated])).toEqual([
      ['truck driver', false],
      ['Lyon', false],
    ]);
  });
});
