/** Words that stand only in what a tenant or recruiters alone may see are told to nobody else, and are right for who sees them. */
import { beforeAll, describe, expect, it } from 'vitest';
import { withVersion } from '../../ingest/normalise-parts.ts';
import type { Caller } from '../../runtime/caller.ts';
import type { SearchContext } from '../../search/context.ts';
import { plainRequest } from '../../search/plain-request.ts';
import { suggest } from '../../search/suggest/suggest.ts';
import { understand } from '../../search/understand/understand.ts';
import type { JobDocument, PersonDocument, Vertical } from '../../stores/documents.ts';
import { testJobs, testPeople } from '../helpers/test-corpus.ts';
import { createTestSearch, type TestSearch, testFacts } from '../helpers/test-search.ts';

const WORD = 'quibblerite';
const SLIP = 'quibblerote';
const [job] = testJobs(testFacts()) as [JobDocument];
const [person] = testPeople(testFacts()) as [PersonDocument];
/** As many as make a word likely. */
const COPIES = [1, 2, 3, 4, 5];

const jobWith = (word: string, tenant?: string) =>
  COPIES.map((copy) =>
    withVersion<JobDocument>({
      ...job,
      id: `${word}-${tenant}-${copy}`,
      ...(tenant === undefined ? {} : { tenant }),
      title: `${word} polisher`,
      skills: [`${word} sanding`],
      description: `Polishes ${word}.`,
    }),
  );
const hiddenPeople = COPIES.map((copy) =>
  withVersion<PersonDocument>({ ...person, id: `hidden-${copy}`, visibility: 'HIDDEN', summary: `Knows ${WORD}.` }),
);

const search = (jobs: readonly JobDocument[], people: readonly PersonDocument[] = []) =>
  createTestSearch({
    jobs: [...testJobs(testFacts()), ...jobs],
    people: [...testPeople(testFacts()), ...people],
  });
const as = ({ context }: TestSearch, caller: Partial<Caller>): SearchContext => {
  const own = context();
  return { ...own, caller: { ...own.caller, ...caller } };
};
const corrected = async (text: string, vertical: Vertical, context: SearchContext) => {
  const request = plainRequest(vertical, text, 1);
  return (await understand(request, context.services.indexes.current(vertical), context)).correctedText;
};
const suggested = (prefix: string, context: SearchContext) =>
  suggest({ vertical: 'jobs', prefix, kinds: null, first: 10 }, context).map(({ text }) => text);

describe('a word of documents for everybody', () => {
  it('is what a slip is corrected to, and is suggested', async () => {
    const found = await search(jobWith(WORD));
    expect(await corrected(SLIP, 'jobs', as(found, { tenant: 'brook' }))).toBe(WORD);
    expect(suggested('quibb', as(found, { tenant: 'brook' }))).toContain(`${WORD} polisher`);
  });
});

describe('a word of one tenant alone', () => {
  let found: TestSearch;
  beforeAll(async () => {
    found = await search(jobWith(WORD, 'acme'));
  });

  it.each([SLIP, 'quibbleritesanding', 'quibbleritepolisher'])(
    'is nothing that %j of another is corrected to',
    async (text) => {
      for (const tenant of ['brook', '']) expect(await corrected(text, 'jobs', as(found, { tenant }))).toBeNull();
    },
  );

  it('is suggested to that tenant and to no other', () => {
    const [own, other, anonymous] = ['acme', 'brook', ''].map((tenant) => suggested('quibb', as(found, { tenant })));
    expect(own).toContain(`${WORD} polisher`);
    expect([other, anonymous]).toEqual([[], []]);
  });

  it('is right for that tenant beside a word of everybody that is near', async () => {
    const both = await search([...jobWith(WORD, 'acme'), ...jobWith('quibblerita')]);
    expect(await corrected(WORD, 'jobs', as(both, { tenant: 'acme' }))).toBeNull();
    expect(await corrected(WORD, 'jobs', as(both, { tenant: 'brook' }))).toBe('quibblerita');
  });
});

describe('a word of hidden profiles', () => {
  it('is nothing that a slip is corrected to, and is right for recruiters', async () => {
    const found = await search([], hiddenPeople);
    const scopes = ['jobs:read', 'people:read'];
    expect(await corrected(SLIP, 'people', as(found, { scopes }))).toBeNull();
    expect(await corrected(WORD, 'people', as(found, { scopes: [...scopes, 'people:recruiter'] }))).toBeNull();
  });
});
