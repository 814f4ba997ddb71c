/** Gateway and subgraphs as processes of their own, started together on one empty data directory, with the deterministic backend. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { SUBGRAPH_NAMES, type SubgraphName } from '../../runtime/subgraph-urls.ts';
import { at, postGraphql } from '../gateway/test-services.ts';
import { startProcess, type TandemProcess } from '../helpers/tandem-process.ts';
import { startTraceCollector, type TraceCollector } from '../helpers/trace-collector.ts';

/** Twelve processes start on what may be two busy cores. */
const START_MS = 300_000;

const PAGE = `query($text: String!, $after: String) { jobSearch(input: { text: $text }, first: 5, after: $after) {
  totalCount search { id understanding { summary } } coverage { degraded } pageInfo { endCursor }
  edges { node { id title } match { position relevance { score } snippets { text } explanation { summary } } } } }`;
const PEOPLE = `query($text: String!) { peopleSearch(input: { text: $text }, first: 5) {
  edges { node { displayName } match { relevance { score } explanation { summary } } } } }`;

let folder = '';
let gateway: TandemProcess;
let collector: TraceCollector;
const subgraphs = new Map<SubgraphName, TandemProcess>();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tandem-processes-'));
  collector = await startTraceCollector();
  const traces = { TANDEM_TRACES_URL: collector.url, OTEL_BSP_SCHEDULE_DELAY: '200', TANDEM_DEADLINE_MS: '10000' };
  const settings = { TANDEM_DATA_DIR: join(folder, 'new', 'data'), ...traces };
  await Promise.all(
    SUBGRAPH_NAMES.map(async (name) => subgraphs.set(name, await startProcess(['subgraph', name], settings))),
  );
  const urls = SUBGRAPH_NAMES.map((name) => `${name}=${subgraphs.get(name)?.url}`).join(',');
  gateway = await startProcess(['gateway'], { TANDEM_SUBGRAPHS: urls, ...traces });
  await vi.waitFor(async () => expect((await readiness()).reasons).toEqual([]), { timeout: 30_000, interval: 200 });
}, START_MS);

afterAll(async () => {
  await Promise.all([...subgraphs.values(), gateway].map((process) => process?.end('SIGKILL')));
  collector?.close();
  rmSync(folder, { recursive: true });
});

async function readiness(): Promise<{
  readonly reasons: readonly string[];
  readonly workers: readonly { readonly pool: string; readonly pid: number }[];
}> {
  return (await fetch(`${gateway.url}/readyz`, { headers: { accept: 'application/json' } })).json();
}

async function page(text: string, after: string | null = null) {
  const answer = await postGraphql(gateway.url, { query: PAGE, variables: { text, after } });
  expect(answer.errors).toBeUndefined();
  return answer.data;
}

const edgesOf = (data: unknown): readonly unknown[] => at(data, 'jobSearch.edges') as readonly unknown[];

async function requestsOf(name: SubgraphName): Promise<number> {
  const metrics = await (await fetch(`${subgraphs.get(name)?.url}/metrics`)).text();
  const sum = [...metrics.matchAll(/^tandem_subgraph_requests_total\{.*\} (\d+)$/gm)].map((line) => Number(line[1]));
  return sum.reduce((total, count) => total + count, 0);
}

