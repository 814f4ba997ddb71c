/** Tenants, and keys with a filter: what one does or owns is nothing to the others, whatever id they ask for. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createKey, type NewKey } from '../../account/api-keys.ts';
import { withVersion } from '../../ingest/normalise-parts.ts';
import { seededRandom } from '../../runtime/random.ts';
import type { SearchServices } from '../../search/context.ts';
import type { JobDocument, PersonDocument } from '../../stores/documents.ts';
import { createMemoryDocuments } from '../../stores/documents-memory.ts';
import { GATEWAYS, type RunningGateway, type Shape, startGateway } from '../gateway/gateway-shapes.ts';
import { at, postGraphql, testConfig } from '../gateway/test-services.ts';
import { fakePools } from '../helpers/fake-pools.ts';
import { memoryIndexStore, memorySnapshot } from '../helpers/memory-index.ts';
import { testJobs, testPeople } from '../helpers/test-corpus.ts';
import { createTestSearch, testFacts } from '../helpers/test-search.ts';

const TENANTS = ['acme', 'brook', 'cedar'] as const;
type Tenant = (typeof TENANTS)[number];
/** Everybody with everybody else. */
const PAIRS = TENANTS.flatMap((one) => TENANTS.filter((other) => other !== one).map((other) => [one, other] as const));
const READER = ['jobs:read', 'people:read', 'people:recruiter', 'relevance:debug'];

/** Of every tenant copies of the public corpus, whose employers, skills and names say whose they are. */
function ownJobs(tenant: Tenant): readonly JobDocument[] {
  return testJobs(testFacts()).map((job) => {
    const { version: _version, ...rest } = job;
    const name = `${tenant} works`;
    const company = { id: `company-${tenant}`, name };
    return withVersion<JobDocument>({
      ...rest,
      id: `${tenant}-${job.id}`,
      tenant,
      company,
      skills: [`${tenant} craft`],
    });
  });
}

function ownPeople(tenant: Tenant): readonly PersonDocument[] {
  return testPeople(testFacts()).map((person) => {
    const { version: _version, ...rest } = person;
    return withVersion<PersonDocument>({
      ...rest,
      id: `${tenant}-${person.id}`,
      tenant,
      displayName: `Zora ${tenant} ${person.displayName.split(' ').at(-1)}`,
    });
  });
}

async function services(): Promise<SearchServices> {
  const jobs = [...testJobs(testFacts()), ...TENANTS.flatMap(ownJobs)];
  const people = [...testPeople(testFacts()), ...TENANTS.flatMap(ownPeople)];
  const snapshots = [memorySnapshot('jobs', jobs, testFacts()), memorySnapshot('people', people, testFacts())] as const;
  const documents = createMemoryDocuments();
  await documents.putMany([...jobs, ...people]);
  const pools = await fakePools([
    { snapshot: snapshots[0], documents: jobs },
    { snapshot: snapshots[1], documents: people },
  ]);
  return (await createTestSearch({ pools, documents, indexes: memoryIndexStore(snapshots) })).services;
}

const gateways = new Map<Shape, RunningGateway>();
/** Over HTTP an eighth of the ids, all of them where TENANT_IDS is `all`: each passes the same resolvers as in one process. */
const EVERY: Readonly<Record<Shape, number>> = {
  'in one process': 1,
  'over HTTP': process.env.TENANT_IDS === 'all' ? 1 : 8,
};
let used: SearchServices;
const keys = new Map<string, string>();

async function addKey(name: string, made: Partial<NewKey> & Pick<NewKey, 'tenant'>): Promise<void> {
  const { key } = await createKey([used.rows], { scopes: READER, filter: null, budget: {}, ...made }, new Date(0));
  keys.set(name, key);
}

async function ask(who: string, query: string, variables: object = {}, shape: Shape = 'in one process') {
  const key = keys.get(who);
  const { url = '' } = gateways.get(shape) ?? {};
  return postGraphql(url, { query, variables }, key === undefined ? {} : { authorization: `Bearer ${key}` });
}

