/** What profiles hide is found and read by no kind of access; the same access tells it of a profile that hides nothing. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { withVersion } from '../../ingest/normalise-parts.ts';
import { normalisePerson } from '../../ingest/normalise-person.ts';
import { validatePerson } from '../../ingest/validate.ts';
import { stableId } from '../../runtime/ids.ts';
import { sealCursor } from '../../search/match-ids.ts';
import type { PersonDocument } from '../../stores/documents.ts';
import { memorySnapshot } from '../helpers/memory-index.ts';
import { testPeople } from '../helpers/test-corpus.ts';
import { createTestSearch, type TestSearch, testFacts } from '../helpers/test-search.ts';
import { type RunningGateway, startGateway } from './gateway-shapes.ts';
import { at, postGraphql, testConfig } from './test-services.ts';

const caller = vi.hoisted(() => ({ id: 'member', tenant: 'default', scopes: ['jobs:read', 'people:read'] }));
vi.mock('../../account/viewer.ts', async (original) => ({
  ...(await original<object>()),
  developmentViewer: caller,
  defaultCaller: () => caller,
}));

/** Some hundred searches a world, beside other programs. */
const LONG_MS = 120_000;
const NAME = 'Zorina Quillfeather';
const EMAIL = 'zorina@quillfeather.example';
const LINE = {
  id: 'subject',
  name: NAME,
  headline: 'Glassblower at Obsidian Kiln',
  summary: `I blow glass at night. I am Zorina Quillfeather, or zorina quillfeather, or zorinaquillfeather; ${EMAIL}`,
  work: [
    { title: 'Glassblower', company: 'Obsidian Kiln', startDate: '2020-01', summary: 'Zorina blows glass vessels.' },
    { title: 'Potter', company: 'Vermilion Clayworks', startDate: '2015-01', endDate: '2019-01', summary: 'Pots.' },
  ],
  education: [{ institution: 'Halvard School of Glass', studyType: 'BA' }],
  skills: ['Vitrigraphy'],
  certifications: ['Kiln Safety, issued to Zorina Quillfeather'],
  updatedAt: '2026-01-14T00:00:00Z',
};

function subject(changes: object): PersonDocument {
  const checked = validatePerson(JSON.stringify({ ...LINE, ...changes }));
  if (checked.kind === 'bad') throw new Error(checked.reason);
  return normalisePerson(checked.value, 'test', testFacts());
}

const PUBLIC = subject({});
const { id: ID } = PUBLIC;

interface Kind {
  readonly name: string;
  readonly profile: PersonDocument;
  /** The same profile as if nothing were hidden: then an access that shows such a thing tells a secret. */
  readonly open: PersonDocument;
  readonly secrets: readonly RegExp[];
  readonly hides: 'existence' | 'name' | 'contact';
}

const KINDS: readonly Kind[] = [
  {
    name: 'a hidden profile',
    profile: subject({ visibility: 'HIDDEN' }),
    open: PUBLIC,
    secrets: [new RegExp(ID), /zorina|quillfeather/i, /obsidian|vermilion|halvard|vitrigraphy|glassblower/i],
    hides: 'existence',
  },
  {
    name: 'a limited profile',
    profile: subject({ visibility: 'LIMITED' }),
    open: PUBLIC,
    secrets: [/zorina|quillfeather/i],
    hides: 'name',
  },
  {
    name: 'contact data',
    profile: PUBLIC,
    open: withVersion<PersonDocument>({ ...PUBLIC, summary: LINE.summary }),
    secrets: [/@/],
    hides: 'contact',
  },
];

type Ask = (query: string, variables?: object) => Promise<unknown>;

interface Access {
  readonly by: string;
  /** All that the answer tells, or nothing where it tells nothing. */
  readonly learn: (ask: Ask) => Promise<unknown>;
  /** What is told by it of a profile that hides nothing. */
  readonly tells: readonly Kind['hides'][];
}

const FIELDS =
  'id displayName headline summary skills certifications work { title companyName summary } education { institution }';
const PAGE = `totalCount facets { values { value label } } nodes { ${FIELDS} } edges { match { snippets(first: 3) { text } explanation { summary reasons { text } } } } search { understanding { facets { field value } } }`;
const PEOPLE = `query($input: PeopleSearchInput!, $after: String) { peopleSearch(input: $input, first: 3, after: $after) { ${PAGE} pageInfo { endCursor hasNextPage } } }`;

const search =
  (input: object) =>
  (ask: Ask): Promise<unknown> =>
    ask(PEOPLE, { input });

/** All pages of everybody. */
async function browse(ask: Ask): Promise<unknown> {
  const pages: unknown[] = [];
  let after: unknown = null;
  do {
    const page = await ask(PEOPLE, { input: {}, after });
    pages.push(page);
    after = at(page, 'peopleSearch.pageInfo.hasNextPage') === true ? at(page, 'peopleSearch.pageInfo.endCursor') : null;
  } while (after !== null);
  return pages;
}

