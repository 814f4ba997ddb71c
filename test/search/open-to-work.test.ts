/** Texts that ask for people who look for work: a filter for recruiters, and nothing that tells anybody else who does. */
import { beforeAll, describe, expect, it } from 'vitest';
import { withVersion } from '../../ingest/normalise-parts.ts';
import { recordLoader } from '../../search/records.ts';
import { runSearch } from '../../search/search.ts';
import { understand } from '../../search/understand/understand.ts';
import type { PersonDocument } from '../../stores/documents.ts';
import { createModelSearch } from '../helpers/read-by-model.ts';
import { testPeople } from '../helpers/test-corpus.ts';
import { peopleRequest, type TestSearch, testFacts } from '../helpers/test-search.ts';

const RECRUITER = { id: 'r', tenant: 'public', scopes: ['people:read', 'people:recruiter'] };
const MEMBER = { id: 'm', tenant: 'public', scopes: ['people:read'] };

/** The first two, a nurse and an engineer, are open to work; the third says that it is not. */
const withStates = (states: readonly boolean[]): readonly PersonDocument[] =>
  testPeople(testFacts()).map((person, at) => {
    const { version: _version, ...rest } = person;
    return withVersion<PersonDocument>({ ...rest, openToWork: states[at] ?? null });
  });

let search: TestSearch;
let turned: TestSearch;
beforeAll(async () => {
  search = await createModelSearch({ people: withStates([true, true, false]) });
  turned = await createModelSearch({ people: withStates([false, false, true, true, true]) });
}, 60_000);

async function found(text: string, caller: typeof MEMBER, among = search) {
  const context = among.context({ caller });
  const page = await runSearch(peopleRequest(text), context);
  const record = await recordLoader(context).load(page.searchId);
  const { intent, facets } = (record as NonNullable<typeof record>).understanding;
  const ids = page.edges.map(({ documentId }) => documentId);
  return { ids, intent, fields: facets.map(({ field }) => field), notices: page.notices };
}

const idsOf = (people: readonly PersonDocument[]): readonly string[] => people.map(({ id }) => id);

describe('people who look for work', () => {
  it.each([
    'people open to work',
    'open to work',
    'candidates looking for work',
    'people available now',
    'job seekers',
    'candidates seeking new opportunities',
    'anyone actively looking for a new job',
    'people available immediately',
    'talent open to offers',
    'immediate joiners',
  ])('are all that a recruiter finds with %j', async (text) => {
    const { ids, intent } = await found(text, RECRUITER);
    expect(intent).toBe('PEOPLE');
    expect(new Set(ids)).toEqual(new Set(idsOf(search.people.slice(0, 2))));
  });

  it.each(['nurses open to work', 'registered nurse available for hire', 'nurse in Lyon looking for a job'])(
    'are found beside the rest of %j',
    async (text) => {
      const { ids, fields } = await found(text, RECRUITER);
      expect(ids).toEqual(idsOf(search.people.slice(0, 1)));
      expect(fields).toEqual(expect.arrayContaining(['openToWork', 'title']));
    },
  );

  it.each([
    ['RN open to work', 'registered nurse'],
    ['open to work RN in Lyon', 'registered nurse in Lyon'],
    ['RN currently looking for a new job', 'registered nurse'],
  ])('are found by %j without its phrase, also where a long form was written out', async (text, searched) => {
    const read = await understand(
      peopleRequest(text),
      search.indexes.current('people'),
      search.context({ caller: RECRUITER }),
    );
    expect(read.rewrittenText.trim().replace(/\s+/g, ' ')).toBe(searched);
    expect(read.understanding.rewrittenText).toBe(searched);
  });

  it.each([
    'people open to work',
    'candidates looking for work',
    'nurses open to work',
    'software engineer available now',
  ])('are told by no list of %j to who is no recruiter', async (text) => {
    const told = await found(text, MEMBER);
    expect(told.intent).toBe('PEOPLE');
    expect(told).toEqual(await found(text, MEMBER, turned));
    expect(await found(text, RECRUITER)).not.toEqual(await found(text, RECRUITER, turned));
  });

  it.each(['work available coordinator', 'job search trainer', 'open source developer', 'recruiter for job centres'])(
    'are not asked for by %j',
    async (text) => {
      expect((await found(text, RECRUITER)).fields).not.toContain('openToWork');
    },
  );
});