beforeAll(async () => {
  used = await services();
  for (const [shape, engine] of GATEWAYS) {
    const settings = { TANDEM_PROFILE: 'production', TANDEM_ENGINE: engine, TANDEM_DEADLINE_MS: '10000' };
    gateways.set(shape, await startGateway(shape, testConfig(settings), used));
  }
  for (const tenant of TENANTS) await addKey(tenant, { tenant });
  await addKey('remote', {
    tenant: 'brook',
    filter: { jobs: { workplaceTypes: ['REMOTE'] }, people: { skills: ['Python'] } },
  });
}, 60_000);
afterAll(async () => {
  for (const gateway of gateways.values()) await gateway.stop();
});

const JOBS = `query($text: String, $first: Int, $after: String, $filter: JobFilter, $broaden: Boolean) {
  jobSearch(input: { text: $text, filter: $filter, broaden: $broaden, facets: [COMPANY, SKILL, WORKPLACE_TYPE] }, first: $first, after: $after) {
    totalCount facets { field values { value count } } search { id }
    edges { cursor node { id workplaceType company { id } } match { id snippets { text } } } } }`;
const PEOPLE = `query($text: String, $first: Int, $after: String) { peopleSearch(input: { text: $text }, first: $first, after: $after) {
  totalCount search { id } edges { cursor node { id displayName } match { id } } } }`;
const OBJECTS = `query($ids: [ID!]!, $id: ID!) { nodes(ids: $ids) { id __typename } node(id: $id) { id } job(id: $id) { id } person(id: $id) { id } }`;
const SUGGEST = `query($prefix: String!) { jobSuggestions(prefix: $prefix, first: 10) { text value } peopleSuggestions(prefix: $prefix, first: 10) { text value } }`;
const TRACK = `mutation($input: TrackEventsInput!) { trackEvents(input: $input) { acceptedCount userErrors { code } } }`;
const SAVE = `mutation($searchId: ID!) { savedSearchCreate(input: { name: "n", searchId: $searchId }) { savedSearch { id } userErrors { code } } }`;

interface Edge {
  readonly cursor: string;
  readonly node: { readonly id: string; readonly workplaceType?: string };
  readonly match: { readonly id: string };
}
const edgesOf = (data: unknown, field: string): readonly Edge[] =>
  (at(data, `${field}.edges`) ?? []) as readonly Edge[];

/** All ids that a tenant has and nobody else may use. */
async function ownIds(tenant: Tenant) {
  const searches: string[] = [];
  const cursors: { readonly field: 'jobSearch' | 'peopleSearch'; readonly text: string; readonly cursor: string }[] =
    [];
  const documents: string[] = [];
  for (const text of ['nurse', 'software engineer', 'chef', 'accountant', null]) {
    for (const [field, query] of [
      ['jobSearch', JOBS],
      ['peopleSearch', PEOPLE],
    ] as const) {
      const { data } = await ask(tenant, query, { text, first: 30 });
      searches.push(String(at(data, `${field}.search.id`)));
      const edges = edgesOf(data, field);
      documents.push(...edges.map(({ node }) => node.id).filter((id) => id.startsWith(tenant)));
      cursors.push(...edges.map(({ cursor }) => ({ field, text: text ?? '', cursor })));
    }
  }
  const { data } = await ask(tenant, SAVE, { searchId: searches[0] });
  const saved = String(at(data, 'savedSearchCreate.savedSearch.id'));
  return { searches, cursors, documents: [...new Set(documents)], saved };
}