const company = (name: string) => `c${stableId(name)}`;
const FACETS = ['CURRENT_COMPANY', 'PAST_COMPANY', 'SCHOOL', 'SKILL', 'LOCATION', 'SENIORITY'];
const ONLY_ID = 'query($input: PeopleSearchInput!) { peopleSearch(input: $input, first: 100) { nodes { id } } }';
const foundBy =
  (input: object) =>
  (ask: Ask): Promise<unknown> =>
    ask(ONLY_ID, { input });
const suggested =
  (prefix: string) =>
  (ask: Ask): Promise<unknown> =>
    ask('query($prefix: String!) { peopleSuggestions(prefix: $prefix, first: 10) { text value } }', { prefix });

const ACCESSES: readonly Access[] = [
  { by: 'a text with the name', learn: search({ text: NAME }), tells: ['existence', 'name', 'contact'] },
  { by: 'the name in small letters', learn: search({ text: 'quillfeather zorina' }), tells: ['existence', 'name'] },
  { by: 'the name in quotes', learn: search({ text: `"${NAME}"` }), tells: ['existence', 'name'] },
  { by: 'a text with the employer', learn: search({ text: 'people at Obsidian Kiln' }), tells: ['existence', 'name'] },
  { by: 'a slip in an own word', learn: search({ text: 'vitrigrafy' }), tells: [] },
  { by: 'all pages by their cursors', learn: browse, tells: ['existence', 'name', 'contact'] },
  { by: 'facet values', learn: search({ facets: FACETS, facetLimit: 100 }), tells: ['existence'] },
  {
    by: 'facet values beside a filter of their own',
    learn: search({ facets: ['CURRENT_COMPANY'], facetLimit: 100, filter: { currentCompanyIds: ['nobody'] } }),
    tells: ['existence'],
  },
  {
    by: 'a filter of the employer',
    learn: foundBy({ filter: { currentCompanyIds: [company('obsidian kiln')] } }),
    tells: ['existence'],
  },
  {
    by: 'a filter of the school',
    learn: foundBy({ filter: { schools: [LINE.education[0]?.institution] } }),
    tells: ['existence'],
  },
  { by: 'a filter of the skill', learn: foundBy({ filter: { skills: LINE.skills } }), tells: ['existence'] },
  { by: 'order by date', learn: foundBy({ sort: 'RECENTLY_UPDATED' }), tells: ['existence'] },
  { by: 'suggestions of the first name', learn: suggested('zori'), tells: ['existence', 'name'] },
  { by: 'suggestions of the employer', learn: suggested('obsid'), tells: ['existence'] },
  { by: 'suggestions of jobs', learn: (ask) => ask('{ jobSuggestions(prefix: "obsid") { text } }'), tells: [] },
  {
    by: 'person',
    learn: (ask) => ask(`query($id: ID!) { person(id: $id) { ${FIELDS} } }`, { id: ID }),
    tells: ['existence', 'name', 'contact'],
  },
  {
    by: 'node',
    learn: (ask) => ask(`query($id: ID!) { node(id: $id) { id ... on Person { ${FIELDS} } } }`, { id: ID }),
    tells: ['existence', 'name', 'contact'],
  },
  {
    by: 'nodes',
    learn: (ask) => ask(`query($ids: [ID!]!) { nodes(ids: $ids) { id ... on Person { ${FIELDS} } } }`, { ids: [ID] }),
    tells: ['existence', 'name', 'contact'],
  },
  ...['obsidian kiln', 'vermilion clayworks'].map(
    (name): Access => ({
      by: `the page of ${name}`,
      learn: (ask) =>
        ask('query($id: ID!) { node(id: $id) { ... on Company { name peopleCount } } }', { id: company(name) }),
      tells: ['existence'],
    }),
  ),
  {
    by: 'an event about the person',
    learn: (ask) => track(ask, [ID]),
    tells: ['existence'],
  },
  {
    by: 'an event about the employer',
    learn: (ask) => track(ask, [company('obsidian kiln')]),
    tells: ['existence'],
  },
  {
    by: 'a saved search',
    learn: async (ask) => {
      const searchId = at(
        await ask('query($input: PeopleSearchInput!) { peopleSearch(input: $input) { search { id } } }', {
          input: { text: NAME },
        }),
        'peopleSearch.search.id',
      );
      const made =
        'mutation($input: SavedSearchCreateInput!) { savedSearchCreate(input: $input) { savedSearch { search { correctedText understanding { facets { value } } } } } }';
      return ask(made, { input: { name: 'saved', searchId } });
    },
    tells: ['existence', 'name'],
  },
  {
    by: 'naming it as one’s own profile',
    learn: (ask) =>
      ask(
        'mutation($input: ViewerPreferencesUpdateInput!) { viewerPreferencesUpdate(input: $input) { preferences { profile { id displayName } } userErrors { code } } }',
        {
          input: { profileId: ID, allowProfileUse: true },
        },
      ),
    tells: [],
  },
];

