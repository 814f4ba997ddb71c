/** Looking people up by name and employer, and who may see whom. */
import { describe, expect, it } from 'vitest';
import { personWithId } from '../../resolvers/document-by-id.ts';
import type { SearchContext } from '../../search/context.ts';
import { runSearch } from '../../search/search.ts';
import { understandingOf } from '../../search/understand/understanding.ts';
import type { PersonDocument } from '../../stores/documents.ts';
import { testPeople } from '../helpers/test-corpus.ts';
import { createTestSearch, jobRequest, peopleRequest, type TestSearch, testFacts } from '../helpers/test-search.ts';

const RECRUITER: Partial<SearchContext> = {
  caller: { id: 'r', tenant: 'public', scopes: ['people:read', 'people:recruiter'] },
};
const isHidden = ({ displayName }: PersonDocument): boolean => displayName === 'Tobias Okafor';

function searchWithHidden(): Promise<TestSearch> {
  const people = testPeople(testFacts()).map(
    (person): PersonDocument => (isHidden(person) ? { ...person, visibility: 'HIDDEN' } : person),
  );
  return createTestSearch({ people });
}

async function namesFound(text: string | null, test: TestSearch, changes: Partial<SearchContext> = {}) {
  const page = await runSearch(peopleRequest(text), test.context(changes));
  return page.edges.map((edge) => test.people.find(({ id }) => id === edge.documentId)?.displayName ?? '?');
}

describe('a name', () => {
  it.each([
    ['in lower case', 'tobias okafor'],
    ['turned around', 'Okafor, Tobias'],
    ['with a slip', 'Tobias Okaofr'],
    ['with a slip, in lower case', 'tobias okafr'],
    ['with an initial', 'T. Okafor'],
    ['as the surname alone', 'okafor'],
  ])('%s finds its person first', async (_how, text) => {
    const test = await createTestSearch();
    expect((await namesFound(text, test))[0]).toBe('Tobias Okafor');
  });

  it('is read as a name and not as a role, though it ends as doers do', async () => {
    const test = await createTestSearch();
    const context = test.context();
    const { searchId } = await runSearch(peopleRequest('Okafor, Tobias'), context);
    const understood = await understandingOf(searchId, context);
    expect(understood).toMatchObject({ intent: 'NAME', route: 'KEYWORD' });
    expect(understood?.facets.map(({ field, value }) => [field, value])).toEqual([['name', 'Tobias Okafor']]);
  });
});

describe('a name that few people have', () => {
  const named = (count: number, name: (at: number) => string): readonly PersonDocument[] =>
    testPeople(testFacts())
      .slice(0, count)
      .map((person, at) => ({ ...person, displayName: name(at) }));
  const look = async (text: string, people: readonly PersonDocument[], broaden = true) => {
    const test = await createTestSearch({ people });
    const page = await runSearch(peopleRequest(text, { broaden }), test.context());
    const names = page.edges.map(({ documentId }) => people.find(({ id }) => id === documentId)?.displayName);
    return { ...page, names };
  };
  const FAMILY = ['Tobias Okafor', 'Anna Okafor', 'Tobias Lind', 'Maria Silva', 'Noah Berg'];
  const family = named(5, (at) => FAMILY[at] ?? '');

  it('goes on with its surname, then its given name, and tells from where', async () => {
    const { names, totalCount, notices } = await look('Okafor, Tobias', family);
    expect(names).toEqual(['Tobias Okafor', 'Anna Okafor', 'Tobias Lind']);
    expect(totalCount).toBe(1);
    expect(notices).toMatchObject([{ code: 'BROADENED', fromPosition: 2 }]);
    expect(notices[0]?.message).toBe(
      'Few people match, so the list goes on with people of the same surname, then with people of the same given name from position 2.',
    );
  });

  it('stays alone where the client wants nobody else', async () => {
    const { names, notices } = await look('Okafor, Tobias', family, false);
    expect([names, notices]).toEqual([['Tobias Okafor'], []]);
  });

  it('leaves a search for a role as it is', async () => {
    const { notices } = await look('accountant', family);
    expect(notices).toEqual([]);
  });
});

describe('a hidden profile', () => {
  it('is found, counted and read by recruiters alone', async () => {
    const test = await searchWithHidden();
    const id = test.people.find(isHidden)?.id ?? '';
    expect(await namesFound(null, test)).not.toContain('Tobias Okafor');
    expect(await namesFound(null, test, RECRUITER)).toContain('Tobias Okafor');
    expect(await namesFound('Tobias Okafor', test)).not.toContain('Tobias Okafor');
    expect((await namesFound('Tobias Okafor', test, RECRUITER))[0]).toBe('Tobias Okafor');
    expect(await personWithId(id, test.context())).toBeNull();
    expect((await personWithId(id, test.context(RECRUITER)))?.displayName).toBe('Tobias Okafor');
  });

  it('stays hidden behind the search of a recruiter', async () => {
    const test = await searchWithHidden();
    const page = await runSearch(peopleRequest('okafor', { first: 1 }), test.context(RECRUITER));
    expect(await understandingOf(page.searchId, test.context())).toBeNull();
    const after = page.edges[0]?.cursor ?? '';
    await expect(runSearch(peopleRequest('okafor', { after }), test.context())).rejects.toThrow('another search');
  });

  it('does not show in how its name is read', async () => {
    const test = await searchWithHidden();
    const context = test.context();
    const { searchId } = await runSearch(peopleRequest('tobias okafor'), context);
    const understood = await understandingOf(searchId, context);
    expect(understood?.facets.filter(({ field }) => field === 'name')).toEqual([]);
  });
});

describe('openToWork', () => {
  it('is refused without the scope of recruiters, which the error names', async () => {
    const test = await createTestSearch();
    const request = peopleRequest(null, { filter: { openToWork: true } });
    await expect(runSearch(request, test.context())).rejects.toMatchObject({
      code: 'FORBIDDEN',
      details: { scope: 'people:recruiter' },
    });
    expect((await runSearch(request, test.context(RECRUITER))).totalCount).toBe(0);
  });
});

describe('an employer of people', () => {
  it('shows who works there today before who once did', async () => {
    const [first, second, ...others] = testPeople(testFacts());
    if (first?.work[0] === undefined || second === undefined) throw new Error('the test corpus has no people');
    const former = { ...first.work[0], endDate: '2018-01' };
    const once = { ...second, work: [...second.work, former], headline: `${former.company?.name} alumnus` };
    const test = await createTestSearch({ people: [once, first, ...others] });
    const found = await namesFound(`who works at ${former.company?.name}`, test);
    expect(found.indexOf(first.displayName)).toBe(0);
    expect(found.indexOf(once.displayName)).toBeGreaterThan(0);
  });
});

describe('words in quotes', () => {
  it('must stand side by side in the document', async () => {
    const test = await createTestSearch();
    const total = async (text: string): Promise<number> =>
      (await runSearch(jobRequest(text), test.context())).totalCount;
    expect(await total('"registered nurse"')).toBeGreaterThan(0);
    expect(await total('"nurse registered"')).toBe(0);
  });
});