describe('a tenant', () => {
  it('finds its own documents beside the public ones, and counts no others', async () => {
    const totals = await Promise.all(
      ['acme', 'brook', 'anonymous'].map(async (who) =>
        at((await ask(who, JOBS, { text: null })).data, 'jobSearch.totalCount'),
      ),
    );
    expect(totals).toEqual([40, 40, 20]);
    const { data } = await ask('acme', JOBS, { text: null, first: 100 });
    expect(
      new Set(edgesOf(data, 'jobSearch').map(({ node }) => /^(acme|brook|cedar)-/.exec(node.id)?.[1] ?? 'public')),
    ).toEqual(new Set(['acme', 'public']));
    expect(JSON.stringify(at(data, 'jobSearch.facets'))).not.toMatch(/brook|cedar/);
  });

  it('is suggested what its own documents say, and nothing of others', async () => {
    const texts = async (who: string, prefix: string) => JSON.stringify((await ask(who, SUGGEST, { prefix })).data);
    expect(await texts('acme', 'acme')).toContain('acme craft');
    expect(await texts('acme', 'zora')).toContain('Zora acme');
    for (const who of ['brook', 'anonymous']) {
      expect(await texts(who, 'acme')).not.toContain('acme');
      expect(await texts(who, 'zora')).not.toContain('acme');
    }
  });

  it.each(GATEWAYS)(
    '%s, by %s, reaches nothing of another with 1,000 ids of theirs: node, nodes, search, suggest, events, cursors, saved searches',
    {
      timeout: 120_000,
    },
    async (shape) => {
      const some = <T>(list: readonly T[]): readonly T[] => list.filter((_, place) => place % EVERY[shape] === 0);
      const askHere = (who: string, query: string, variables: object) => ask(who, query, variables, shape);
      const random = seededRandom(11);
      const leaks: string[] = [];
      let tried = 0;
      for (const [owner, stranger] of PAIRS) {
        const { searches, cursors, documents, saved } = await ownIds(owner);
        expect(documents.length).toBeGreaterThan(20);
        const ids = [...documents, ...searches, saved, `company-${owner}`];
        const own = (await askHere(owner, OBJECTS, { ids, id: ids[0] })).data;
        expect(at(own, 'nodes')).not.toContain(null);
        tried += ids.length;
        const foreign = (await askHere(stranger, OBJECTS, { ids, id: ids[0] })).data;
        for (const id of ids) if (JSON.stringify(foreign).includes(`"${id}"`)) leaks.push(`nodes ${id}`);
        for (const id of some(ids)) {
          tried++;
          const { data } = await askHere(stranger, OBJECTS, { ids: [id], id });
          if (JSON.stringify(data).includes(`"${id}"`)) leaks.push(`node ${id}`);
        }
        for (const { field, text, cursor } of some(cursors)) {
          tried++;
          const query = field === 'jobSearch' ? JOBS : PEOPLE;
          const { data, errors } = await askHere(stranger, query, {
            text: text === '' ? null : text,
            first: 2,
            after: cursor,
          });
          if (at(data, field) !== null || errors?.[0]?.extensions.code !== 'BAD_USER_INPUT')
            leaks.push(`cursor ${cursor}`);
        }
        const events = documents.map((id, position) => ({
          eventId: `e${random()}`,
          kind: 'VIEW',
          searchId: position % 2 === 0 ? searches[position % searches.length] : null,
          documentIds: [id],
          occurredAt: '2026-01-10T00:00:00Z',
        }));
        tried += events.length;
        const { data: tracked } = await askHere(stranger, TRACK, { input: { events: events.slice(0, 100) } });
        if (at(tracked, 'trackEvents.acceptedCount') !== 0) leaks.push(`events of ${owner}`);
        for (const prefix of [owner, `zora ${owner}`, `${owner} craft`]) {
          tried++;
          const { data } = await askHere(stranger, SUGGEST, { prefix });
          if (JSON.stringify(data).includes(owner)) leaks.push(`suggestions for ${prefix}`);
        }
        for (const searchId of some(searches)) {
          tried++;
          const { data } = await askHere(stranger, SAVE, { searchId });
          if (at(data, 'savedSearchCreate.savedSearch') !== null) leaks.push(`saved ${searchId}`);
        }
        for (const id of some(documents)) {
          tried++;
          const { data } = await askHere(stranger, JOBS, {
            text: id,
            filter: { companyIds: [`company-${owner}`] },
            broaden: true,
            first: 100,
          });
          if (JSON.stringify(at(data, 'jobSearch.edges')).includes(`"${owner}-`)) leaks.push(`search ${id}`);
        }
      }
      expect(leaks).toEqual([]);
      expect(tried).toBeGreaterThan(1_000 / EVERY[shape]);
    },
  );
});

