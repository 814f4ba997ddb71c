/** What a feed keeps to its tenant is told to that tenant by each kind of access, and by none of them to anybody else. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createKey } from '../../account/api-keys.ts';
import { normaliseJob } from '../../ingest/normalise-job.ts';
import { companyId } from '../../ingest/normalise-parts.ts';
import { normalisePerson } from '../../ingest/normalise-person.ts';
import { validateJob, validatePerson } from '../../ingest/validate.ts';
import { testJobs, testPeople } from '../helpers/test-corpus.ts';
import { createTestSearch, testFacts } from '../helpers/test-search.ts';
import { type RunningGateway, startGateway } from './gateway-shapes.ts';
import { at, postGraphql, testConfig } from './test-services.ts';

/** Some dozen searches beside other programs. */
const LONG_MS = 120_000;

function linesOfAcme() {
  const job = validateJob(
    JSON.stringify({
      id: 'secret',
      title: 'Vitrigrapher',
      description: 'You blow quillfeather vessels in the obsidian kiln. You keep the furnace burning.',
      company: 'Obsidian Kiln',
      location: 'Leeds, UK',
      skills: ['Vitrigraphy'],
      public: false,
    }),
  );
  const person = validatePerson(
    JSON.stringify({
      id: 'secret',
      name: 'Zorina Quillfeather',
      headline: 'Vitrigrapher at Obsidian Kiln',
      summary: 'Blows quillfeather vessels in the obsidian kiln.',
      work: [{ title: 'Vitrigrapher', company: 'Obsidian Kiln', startDate: '2020-01' }],
      skills: ['Vitrigraphy'],
    }),
  );
  if (job.kind === 'bad' || person.kind === 'bad') throw new Error('the lines of the test must be good');
  return {
    job: normaliseJob(job.value, 'feed', testFacts(), 'acme'),
    person: normalisePerson(person.value, 'feed', testFacts(), 'acme'),
  };
}

const { job: JOB, person: PERSON } = linesOfAcme();
const SECRET = new RegExp(`${JOB.id}|${PERSON.id}|zorina|quillfeather|obsidian|vitrigraph`, 'i');

const JOBS = `query($input: JobSearchInput!) { jobSearch(input: $input, first: 50) { totalCount facets { values { value label } }
  search { correctedText understanding { facets { value } } } notices { message }
  edges { node { id title } match { snippets(first: 3) { text } explanation { summary } } } } }`;
const PEOPLE = `query($input: PeopleSearchInput!) { peopleSearch(input: $input, first: 50) { totalCount facets { values { value label } }
  search { correctedText understanding { facets { value } } } edges { node { id displayName } match { snippets(first: 3) { text } } } } }`;
const NODES = `query($ids: [ID!]!, $job: ID!, $person: ID!) { nodes(ids: $ids) { id } job(id: $job) { id title } person(id: $person) { id }
  node(id: $job) { id } }`;
const COMPANY = 'query($id: ID!) { node(id: $id) { id ... on Company { name peopleCount } } }';
const SUGGEST = `query($prefix: String!) { jobSuggestions(prefix: $prefix, first: 10) { text } peopleSuggestions(prefix: $prefix, first: 10) { text } }`;

/** Texts of searches say nothing that an answer may repeat, where the answer quotes the text. */
const ACCESSES: readonly (readonly [by: string, query: string, variables: object])[] = [
  ['facets of all jobs', JOBS, { input: { facets: ['COMPANY', 'SKILL', 'LOCATION'], facetLimit: 100 } }],
  ['facets of all people', PEOPLE, { input: { facets: ['CURRENT_COMPANY', 'SKILL'], facetLimit: 100 } }],
  ['a search of jobs by other words', JOBS, { input: { text: 'keep the furnace burning' } }],
  ['a search of people by a place that all have', PEOPLE, { input: { sort: 'RECENTLY_UPDATED' } }],
  ['filters', JOBS, { input: { filter: { companyIds: [companyId('Obsidian Kiln')] } } }],
  ['ids', NODES, { ids: [JOB.id, PERSON.id], job: JOB.id, person: PERSON.id }],
  ['the page of its employer', COMPANY, { id: companyId('Obsidian Kiln') }],
  ['suggestions of a title', SUGGEST, { prefix: 'vitri' }],
  ['suggestions of a name', SUGGEST, { prefix: 'zori' }],
  ['suggestions of an employer', SUGGEST, { prefix: 'obsi' }],
  ['the spelling of its title', JOBS, { input: { text: 'vitrigrafer' } }],
  ['the spelling of its employer', JOBS, { input: { text: 'work at obsidiann kilnn' } }],
];

describe('documents that a tenant alone may see', () => {
  let gateway: RunningGateway;
  const keys = new Map<string, string>();
  const ask = async (who: string, query: string, variables: object): Promise<unknown> => {
    const key = keys.get(who);
    const headers = key === undefined ? {} : { authorization: `Bearer ${key}` };
    return (await postGraphql(gateway.url, { query, variables }, headers)).data;
  };

  beforeAll(async () => {
    const jobs = [...testJobs(testFacts()), JOB];
    const { services } = await createTestSearch({ jobs, people: [...testPeople(testFacts()), PERSON] });
    for (const tenant of ['acme', 'other']) {
      const scopes = ['jobs:read', 'people:read', 'people:recruiter', 'jobs:write', 'admin'];
      const made = await createKey([services.rows], { tenant, scopes, filter: null, budget: {} }, new Date(0));
      keys.set(tenant, made.key);
    }
    const config = testConfig({ TANDEM_PROFILE: 'production', TANDEM_DEADLINE_MS: '10000' });
    gateway = await startGateway('in one process', config, services);
  }, LONG_MS);
  afterAll(() => gateway.stop());

  it(
    'are told to nobody else by search, count, facet, filter, snippet, id, suggestion or spelling',
    async () => {
      const told: string[] = [];
      for (const who of ['other', 'anonymous']) {
        for (const [by, query, variables] of ACCESSES) {
          const found = SECRET.exec(JSON.stringify(await ask(who, query, variables)))?.[0];
          if (found !== undefined) told.push(`${by} tells ${who} ${found}`);
        }
      }
      expect(told).toEqual([]);
    },
    LONG_MS,
  );

  it(
    'are told to their tenant by each of them but spelling, which knows public words alone',
    async () => {
      const silent: string[] = [];
      for (const [by, query, variables] of ACCESSES)
        if (!by.includes('spelling') && !SECRET.test(JSON.stringify(await ask('acme', query, variables))))
          silent.push(by);
      expect(silent).toEqual([]);
    },
    LONG_MS,
  );

  it(
    'are counted for their tenant alone',
    async () => {
      const counts = await Promise.all(
        ['acme', 'other', 'anonymous'].map(async (who) =>
          at(await ask(who, JOBS, { input: {} }), 'jobSearch.totalCount'),
        ),
      );
      expect(counts).toEqual([21, 20, 20]);
    },
    LONG_MS,
  );
});
