/** An operation that the planner gives up on: its caller is told so, at either endpoint and however much of it was to come later. */

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { GATEWAYS, type RunningGateway, startGateway } from './gateway-shapes.ts';
import { postStream } from './read-parts.ts';
import { createTestServices, postGraphql, testConfig } from './test-services.ts';

vi.mock('../../search/search.ts', () => import('./fake-search.ts'));
vi.mock(import('../../gateway/engine/apollo-planner.ts'), async (original) => {
  const { givesUpOnTitles } = await import('./gives-up-on-titles.ts');
  return { loadApolloPlanner: givesUpOnTitles((await original()).loadApolloPlanner) };
});
vi.mock(import('../../gateway/engine/hive-planner.ts'), async (original) => {
  const { givesUpOnTitles } = await import('./gives-up-on-titles.ts');
  return { loadHivePlanner: givesUpOnTitles((await original()).loadHivePlanner) };
});

const WHOLE = '{ jobSearch(input: { text: "nurse" }, first: 1) { edges { node { id title } } } }';
const IN_PARTS = '{ jobSearch(input: { text: "nurse" }, first: 1) { edges { node { id ... @defer { title } } } } }';
const TOLD = { code: 'OPERATION_TOO_COSTLY' };

describe.each(GATEWAYS)('an operation that takes too long to plan, with subgraphs %s, by %s,', (shape, engine) => {
  const { services } = createTestServices();
  let gateway: RunningGateway;
  beforeAll(async () => {
    gateway = await startGateway(shape, testConfig({ TANDEM_ENGINE: engine }), services);
  });
  afterAll(() => gateway.stop());

  it.each([1, 2])('is refused with its code and 400, at the first time and the next (%d)', async () => {
    const { status, errors } = await postGraphql(gateway.url, { query: WHOLE });
    expect([status, errors?.[0]?.extensions]).toEqual([400, expect.objectContaining(TOLD)]);
    expect(errors?.[0]?.message).toContain('ask for fewer fields');
  });

  it('is told in the answer of a stream whose first part could be planned, and costs no other request its answer', async () => {
    const { text } = await postStream(gateway.url, { query: IN_PARTS });
    expect(text).toContain('"code":"OPERATION_TOO_COSTLY"');
    const { status } = await postGraphql(gateway.url, { query: WHOLE.replace(' title', '') });
    expect(status).toBe(200);
  });
});