async function track(ask: Ask, documentIds: readonly string[]): Promise<unknown> {
  const event = { eventId: documentIds.join(), kind: 'VIEW', documentIds, occurredAt: '2026-01-15T00:00:00Z' };
  const mutation =
    'mutation($events: [SearchEventInput!]!) { trackEvents(input: { events: $events }) { acceptedCount } }';
  return at(await ask(mutation, { events: [event] }), 'trackEvents.acceptedCount') === 1 ? `${ID} obsidian` : null;
}

let gateway: RunningGateway | null = null;
afterEach(async () => {
  await gateway?.stop();
  gateway = null;
});

async function world(profile: PersonDocument): Promise<{ readonly test: TestSearch; readonly ask: Ask }> {
  const test = await createTestSearch({ people: [...testPeople(testFacts()), profile] });
  gateway = await startGateway('in one process', testConfig({ TANDEM_DEADLINE_MS: '10000' }), test.services);
  const { url } = gateway;
  return { test, ask: async (query, variables = {}) => (await postGraphql(url, { query, variables })).data };
}

const secretsIn = (answer: unknown, { secrets }: Kind): readonly string[] =>
  secrets.flatMap((secret) => secret.exec(JSON.stringify(answer ?? null))?.[0] ?? []);

describe.each(KINDS)('$name', (kind) => {
  it(
    'is told by no kind of access to a member who is no recruiter',
    async () => {
      const { ask } = await world(kind.profile);
      const told: string[] = [];
      for (const access of ACCESSES) {
        const secrets = secretsIn(await access.learn(ask), kind);
        if (secrets.length > 0) told.push(`${access.by}: ${secrets.join(', ')}`);
      }
      expect(told).toEqual([]);
    },
    LONG_MS,
  );

  it(
    'would be told by each of them that shows such a thing, were it not hidden',
    async () => {
      const { ask } = await world(kind.open);
      const silent: string[] = [];
      for (const access of ACCESSES) {
        if (access.tells.includes(kind.hides) && secretsIn(await access.learn(ask), kind).length === 0)
          silent.push(access.by);
      }
      expect(silent).toEqual([]);
    },
    LONG_MS,
  );
});

/** Of a list that was made before: the second page, an event, and the search that was saved. */
describe.each([
  ['is hidden', { visibility: 'HIDDEN' }, new RegExp(ID)],
  ['shows initials alone', { visibility: 'LIMITED' }, /zorina|quillfeather/i],
] as const)('a profile that %s since a search', (_what, change, secret) => {
  it(
    'is left out of the later pages of that search',
    async () => {
      const { test, ask } = await world(PUBLIC);
      const query = `query($after: String) { peopleSearch(input: { sort: RECENTLY_UPDATED }, first: 100, after: $after) { totalCount nodes { ${FIELDS} } } }`;
      const { searchId } = await searchedBefore(test, ask);
      const after = sealCursor({ searchId, position: 0 }, test.services.signer);
      expect(JSON.stringify(await ask(query, { after }))).toMatch(secret);
      const now = subject(change);
      const people = [...testPeople(testFacts()), now];
      await test.services.documents.putMany([now]);
      test.indexes.publish(memorySnapshot('people', people, testFacts(), 'people-2'));
      const page = await ask(query, { after });
      expect(at(page, 'peopleSearch.nodes')).toHaveLength(people.length - 1);
      expect(JSON.stringify(page)).not.toMatch(secret);
    },
    LONG_MS,
  );
});

async function searchedBefore(test: TestSearch, ask: Ask): Promise<{ readonly searchId: string }> {
  const page = await ask(
    '{ peopleSearch(input: { sort: RECENTLY_UPDATED }, first: 100) { search { id } nodes { id } } }',
  );
  expect(at(page, 'peopleSearch.nodes')).toHaveLength(test.people.length);
  return { searchId: String(at(page, 'peopleSearch.search.id')) };
}

describe('a profile', () => {
  it(
    'may be named as their own by its member alone, as its source says',
    async () => {
      const prefer =
        'mutation($id: ID!) { out: viewerPreferencesUpdate(input: { profileId: $id }) { preferences { profile { id } } userErrors { code field } } }';
      const others = await world(subject({ memberId: 'another' }));
      expect(at(await others.ask(prefer, { id: ID }), 'out')).toEqual({
        preferences: null,
        userErrors: [{ code: 'FORBIDDEN', field: ['profileId'] }],
      });
      await gateway?.stop();
      const own = await world(subject({ memberId: caller.id }));
      expect(at(await own.ask(prefer, { id: ID }), 'out')).toEqual({
        preferences: { profile: { id: ID } },
        userErrors: [],
      });
    },
    LONG_MS,
  );
});
