/** A supergraph that is exchanged while the gateway serves. */

import '../../helpers/fake-the-search.ts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readSupergraph } from '../../../gateway/supergraph.ts';
import { calls, SLOW_TEXT, slowSearches } from '../fake-search.ts';
import { type RunningGateway, startGateway } from '../gateway-shapes.ts';
import { at, createTestServices, postGraphql, testConfig } from '../test-services.ts';

const TITLES = 'query($text: String!) { jobSearch(input: { text: $text }, first: 2) { edges { node { title } } } }';
/** The same graph, but Job.title is called otherwise. */
const withoutTitle = (sdl: string): string =>
  sdl.replace(/(type Job implements Node[^{]*\{[^}]*?\n {2})title: String!/, '$1heading: String!');

describe('a gateway whose supergraph is swapped', () => {
  const { services } = createTestServices();
  let gateway: RunningGateway;
  const titles = (text = 'nurse') => postGraphql(gateway.url, { query: TITLES, variables: { text } });

  beforeAll(async () => {
    gateway = await startGateway('in one process', testConfig({ TANDEM_DEADLINE_MS: '10000' }), services);
  });
  afterAll(() => gateway.stop());

  it('plans what was asked lately before the swap, and no subgraph hears of it', async () => {
    await titles();
    calls.length = 0;
    await gateway.swapSupergraph(readSupergraph());
    expect(calls).toEqual([]);
    expect(at((await titles()).data, 'jobSearch.edges.1.node.title')).toBe('Nurse 1');
  });

  it('ends running requests with the graph that they began with', async () => {
    const sdl = withoutTitle(readSupergraph());
    expect(sdl).not.toBe(readSupergraph());
    slowSearches.length = 0;
    const running = titles(SLOW_TEXT);
    await vi.waitUntil(() => slowSearches.length > 0, { timeout: 10_000 });
    await gateway.swapSupergraph(sdl);
    expect((await titles()).errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
    for (const answer of slowSearches) answer();
    expect(at((await running).data, 'jobSearch.edges.1.node.title')).toBe('Nurse 1');
    await gateway.swapSupergraph(readSupergraph());
  });

  it('goes on with the old one when the new one cannot be loaded', async () => {
    await expect(gateway.swapSupergraph('type Query { nothing: Int }')).rejects.toThrow();
    await expect(gateway.swapSupergraph('{')).rejects.toThrow();
    expect((await titles()).errors).toBeUndefined();
  });
});
