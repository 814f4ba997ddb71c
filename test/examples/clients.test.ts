/** Every example client, run against a gateway in the production profile with the manifest of the clients' own builds. */

import '../helpers/fake-the-search.ts';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { fetchQuery, type GraphQLTaggedNode } from 'relay-runtime';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { createKey } from '../../account/api-keys.ts';
import { createApolloClient } from '../../examples/apollo/client.ts';
import { firstTwoPages as apolloPages } from '../../examples/apollo/job-list.ts';
import { createPersistedClient } from '../../examples/apollo/persisted.ts';
import { allJobs } from '../../examples/fetch/all-jobs.ts';
import { remarksOn } from '../../examples/fetch/remarks.ts';
import { reportView } from '../../examples/fetch/report-view.ts';
import { request } from '../../examples/fetch/request.ts';
import { readKept } from '../../examples/persisted/read-kept.ts';
import { createRelayEnvironment } from '../../examples/relay/environment.ts';
import { jobTitles } from '../../examples/typed/job-titles.ts';
import { createUrqlClient } from '../../examples/urql/client.ts';
import { firstTwoPages as urqlPages } from '../../examples/urql/job-list.ts';
import { projectPath } from '../../runtime/project-root.ts';
import { productionGateway } from '../gateway/production-gateway.ts';
import { buildClients } from './client-builds.ts';

const builds = buildClients();
const gateway = productionGateway([], { TANDEM_OPERATIONS: builds.operationsFile });
const url = () => `${gateway.url()}/graphql`;
const TITLES = Array.from({ length: 30 }, (_, index) => `Nurse ${index}`);

let key = '';
const keyWith = async (scopes: readonly string[], requestsPerSecond?: number): Promise<string> => {
  const budget = requestsPerSecond === undefined ? {} : { requestsPerSecond };
  const made = { tenant: 'acme', scopes, filter: null, budget };
  return (await createKey([gateway.services.rows], made, new Date())).key;
};
beforeAll(async () => {
  key = await keyWith(['jobs:read', 'people:read']);
});

