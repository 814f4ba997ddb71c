/** What those get back who hang up: all while nobody works for them, all but the ranking behind that, and at once. */

import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { SLOW_TEXT, slowSearches } from '../fake-search.ts';
import { type RunningGateway, startGateway } from '../gateway-shapes.ts';
import { at, createTestServices, postGraphql, testConfig } from '../test-services.ts';

// In a process of its own, without `fake-the-search.ts`: the limit of the admission follows times that warm code changes.
vi.mock('../../../search/search.ts', () => import('../fake-search.ts'));

const POINTS = 100;
const CAPACITY = 10 * POINTS;
const seen = (look: () => Promise<void> | void) => vi.waitFor(look, { timeout: 5_000 });
const { services } = createTestServices();
let gateway: RunningGateway;
beforeAll(async () => {
  gateway = await startGateway(
    'in one process',
    testConfig({
      TANDEM_PROFILE: 'production',
      TANDEM_MAX_SEARCHES: '2',
      TANDEM_DEADLINE_MS: '10000',
      TANDEM_LIMITS: `pointsPerSecond=${POINTS}`,
    }),
    services,
  );
});
afterAll(() => gateway.stop());

const search = (fields: string): string => `{ jobSearch(input: { text: "${SLOW_TEXT}" }, first: 100) { ${fields} } }`;
const remaining = async (): Promise<number> => {
  const { text } = await postGraphql(gateway.url, { query: '{ __typename }' });
  return Number(at(JSON.parse(text), 'extensions.cost.remaining'));
};

function leaving(fields: string): { readonly leave: () => Promise<unknown> } {
  const client = new AbortController();
  const body = JSON.stringify({ query: search(fields) });
  const headers = { 'content-type': 'application/json' };
  const answer = fetch(`${gateway.url}/graphql`, { method: 'POST', headers, body, signal: client.signal });
  const left = answer.catch(() => 'gone');
  return {
    leave: () => {
      client.abort();
      return left;
    },
  };
}

it('a search that is left at work keeps its ranking, and one that is left while it waits keeps nothing', async () => {
  const now = vi.spyOn(services.clock, 'nowMs').mockReturnValue(Math.ceil(services.clock.nowMs()));
  const working = [leaving('nodes { id }'), leaving('nodes { id }')] as const;
  await seen(() => expect(slowSearches).toHaveLength(2));
  const waiting = leaving('totalCount');
  await seen(async () => expect(await remaining()).toBe(CAPACITY - 2 * 351 - 251));
  await waiting.leave();
  await seen(async () => expect(await remaining()).toBe(CAPACITY - 2 * 351));
  for (const [index, { leave }] of working.entries()) {
    await leave();
    await seen(async () => expect(await remaining()).toBe(CAPACITY - (index + 1) * 250 - (1 - index) * 351));
  }
  for (const release of slowSearches) release();
  now.mockRestore();
});