describe('subgraphs in processes of their own', () => {
  it('tell the gateway their workers: one of each pool where searches run, none elsewhere', async () => {
    const { workers } = await readiness();
    expect(workers.map((worker) => worker.pool).sort()).toEqual(['ebr', 'ebr', 'slm', 'slm']);
    expect(new Set(workers.map((worker) => worker.pid)).size).toBe(4);
  });

  it('read the search of one in the others at once: relevance, snippets, reasons, understanding', async () => {
    for (const text of ['registered nurse', 'night porter in a hotel', 'electrician for solar roofs']) {
      const data = await page(text);
      expect(at(data, 'jobSearch.coverage.degraded')).toBe(false);
      expect(at(data, 'jobSearch.search.understanding.summary')).toMatch(/./);
      expect(edgesOf(data)).toHaveLength(5);
      for (const edge of edgesOf(data)) {
        expect(at(edge, 'match.relevance.score')).toBeGreaterThanOrEqual(0);
        expect(at(edge, 'match.explanation.summary')).toMatch(/./);
        expect(at(edge, 'match.snippets')).not.toBeNull();
      }
    }
  });

  it('page without a gap, and find each result and the search again by id', async () => {
    const first = await page('accountant');
    const second = await page('accountant', String(at(first, 'jobSearch.pageInfo.endCursor')));
    const edges = [...edgesOf(first), ...edgesOf(second)];
    expect(edges.map((edge) => at(edge, 'match.position'))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    const ids = [...edges.map((edge) => at(edge, 'node.id')), at(first, 'jobSearch.search.id')];
    expect(new Set(ids).size).toBe(11);
    const query = 'query($ids: [ID!]!) { nodes(ids: $ids) { id } }';
    const found = await postGraphql(gateway.url, { query, variables: { ids } });
    expect(at(found.data, 'nodes')).toEqual(ids.map((id) => ({ id })));
  });

  it('send one trace of a search, from its caller through gateway, subgraphs, pools and workers', async () => {
    const [traceId, caller] = ['4bf92f3577b34da6a3ce929d0e0e4736', '00f067aa0ba902b7'];
    const headers = { traceparent: `00-${traceId}-${caller}-01` };
    // What was searched before is computed no more.
    const variables = { text: 'roofer for slate and copper' };
    await postGraphql(gateway.url, { query: PAGE, variables }, headers);
    const steps = [
      ['tandem-gateway', 'request'],
      ['tandem-gateway', 'subgraph'],
      ['tandem-subgraph-jobs', 'request'],
      ...['understand', 'embed', 'retrieve', 'rank', 'present', 'score', 'batch'].map((stage) => [
        'tandem-subgraph-jobs',
        stage,
      ]),
      ['tandem-subgraph-ranking', 'request'],
      ['tandem-subgraph-insights', 'request'],
      ['tandem-worker-ebr', 'compute'],
      ['tandem-worker-slm', 'compute'],
    ];
    await vi.waitFor(
      () => {
        const seen = new Set(collector.spansOf(traceId).map(({ service, name }) => `${service} ${name}`));
        expect(steps.filter((step) => !seen.has(step.join(' ')))).toEqual([]);
      },
      { timeout: 20_000, interval: 200 },
    );
    const spans = collector.spansOf(traceId);
    const ids = new Set(spans.map(({ spanId }) => spanId));
    const strays = spans.filter(({ parentSpanId }) => !ids.has(parentSpanId ?? ''));
    expect(strays.map(({ service, name, parentSpanId }) => [service, name, parentSpanId])).toEqual([
      ['tandem-gateway', 'request', caller],
    ]);
    expect(JSON.stringify(spans)).not.toMatch(/slate|copper/i);
  }, 60_000);

  it('answer for people too', async () => {
    const { data, errors } = await postGraphql(gateway.url, { query: PEOPLE, variables: { text: 'nurse' } });
    expect(errors).toBeUndefined();
    expect(at(data, 'peopleSearch.edges')).toHaveLength(5);
    expect(at(data, 'peopleSearch.edges.4.match.relevance.score')).toBeGreaterThanOrEqual(0);
  });

  it('count each request once over all processes, and the gateway counts none', async () => {
    const counts = () => Promise.all(SUBGRAPH_NAMES.map(requestsOf));
    const before = await counts();
    await page('carpenter');
    expect((await counts()).map((count, index) => count - (before[index] ?? 0))).toEqual([1, 0, 1, 2, 0]);
    const ofGateway = await (await fetch(`${gateway.url}/metrics`)).text();
    expect(ofGateway).toMatch(/tandem_subgraph_requests_total\{subgraph="jobs"\} 0/);
  });
});

describe('tandem start with subgraphs elsewhere', () => {
  it('calls those over HTTP, runs the others itself, and starts no workers that nobody asks', async () => {
    const urls = SUBGRAPH_NAMES.filter((name) => name !== 'account').map(
      (name) => `${name}=${subgraphs.get(name)?.url}`,
    );
    const settings = { TANDEM_DATA_DIR: join(folder, 'new', 'data'), TANDEM_SUBGRAPHS: urls.join(',') };
    const mixed = await startProcess(['start'], settings);
    const before = await requestsOf('account');
    const first = await postGraphql(mixed.url, { query: PAGE, variables: { text: 'bricklayer' } });
    expect(first.errors).toBeUndefined();
    const id = at(first.data, 'jobSearch.search.id');
    const query = 'query($id: ID!) { node(id: $id) { __typename id } }';
    const again = await postGraphql(mixed.url, { query, variables: { id } });
    expect(at(again.data, 'node')).toEqual({ __typename: 'Search', id });
    expect(await requestsOf('account')).toBe(before);
    const { workers } = await (await fetch(`${mixed.url}/readyz`, { headers: { accept: 'application/json' } })).json();
    expect(workers).toEqual((await readiness()).workers);
    expect(await mixed.end('SIGTERM')).toEqual([0, null]);
  }, 60_000);
});

describe('a subgraph that ends', () => {
  it('gracefully is status 0; its fields are null, the rest of the page is there, and readiness names it', async () => {
    expect(await subgraphs.get('ranking')?.end('SIGTERM')).toEqual([0, null]);
    const answer = await postGraphql(gateway.url, { query: PAGE, variables: { text: 'gardener' } });
    expect(edgesOf(answer.data).map((edge) => at(edge, 'match.relevance'))).toEqual([null, null, null, null, null]);
    expect(at(answer.data, 'jobSearch.edges.4.match.explanation.summary')).toMatch(/./);
    expect(answer.errors?.map((error) => error.extensions.code)).toEqual(['SUBGRAPH_UNAVAILABLE']);
    await vi.waitFor(async () => expect((await readiness()).reasons).toEqual([expect.stringMatching(/^ranking: /)]));
  });
});