describe('plain fetch', () => {
  it('reads all pages of a search', async () => {
    const titles: string[] = [];
    for await (const job of allJobs({ url: url() }, 'nurse', 12)) titles.push(job.title);
    expect(titles).toEqual(TITLES);
  });

  it('says who it is by its key, and is told when the key is none', async () => {
    const ask = (sent: string) =>
      request<{ viewer: object }>({ url: url(), key: sent }, '{ viewer { tenant scopes } }');
    expect((await ask(key)).data).toEqual({ viewer: { tenant: 'acme', scopes: ['jobs:read', 'people:read'] } });
    expect((await ask('tk_wrong')).errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  it('waits as long as the server asks before it tries again', async () => {
    const waited: number[] = [];
    const server = {
      url: url(),
      key: await keyWith(['jobs:read'], 0.1),
      wait: async (ms: number) => {
        waited.push(ms);
        server.key = key;
      },
    };
    for (let sent = 0; sent < 2; sent++) {
      const { errors } = await request(server, '{ service { version } }');
      expect(errors).toEqual([]);
    }
    expect(waited).toHaveLength(1);
    expect(waited[0]).toBeGreaterThan(0);
    expect(waited[0]).toBeLessThanOrEqual(10_000);
  });

  it('tells what was changed in a search and what is missing of its page', async () => {
    expect(await remarksOn({ url: url() }, 'nurse')).toEqual(['Searched for b.']);
    const missing = await remarksOn({ url: url() }, 'unranked');
    expect(missing).toHaveLength(11);
    expect(missing[1]).toMatch(/^jobSearch\.edges\.0\.match\.relevance: /);
  });

  it('may report an event twice', async () => {
    const view = {
      eventId: 'one',
      searchId: 'search-nurse',
      jobId: 'job1',
      position: 1,
      occurredAt: '2026-01-01T00:00:00Z',
    };
    expect(await reportView({ url: url(), key }, view)).toMatchObject({ acceptedCount: 1, duplicateCount: 0 });
    expect(await reportView({ url: url(), key }, view)).toMatchObject({ acceptedCount: 0, duplicateCount: 1 });
  });
});

it('Apollo Client joins the pages of a search in its cache', async () => {
  expect(await apolloPages(createApolloClient(url(), key), 'nurse', 4)).toEqual(TITLES.slice(0, 8));
});

it('Apollo Client tries again what was refused, when the server says', async () => {
  const headers = { 'content-type': 'application/json', 'retry-after': '0.01' };
  const refused = new Response('{"errors": [{"message": "wait", "extensions": {"code": "RATE_LIMITED"}}]}', {
    status: 429,
    headers,
  });
  const sent = vi.spyOn(globalThis, 'fetch').mockResolvedValueOnce(refused);
  expect(await apolloPages(createApolloClient(url(), key), 'nurse', 4)).toHaveLength(8);
  expect(sent).toHaveBeenCalledTimes(3);
  sent.mockRestore();
});

it('Apollo Client sends the hashes of its manifest by GET', async () => {
  const sent: string[] = [];
  const client = createPersistedClient(url(), builds.apollo, (address, init) => {
    sent.push(`${init?.method} ${String(address)}`);
    return fetch(address, init);
  });
  expect(await apolloPages(client, 'nurse', 4)).toEqual(TITLES.slice(0, 8));
  expect(sent).toHaveLength(2);
  for (const line of sent) expect(line).toMatch(/^GET .*persistedQuery/);
  expect(sent.join()).not.toContain('query=');
});

it('urql joins the pages of a search in its cache', async () => {
  expect(await urqlPages(createUrqlClient(url(), key), 'nurse', 4)).toEqual(TITLES.slice(0, 8));
});

describe('Relay', () => {
  it('runs its compiled queries by their hashes, and its connection takes in the next page', async () => {
    const environment = createRelayEnvironment(url(), key);
    const [first, next] = await Promise.all(['jobListQuery', 'jobListNextPageQuery'].map(builds.relayArtifact));
    const input = { text: 'nurse' };
    await fetchQuery(environment, first as GraphQLTaggedNode, { input }).toPromise();
    const edges = () => {
      const list = environment
        .getStore()
        .getSource()
        .get('client:root:__jobList_jobSearch_connection(input:{"text":"nurse"})');
      return list?.edges as { readonly __refs: readonly string[] } | undefined;
    };
    expect(edges()?.__refs).toHaveLength(5);
    await fetchQuery(environment, next as GraphQLTaggedNode, { input, first: 5, after: 'cursor5' }).toPromise();
    expect(edges()?.__refs).toHaveLength(10);
  });
});

it('typed operations answer what their types say', async () => {
  expect((await jobTitles({ url: url() }, 'nurse'))[0]).toBe('Nurse 0, Company 0');
});

describe('an operation of the manifest', () => {
  const [{ id = '' } = {}] = builds.apollo.operations;

  it('may be kept when it is read by GET', async () => {
    const { data, cacheControl } = await readKept(url(), `sha256:${id}`, { input: { text: 'nurse' }, first: 1 });
    expect(data).toMatchObject({ jobSearch: { totalCount: 30 } });
    expect(cacheControl).toBe('public, max-age=60');
  });

  it('is run by curl too', async () => {
    const variables = JSON.stringify({ input: { text: 'nurse' }, first: 1 });
    expect(await curl('persisted.sh', [`sha256:${id}`, variables])).toMatchObject({
      data: { jobSearch: { totalCount: 30 } },
    });
  });
});

it('curl searches with a key and without', async () => {
  const page = { jobSearch: { totalCount: 30, coverage: { degraded: false } } };
  expect(await curl('search.sh', [])).toMatchObject({ data: page });
  expect(await curl('search.sh', [], { TANDEM_KEY: key })).toMatchObject({ data: page });
  await expect(curl('search.sh', [], { TANDEM_KEY: 'tk_wrong' })).rejects.toThrow(/401/);
});

async function curl(script: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { stdout } = await promisify(execFile)('sh', [projectPath('examples', 'curl', script), ...args], {
    env: { PATH: process.env.PATH, TANDEM_URL: gateway.url(), ...env },
  });
  return JSON.parse(stdout);
}
