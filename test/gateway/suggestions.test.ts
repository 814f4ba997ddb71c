/** Type-ahead as clients meet it: through the gateway, over documents that went through ingest. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { normaliseJob } from '../../ingest/normalise-job.ts';
import { normalisePerson } from '../../ingest/normalise-person.ts';
import { validateJob, validatePerson } from '../../ingest/validate.ts';
import { memorySnapshot } from '../helpers/memory-index.ts';
import { createTestSearch, testFacts } from '../helpers/test-search.ts';
import { type RunningGateway, startGateway } from './gateway-shapes.ts';
import { at, type GraphqlAnswer, postGraphql, testConfig } from './test-services.ts';

const JOBS = [
  { title: 'Nurse', company: 'Nuremberg Clinics', location: 'Lyon, France', skills: ['Nutrition'] },
  { title: 'Nurse', company: 'Nuremberg Clinics', location: 'Lyon, France' },
  { title: 'Nursery Teacher', location: 'Zürich, Switzerland' },
  { title: 'Night Nurse', company: 'Société Générale' },
].map((job, at) => ({ id: `${at}`, description: 'Work with us.', ...job }));

const PEOPLE = [
  { name: 'Mara Lindqvist', headline: 'Payroll Manager, mara@example.org', skills: ['Payroll', '+46 70 123 45 67'] },
  { name: 'Manuel Marsh', headline: 'Payroll Manager, mara@example.org', skills: ['Payroll', '+46 70 123 45 67'] },
  { name: 'Lindsay Hidden', headline: 'Secret Agent', visibility: 'HIDDEN', work: [{ company: 'Shadow Works' }] },
  { name: 'Linden Shade', headline: 'Secret Agent', visibility: 'HIDDEN' },
  { name: 'Linus Limited', headline: 'Payroll Manager', visibility: 'LIMITED' },
  { name: 'nameless@example.org', headline: 'Payroll Manager' },
].map((person, at) => ({ id: `${at}`, ...person }));

const FIELDS = '{ kind text value filterField highlights { start end } }';
const QUERIES = {
  jobs: `query($prefix: String!, $kinds: [SuggestionKind!], $first: Int) {
    found: jobSuggestions(prefix: $prefix, kinds: $kinds, first: $first) ${FIELDS} }`,
  people: `query($prefix: String!, $first: Int) { found: peopleSuggestions(prefix: $prefix, first: $first) ${FIELDS} }`,
};

interface Suggested {
  readonly kind: string;
  readonly text: string;
  readonly value: string;
  readonly filterField: string | null;
  readonly highlights: readonly { readonly start: number; readonly end: number }[];
}

let gateway: RunningGateway;
beforeAll(async () => {
  const test = await createTestSearch();
  const jobs = JOBS.flatMap((line) => {
    const checked = validateJob(JSON.stringify(line));
    return checked.kind === 'valid' ? [normaliseJob(checked.value, 'test', testFacts())] : [];
  });
  const people = PEOPLE.flatMap((line) => {
    const checked = validatePerson(JSON.stringify(line));
    return checked.kind === 'valid' ? [normalisePerson(checked.value, 'test', testFacts())] : [];
  });
  test.indexes.publish(memorySnapshot('jobs', jobs, testFacts(), 'jobs-2'));
  test.indexes.publish(memorySnapshot('people', people, testFacts(), 'people-2'));
  gateway = await startGateway('in one process', testConfig(), test.services);
});
afterAll(() => gateway.stop());

const ask = (vertical: keyof typeof QUERIES, variables: object): Promise<GraphqlAnswer> =>
  postGraphql(gateway.url, { query: QUERIES[vertical], variables });

async function found(vertical: keyof typeof QUERIES, prefix: string, more: object = {}): Promise<readonly Suggested[]> {
  const { data, errors } = await ask(vertical, { prefix, ...more });
  expect(errors).toBeUndefined();
  return at(data, 'found') as readonly Suggested[];
}

const typedPart = ({ text, highlights }: Suggested): string =>
  highlights.map(({ start, end }) => text.slice(start, end)).join('|');

describe('jobSuggestions', () => {
  it.each([
    ['a title', 'nurs', 'TITLE', 'Nurse', 'Nurs', 'titles'],
    ['a skill', 'nutr', 'SKILL', 'Nutrition', 'Nutr', 'skills'],
    ['an employer', 'nuremberg c', 'COMPANY', 'Nuremberg Clinics', 'Nuremberg C', 'companyIds'],
    ['a place', 'lyo', 'LOCATION', 'Lyon, France', 'Lyo', 'locations'],
    ['what has accents by plain letters', 'societe g', 'COMPANY', 'Société Générale', 'Société G', 'companyIds'],
    ['what has a slip', 'nrse', 'TITLE', 'Nurse', 'Nurs', 'titles'],
    ['a place with a slip', 'lyno', 'LOCATION', 'Lyon, France', 'Lyon', 'locations'],
  ])('completes %s', async (_what, prefix, kind, text, marked, filterField) => {
    const [first] = await found('jobs', prefix);
    expect(first).toMatchObject({ kind, text, filterField });
    expect(first === undefined ? '' : typedPart(first)).toBe(marked);
  });

  it('puts what more postings say first', async () => {
    const titles = await found('jobs', 'nurs', { kinds: ['TITLE'] });
    expect(titles.map(({ text }) => text)).toEqual(['Nurse', 'Nursery Teacher', 'Night Nurse']);
  });

  it('gives a value that the filter takes', async () => {
    const [employer] = await found('jobs', 'nuremberg', { kinds: ['COMPANY'] });
    const query = 'query($input: JobSearchInput!) { jobSearch(input: $input) { totalCount } }';
    const filter = { companyIds: [employer?.value] };
    const { data } = await postGraphql(gateway.url, { query, variables: { input: { filter } } });
    expect(at(data, 'jobSearch.totalCount')).toBe(2);
  });

  it('gives as many as were asked for, five unless told', async () => {
    expect(await found('jobs', 'n', { first: 2 })).toHaveLength(2);
    expect((await found('jobs', 'n')).length).toBe(5);
  });

  it.each(['', '  ', '?!', 'xqzvw'])('has nothing for %j', async (prefix) => {
    expect(await found('jobs', prefix)).toEqual([]);
  });

  it.each([
    [{ prefix: 'n', first: 0 }, 'first must be 1 to 10, got 0'],
    [{ prefix: 'n', first: 11 }, 'first must be 1 to 10, got 11'],
    [{ prefix: 'n'.repeat(101) }, 'prefix may have 100 characters, got 101'],
    [{ prefix: 'n '.repeat(11) }, 'prefix may have 10 words, got 11'],
  ])('refuses %j with the limit and what came', async (variables, message) => {
    const { errors } = await ask('jobs', variables);
    expect(errors?.[0]?.message).toBe(message);
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  it('refuses a kind that it does not have', async () => {
    const { errors } = await ask('jobs', { prefix: 'n', kinds: ['FRUIT'] });
    expect(errors?.[0]?.message).toContain('FRUIT');
  });
});

describe('peopleSuggestions', () => {
  it.each([
    ['a name', 'lindq', 'PERSON', 'Mara Lindqvist', 'Lindq', null],
    ['a name with a slip', 'mara lidnq', 'PERSON', 'Mara Lindqvist', 'Mara Lindq', null],
    ['a skill of several', 'payr', 'SKILL', 'Payroll', 'Payr', 'skills'],
  ])('completes %s', async (_what, prefix, kind, text, marked, filterField) => {
    const first = (await found('people', prefix, { first: 10 })).find((one) => one.kind === kind);
    expect(first).toMatchObject({ kind, text, filterField });
    expect(first === undefined ? '' : typedPart(first)).toBe(marked);
  });

  it.each(['lindsay', 'linden', 'hidden', 'secret', 'shadow', 'linus', 'limited', 'l. l', 'withheld'])(
    'never shows what only profiles without a name to show say: %j',
    async (prefix) => {
      expect(await found('people', prefix)).toEqual([]);
    },
  );

  it('shows no contact data, whatever begins it', async () => {
    const letters = [...'abcdefghijklmnopqrstuvwxyz0123456789'];
    const all = (await Promise.all(letters.map((letter) => found('people', letter, { first: 10 })))).flat();
    expect(all.map(({ text }) => text)).toContain('Mara Lindqvist');
    expect(all.filter(({ text, value }) => /@|\d{2}/.test(text + value))).toEqual([]);
  });

  it('refuses what is outside its limits', async () => {
    const { errors } = await ask('people', { prefix: 'n', first: 11 });
    expect(errors?.[0]).toMatchObject({
      message: 'first must be 1 to 10, got 11',
      extensions: { code: 'BAD_USER_INPUT' },
    });
  });
});