describe('the reading of a text', () => {
  it('names no employer and no person that only documents of one tenant name', async () => {
    const query = `query($text: String) { jobSearch(input: { text: $text }) { search { understanding { facets { field value } } } } }`;
    const read = async (text: string) => JSON.stringify((await ask('brook', query, { text })).data);
    expect(await read('acme works')).not.toContain('company-acme');
    expect(await read('Blue Finch Logistics')).toContain('COMPANY'.toLowerCase());
  });
});

describe('the route of a text', () => {
  const query = `query($text: String) { jobSearch(input: { text: $text }) { search { understanding { route routeReason } } } peopleSearch(input: { text: $text }) { search { understanding { route routeReason } } } }`;
  const read = async (who: string, text: string) => JSON.stringify((await ask(who, query, { text })).data);

  it('is that of an unknown id for the id of a document of another tenant', async () => {
    const [job, person] = [ownJobs('acme')[0]?.id ?? '', ownPeople('acme')[0]?.id ?? ''];
    for (const id of [job, person]) {
      const unknown = id.replace(/.$/, (last) => (last === 'x' ? 'y' : 'x'));
      expect(await read('brook', id)).toBe(await read('brook', unknown));
      expect(await read('acme', id)).toContain('The text is the id of a document');
    }
  });
});

describe('a key with a filter', () => {
  it('finds, counts and broadens within it', async () => {
    const { data } = await ask('remote', JOBS, { text: 'chef', first: 100, broaden: true });
    const kinds = new Set(edgesOf(data, 'jobSearch').map(({ node }) => node.workplaceType));
    expect(kinds).toEqual(new Set(['REMOTE']));
    const facets = at(data, 'jobSearch.facets') as readonly { field: string; values: readonly { value: string }[] }[];
    expect(facets.find(({ field }) => field === 'WORKPLACE_TYPE')?.values.map(({ value }) => value)).toEqual([
      'REMOTE',
    ]);
  });

  it('opens no search, match or cursor of a key of its tenant without one', async () => {
    const wide = (await ask('brook', JOBS, { text: 'chef', first: 10 })).data;
    const searchId = String(at(wide, 'jobSearch.search.id'));
    const after = String(edgesOf(wide, 'jobSearch')[0]?.cursor);
    expect(at((await ask('remote', OBJECTS, { ids: [searchId], id: searchId })).data, 'node')).toBeNull();
    const { errors } = await ask('remote', JOBS, { text: 'chef', first: 10, after });
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  it('reads no document outside of it by id, and no suggestion', async () => {
    const { data } = await ask('brook', JOBS, { text: null, first: 100 });
    const hidden = edgesOf(data, 'jobSearch')
      .filter(({ node }) => node.workplaceType !== 'REMOTE')
      .map(({ node }) => node.id);
    const { data: read } = await ask('remote', OBJECTS, { ids: hidden, id: hidden[0] });
    expect(hidden.length).toBeGreaterThan(10);
    expect(new Set(at(read, 'nodes') as readonly unknown[])).toEqual(new Set([null]));
    const people = (await ask('remote', SUGGEST, { prefix: 'mara' })).data;
    expect(at(people, 'peopleSuggestions')).toEqual([]);
    expect(at((await ask('brook', SUGGEST, { prefix: 'mara' })).data, 'peopleSuggestions')).not.toEqual([]);
  });
});

describe('a caller who may not read people', () => {
  it('gets neither a person nor a search of people by its id', async () => {
    await addKey('jobs only', { tenant: 'acme', scopes: ['jobs:read'] });
    const { data } = await ask('acme', PEOPLE, { text: 'nurse', first: 5 });
    const ids = [
      String(at(data, 'peopleSearch.search.id')),
      ...edgesOf(data, 'peopleSearch').map(({ node }) => node.id),
    ];
    const { data: read } = await ask('jobs only', 'query($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids });
    expect(new Set(at(read, 'nodes') as readonly unknown[])).toEqual(new Set([null]));
  });
});
