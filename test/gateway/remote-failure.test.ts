/** One remote subgraph that fails: a page without its fields, and everything else as ever. */

import { describe, expect, it, vi } from 'vitest';
import { createRemoteSubgraphs } from '../../gateway/remote-subgraphs.ts';
import { createGateway } from '../../gateway/server.ts';
import { systemClock } from '../../runtime/clock.ts';
import { SUBGRAPH_NAMES } from '../../runtime/subgraph-urls.ts';
import { createNamedSubgraph } from '../../subgraphs/create-named-subgraph.ts';
import { type FaultyServer, startFaultyServer } from '../helpers/faulty-server.ts';
import { ENGINES, type Engine } from './gateway-shapes.ts';
import { at, createTestServices, noCallerHeader, postGraphql, testConfig } from './test-services.ts';

vi.mock('../../search/search.ts', () => import('./fake-search.ts'));
vi.mock('../../search/documents.ts', () => import('./fake-search.ts'));
vi.mock('../../search/present/snippets.ts', () => import('./fake-search.ts'));

const PAGE = `{ jobSearch(input: { text: "nurse" }, first: 2) { edges { node { title }
  match { relevance { score } snippets { text } } } } }`;

/** All subgraphs but ranking in this process. */
async function pageWith(engine: Engine, answer: FaultyServer['answer'], deadlineMs = '2000') {
  const server = await startFaultyServer({});
  server.answer = answer;
  const { services, lines } = createTestServices();
  const config = testConfig({ TANDEM_DEADLINE_MS: deadlineMs, TANDEM_ENGINE: engine });
  const remote = createRemoteSubgraphs({ ranking: server.url }, systemClock, noCallerHeader);
  const local = SUBGRAPH_NAMES.filter((name) => name !== 'ranking').map((name) =>
    createNamedSubgraph(name, services, config.TANDEM_DEADLINE_MS),
  );
  const { logger, metrics } = services;
  const subgraphs = [...local, ...remote.subgraphs];
  const gateway = await createGateway({
    config,
    logger,
    metrics,
    subgraphs,
    findKey: async () => null,
    takeFeed: remote.takeFeed(null),
    status: remote.status,
  });
  const { url } = await gateway.listen(0);
  try {
    return { answer: await postGraphql(url, { query: PAGE }), lines, address: server.url.slice(7) };
  } finally {
    await gateway.stop(0);
    await remote.close();
  }
}

describe.each(ENGINES)('a remote subgraph, by %s,', (engine) => {
  it.each<readonly [string, FaultyServer['answer'], string]>([
    ['answers 500', (response) => response.writeHead(500).end('oh'), 'SUBGRAPH_UNAVAILABLE'],
    ['answers what is not JSON', (response) => response.end('oh'), 'SUBGRAPH_UNAVAILABLE'],
    ['answers 50 MB', (response) => response.end(`{"data":"${'x'.repeat(50_000_000)}"}`), 'SUBGRAPH_UNAVAILABLE'],
    [
      'breaks its answer off',
      (response) => response.write('{"data":', () => response.destroy()),
      'SUBGRAPH_UNAVAILABLE',
    ],
    ['stops in the middle of its answer', (response) => response.write('{"data":'), 'DEADLINE_EXCEEDED'],
    ['answers JSON that is no answer', (response) => response.end('[1]'), 'SUBGRAPH_UNAVAILABLE'],
    ['is down', (response) => response.destroy(), 'SUBGRAPH_UNAVAILABLE'],
    ['never answers', () => undefined, 'DEADLINE_EXCEEDED'],
  ])('that %s nulls its own fields only', async (_name, fault, code) => {
    const { answer, lines, address } = await pageWith(engine, fault, '100');
    expect(answer.status).toBe(200);
    expect([0, 1].map((edge) => at(answer.data, `jobSearch.edges.${edge}.match.relevance`))).toEqual([null, null]);
    expect([0, 1].map((edge) => at(answer.data, `jobSearch.edges.${edge}.node.title`))).toEqual(['Nurse 0', 'Nurse 1']);
    expect(at(answer.data, 'jobSearch.edges.1.match.snippets.0.text')).toBe('passage of search-nurse/job2');
    expect(answer.errors).toHaveLength(1);
    expect(answer.errors?.[0]?.extensions).toEqual({ code, requestId: answer.headers.get('x-request-id') });
    expect(answer.text).not.toContain(address);
    expect(lines).toContainEqual([expect.objectContaining({ subgraph: 'ranking' }), 'a subgraph did not answer']);
  });
});
