/** One remote subgraph that fails: a page without its fields, and everything else as ever. */

import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createSubgraphServer } from '../../cli/subgraph-server.ts';
import { createRemoteSubgraphs } from '../../gateway/remote-subgraphs.ts';
import { createGateway } from '../../gateway/server.ts';
import { systemClock } from '../../runtime/clock.ts';
import { SUBGRAPH_NAMES } from '../../runtime/subgraph-urls.ts';
import { createNamedSubgraph } from '../../subgraphs/create-named-subgraph.ts';
import { createServiceStatus } from '../../subgraphs/service-status.ts';
import { type FaultyServer, startFaultyServer } from '../helpers/faulty-server.ts';
import { startTcpProxy } from '../helpers/tcp-proxy.ts';
import { ENGINES, type Engine } from './gateway-shapes.ts';
import {
  at,
  createTestServices,
  type GraphqlAnswer,
  noSealedCaller,
  postGraphql,
  testConfig,
} from './test-services.ts';

vi.mock('../../search/search.ts', () => import('./fake-search.ts'));
vi.mock('../../search/documents.ts', () => import('./fake-search.ts'));
vi.mock('../../search/rank/relevance.ts', () => import('./fake-search.ts'));
vi.mock('../../search/present/snippets.ts', () => import('./fake-search.ts'));

const PAGE = `{ jobSearch(input: { text: "nurse" }, first: 2) { edges { node { title }
  match { relevance { score } snippets { text } } } } }`;

/** All subgraphs but ranking in this process; stopped when the test ends. */
async function gatewayOver(rankingUrl: string, engine: Engine, deadlineMs: string) {
  const { services, lines } = createTestServices();
  const config = testConfig({ TANDEM_DEADLINE_MS: deadlineMs, TANDEM_ENGINE: engine });
  const remote = createRemoteSubgraphs({ ranking: rankingUrl }, systemClock, noSealedCaller);
  const local = SUBGRAPH_NAMES.filter((name) => name !== 'ranking').map((name) =>
    createNamedSubgraph(name, services, config.TANDEM_DEADLINE_MS),
  );
  const { logger, metrics } = services;
  const gateway = await createGateway({
    config,
    logger,
    metrics,
    subgraphs: [...local, ...remote.subgraphs],
    findKey: async () => null,
    takeFeed: remote.takeFeed(null),
    status: remote.status,
  });
  const { url } = await gateway.listen(0);
  onTestFinished(async () => {
    await gateway.stop(0);
    await remote.close();
  });
  return { ask: () => postGraphql(url, { query: PAGE }), lines };
}

async function pageWith(engine: Engine, fault: FaultyServer['answer'], deadlineMs = '2000') {
  const server = await startFaultyServer({});
  server.answer = fault;
  const { ask, lines } = await gatewayOver(server.url, engine, deadlineMs);
  return { answer: await ask(), lines, address: server.url.slice(7) };
}

/** The subgraph itself, in a server of its own, over a line that the test disturbs. */
async function pagesOverLine(engine: Engine, deadlineMs: string) {
  const { services } = createTestServices();
  const config = testConfig({ TANDEM_DEADLINE_MS: deadlineMs });
  const subgraph = createNamedSubgraph('ranking', services, config.TANDEM_DEADLINE_MS);
  const status = createServiceStatus(services, []);
  const server = createSubgraphServer(subgraph, { config, status, ...services });
  const { url } = await server.listen(0, '127.0.0.1');
  const line = await startTcpProxy(Number(new URL(url).port));
  onTestFinished(async () => {
    await line.close();
    await server.stop(0);
  });
  return { ...(await gatewayOver(`http://127.0.0.1:${line.port}`, engine, deadlineMs)), line };
}

const relevances = ({ data }: GraphqlAnswer): unknown[] =>
  [0, 1].map((edge) => at(data, `jobSearch.edges.${edge}.match.relevance`));
const titles = ({ data }: GraphqlAnswer): unknown[] =>
  [0, 1].map((edge) => at(data, `jobSearch.edges.${edge}.node.title`));

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
    expect(relevances(answer)).toEqual([null, null]);
    expect(titles(answer)).toEqual(['Nurse 0', 'Nurse 1']);
    expect(at(answer.data, 'jobSearch.edges.1.match.snippets.0.text')).toBe('passage of search-nurse/job2');
    expect(answer.errors).toHaveLength(1);
    expect(answer.errors?.[0]?.extensions).toEqual({ code, requestId: answer.headers.get('x-request-id') });
    expect(answer.text).not.toContain(address);
    expect(lines).toContainEqual([expect.objectContaining({ subgraph: 'ranking' }), 'a subgraph did not answer']);
  });

  it('that is slow within the deadline misses nothing', async () => {
    const { ask, line } = await pagesOverLine(engine, '10000');
    line.delayMs = 50;
    const answer = await ask();
    expect(answer.errors).toBeUndefined();
    expect(relevances(answer)).not.toContain(null);
  });

  it('whose connections are half open nulls its own fields only, and is asked over new ones as soon as there are any', async () => {
    const { ask, line } = await pagesOverLine(engine, '1500');
    expect(relevances(await ask())).not.toContain(null);
    line.isSilent = true;
    const answer = await ask();
    expect(relevances(answer)).toEqual([null, null]);
    expect(titles(answer)).toEqual(['Nurse 0', 'Nurse 1']);
    expect(answer.errors?.map(({ extensions }) => extensions.code)).toEqual(['DEADLINE_EXCEEDED']);
    line.isSilent = false;
    expect(relevances(await ask())).not.toContain(null);
  });
});
